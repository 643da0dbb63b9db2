# A row is a tweet whose author says whether it was meant sarcastically; that is the label.
import pandas as pd

url = 'https://raw.githubusercontent.com/iabufarha/iSarcasmEval/dfc708b53bde1bb571abfb5692f63231c2232195/'
train = pd.read_csv(url + 'train/train.En.csv').rename(columns={'tweet': 'text'})
df = pd.concat([train, pd.read_csv(url + 'test/task_A_En_test.csv')])
df = pd.DataFrame(dict(text=df['text'].str.strip(), label=df['sarcastic'].map({0: 'not sarcastic', 1: 'sarcastic'})))
df = df.dropna().drop_duplicates(ignore_index=True)
