# A tweet of the OLID set; the label is explicit abuse, implicit abuse or none.
import pandas as pd

url = 'https://raw.githubusercontent.com/'
texts = 'victoriyayeotobo/NLP-CW1/f92c5a699ce967693244082698f1ba6b5e7d01cd/olid-training-v1.0.tsv'
labels = 'tommasoc80/AbuseEval/73401ae84c703b7471197385c26f64848535a722/data/abuseval_labels/abuseval_offenseval_train.tsv'
names = {'NOTABU': 'not abusive', 'IMP': 'implicit abuse', 'EXP': 'explicit abuse'}
df = pd.read_csv(url + texts, sep='\t', quoting=3, encoding_errors='replace').merge(pd.read_csv(url + labels, sep='\t'), on='id')
df = pd.DataFrame(dict(text=df['tweet'].str.strip(), label=df['abuse'].map(names))).dropna().drop_duplicates(ignore_index=True)
