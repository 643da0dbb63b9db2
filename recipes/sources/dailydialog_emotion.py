# An utterance from an everyday dialogue; the label is its emotion (the dialogues annotated in RECCON).
import json
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/declare-lab/RECCON/579ea8a726f6705f7a3a02f7535b8f5595ec35aa/data/original_annotation/dailydialog_'
parts = [json.load(urlopen(f'{url}{part}.json')) for part in ['train', 'valid', 'test']]
rows = [(turn['utterance'], turn['emotion']) for part in parts for dialogue in part.values() for turn in dialogue[0]]
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['label'].isin(['neutral', 'happiness', 'surprise', 'anger', 'sadness', 'disgust', 'fear'])]
df = df.dropna().drop_duplicates(ignore_index=True)
