# a tweet and its sentiment
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/jessicabowden/intro-to-nlp/c57b6ff3b9a0f8b61ee3a172169ea020c6ac4f1b/sts_gold_tweet.csv'
df = pd.read_csv(url, sep=';', names=['id', 'label', 'text'])
df = pd.DataFrame(dict(text=df['text'].map(unescape).str.strip(), label=df['label'].map({0: 'negative', 4: 'positive'})))
df = df.dropna().drop_duplicates(ignore_index=True)
