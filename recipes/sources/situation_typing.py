# A sentence of news or social media about a crisis; the label is the kind of need or problem it tells of (sentences with several are left out).
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/xiatingyu/FastClass/fecb2787cdd1b122e29fe93ae93027ea4214948f/data/situation/'
names = urlopen(url + 'classes.txt').read().decode().splitlines()
df = pd.read_csv(url + 'train.txt', sep='\t', quoting=3, names=['label', 'text'], dtype=str)
df['label'] = df['label'].map({str(i): name for i, name in enumerate(names)})
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
