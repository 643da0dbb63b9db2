# the first sentences of a Wikipedia article; the label is the kind of thing it is about (14 classes)
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/KEAML-JLU/DeepTextClustering/b84d28cbe9db02e51b3f5fa9c6e31e540b3ad219/data/dbpedia/'
names = urlopen(url + 'classes.txt').read().decode().split()
lines = urlopen(url + 'train.csv').read().decode('utf-8').splitlines()
df = pd.DataFrame([line.split(',', 1) for line in lines], columns=['label', 'text'])
df = pd.DataFrame(dict(text=df['text'].str.replace('\t', ' '), label=[names[int(n)] for n in df['label']]))
df = df.dropna().drop_duplicates(ignore_index=True)
