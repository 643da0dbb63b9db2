# A row is a tweet about the 2020 US election; the label says whether it is hateful or offensive
import html
import pandas as pd

url = 'https://raw.githubusercontent.com/NoamElul/cis-5300-final/3c569a14950d76b911d6444953a3d617d99f60cd/data/political-twitter-hatespeech/political_train.tsv'
df = pd.read_csv(url, sep='\t', quoting=3)
df['text'] = df['text'].str.replace('[NEWLINE]', '\n').map(html.unescape).str.strip()
df['label'] = df['HOF'].map({0: 'not hateful', 1: 'hateful or offensive'})
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
