# $title
import html, re
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/$path'
df = pd.read_csv(url, sep='\t', quoting=3, names=['text_a', 'text_b', 'label'])
def record(text):
    fields = re.findall(r'COL (\S+) VAL (.*?)(?= COL |$$)', html.unescape(text))
    return '; '.join(f'{name}: {value.strip()}' for name, value in fields if value.strip())
for side in ['text_a', 'text_b']: df[side] = df[side].map(record)
df['label'] = df['label'].map({0: 'different', 1: 'same'})
df = df.dropna().drop_duplicates(ignore_index=True)
