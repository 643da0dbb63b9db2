# An SNLI premise and the same sentence with one word changed; label is entailment, neutral or contradiction.
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import pandas as pd

url = 'https://raw.githubusercontent.com/BIU-NLP/Breaking_NLI/8a7658c1ce6b732f4e8af3b06560f1a13b8b18b0/breaking_nli_dataset.zip'
df = pd.read_json(ZipFile(BytesIO(urlopen(url).read())).open('data/dataset.jsonl'), lines=True)
df = df[['sentence1', 'sentence2', 'gold_label']].set_axis(['text_a', 'text_b', 'label'], axis=1)
df = df.dropna().drop_duplicates(ignore_index=True)
