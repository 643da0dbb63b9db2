# A row is a sentence of a restaurant review (text_a) and an aspect category (text_b); the label is the sentiment towards the category.
from urllib.request import urlopen
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/siat-nlp/MAMS-for-ABSA/cddcdb0f423b3fdb2c76b70744737abed3a00d17/'
rows = []
for sentence in ET.fromstring(urlopen(url + 'data/MAMS-ACSA/raw/train.xml').read()):
    for aspect in sentence.iter('aspectCategory'):
        rows.append((sentence.findtext('text'), aspect.get('category'), aspect.get('polarity')))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
