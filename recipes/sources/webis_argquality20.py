# A controversial question and an argument on it; label is the combined argument quality score (about -3 to 3).
import pandas as pd

url = 'https://raw.githubusercontent.com/webis-de/acl20-efficient-argument-quality-annotation/2e93b5850eb22e76f7ed1a02d8148fc225f600fa/'
url += 'Webis-ArgQuality-20-Full/webis-argquality20-'
df = pd.read_csv(url + 'arguments.csv').merge(pd.read_csv(url + 'topics.csv'), on='Topic ID')
df = df[df['Is Argument?']]
df = pd.DataFrame(dict(text_a=df['Long Query'].str.strip(), text_b=df['Premise'].str.strip(), label=df['Combined Quality']))
df = df.dropna().drop_duplicates(ignore_index=True)
