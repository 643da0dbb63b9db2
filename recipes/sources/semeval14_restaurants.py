# $title
from urllib.request import urlopen
from xml.etree import ElementTree
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/'
root = ElementTree.fromstring(urlopen(url + 'data/semeval2014/Restaurants_Train.xml').read())
rows = [(sentence.findtext('text').strip(), aspect.get($name), aspect.get('polarity'))
        for sentence in root for aspect in sentence.iter($tag)]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
