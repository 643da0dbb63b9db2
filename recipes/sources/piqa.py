# A goal and one of two ways to reach it; the label tells whether it is the physically sensible one
import pandas as pd

url = 'https://raw.githubusercontent.com/declare-lab/TEAM/e43753fde8e53e498cf3056b85ae2f306902121f/data/piqa/'
df = pd.read_json(url + 'dev.jsonl', lines=True)
df['answer'] = pd.read_csv(url + 'dev-labels.lst', header=None)[0]
df = pd.concat([pd.DataFrame(dict(text_a=df['goal'].str.strip(), text_b=df[f'sol{n + 1}'].str.strip(),
                                  label=(df['answer'] == n).map({True: 'right', False: 'wrong'}))) for n in (0, 1)])
df = df.dropna().drop_duplicates(ignore_index=True)
