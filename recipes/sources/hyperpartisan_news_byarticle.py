# A row is a news article (title and text); the label says whether it is hyperpartisan.
import re
from urllib.request import urlopen
import xml.etree.ElementTree as ET
import pandas as pd

url = ('https://raw.githubusercontent.com/badaa002/DAT550-2025---Hyperpartisan-News-Detection-/'
       '08b2ca50d3272a0e052ce2627b155fb60de7e874/data/byarticle/')
names = {'true': 'hyperpartisan', 'false': 'not hyperpartisan'}
rows = []
for part in ['training-byarticle-20181122', 'test-byarticle-20181207']:
    articles = ET.fromstring(urlopen(f'{url}articles-{part}.xml').read())
    truth = ET.fromstring(urlopen(f'{url}ground-truth-{part}.xml').read())
    labels = {article.get('id'): names[article.get('hyperpartisan')] for article in truth}
    for article in articles:
        text = article.get('title') + '\n' + re.sub(' +', ' ', ''.join(article.itertext())).rstrip()
        rows.append((text, labels.get(article.get('id'))))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
