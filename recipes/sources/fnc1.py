# A headline and a news article body; label tells whether the body agrees, disagrees, discusses or is unrelated.
import pandas as pd

url = 'https://raw.githubusercontent.com/FakeNewsChallenge/fnc-1/29d473af2d15278f0464d5e41e4cbe7eb58231f2/competition_test_'
df = pd.read_csv(url + 'stances.csv').merge(pd.read_csv(url + 'bodies.csv'), on='Body ID')
df = pd.DataFrame(dict(text_a=df['Headline'].str.strip(), text_b=df['articleBody'].str.strip(), label=df['Stance']))
df = df[df['text_b'].str.len() <= 4000].dropna().drop_duplicates(ignore_index=True)
