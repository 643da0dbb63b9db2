# $title
import pandas as pd

df = pd.read_json('https://raw.githubusercontent.com/$repo/$commit/$path', lines=True)
def mark(texts, starts, ends): return [f'{t[:a]}[{t[a:b]}]{t[b:]}' for t, a, b in zip(texts, starts, ends)]
labels = df['label'].astype(str).map({'True': 'same_sense', 'False': 'different_sense'})
df = pd.DataFrame(dict(text_a=mark(df['sentence1'], df['start1'], df['end1']),
                       text_b=mark(df['sentence2'], df['start2'], df['end2']), label=labels))
df = df.dropna().drop_duplicates(ignore_index=True)
