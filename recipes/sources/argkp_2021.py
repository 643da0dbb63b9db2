# An argument and a key point on the same topic and side; the label tells whether the key point captures the argument
import pandas as pd

url = 'https://raw.githubusercontent.com/IBM/KPA_2021_shared_task/2f5e2d5ad5a387fe731da2f00b423ce1d845c5d2/kpm_data/'
def table(name): return pd.concat([pd.read_csv(f'{url}{name}_{part}.csv') for part in ('train', 'dev')])
df = table('labels').merge(table('arguments'), on='arg_id').merge(table('key_points'), on='key_point_id')
df = pd.DataFrame(dict(text_a=df['argument'].str.strip(), text_b=df['key_point'].str.strip(),
                       label=df['label'].map({1: 'match', 0: 'no_match'})))
df = df.dropna().drop_duplicates(ignore_index=True)
