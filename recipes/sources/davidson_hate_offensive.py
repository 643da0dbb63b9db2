# A row is a tweet; the label is hate speech, offensive language or neither
import html
import pandas as pd

url = 'https://raw.githubusercontent.com/t-davidson/hate-speech-and-offensive-language/cb50f7e9eb855a99abc51423bf40df0e26d6fe30/data/labeled_data.csv'
df = pd.read_csv(url)
df['text'] = df['tweet'].map(html.unescape).str.strip()
df['label'] = df['class'].map({0: 'hate speech', 1: 'offensive language', 2: 'neither'})
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
