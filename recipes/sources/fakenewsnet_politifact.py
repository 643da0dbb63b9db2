# The title of a news article checked by PolitiFact; the label says whether it is fake or real.
import pandas as pd

url = 'https://raw.githubusercontent.com/HokageHimanshu/Naive_Bayes_Classifier/5fd028ca266efe4702a0ec71eef021b7fd3a750d/politifact_'
df = pd.concat([pd.read_csv(url + label + '.csv').assign(label=label) for label in ['fake', 'real']])
df = pd.DataFrame(dict(text=df['title'].str.strip(), label=df['label'])).dropna().drop_duplicates(ignore_index=True)
