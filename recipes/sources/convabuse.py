# A row is what a chatbot said (text_a) and the reply of the user (text_b); the label says whether most annotators found the reply abusive.
import pandas as pd

url = 'https://raw.githubusercontent.com/amandacurry/convabuse/c0a9469f48956e868276c605d499010ea3c7c0d0/2_splits/'
df = pd.concat([pd.read_csv(f'{url}ConvAbuseEMNLP{part}.csv', dtype=str) for part in ['train', 'valid', 'test']])
yes = df.filter(regex=r'is_abuse\.-[123]$').fillna('').sum(axis=1).str.count('1')
no = df.filter(regex=r'is_abuse\.[01]$').fillna('').sum(axis=1).str.count('1')
label = (yes > no).map({True: 'abusive', False: 'not abusive'})
df = pd.DataFrame(dict(text_a=df['agent'].str.strip(), text_b=df['user'].str.strip(), label=label)).dropna().drop_duplicates(ignore_index=True)
