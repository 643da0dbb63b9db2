# A row is the message of a commit on GitHub; the label is the kind of maintenance, for commits of exactly one of the three kinds
import pandas as pd

url = 'https://raw.githubusercontent.com/evidencebp/commit-classification/e7b8f552712c68f0a1d835f9191c60d19528c655/data/'
df = pd.concat([pd.read_csv(url + name, dtype=str) for name in ['commits_updated5.csv', 'random_batch_18_nov_2020.csv']])
df['text'] = df['message'].str.replace(r'git-svn-id:.*', '', regex=True).str.strip()
kinds = df[['Is_Corrective', 'Is_Adaptive', 'Is_Perfective']] == 'TRUE'
df['label'] = kinds.idxmax(axis=1).str[3:].str.lower()
df = df.loc[(kinds.sum(axis=1) == 1) & (df['text'] != ''), ['text', 'label']].dropna().drop_duplicates(ignore_index=True)
