# a medical abstract (of the test part), and the condition it is about
import pandas as pd

url = 'https://raw.githubusercontent.com/sebischair/Medical-Abstracts-TC-Corpus/70a2d9106c724729be8b3c4ddb00d1b14ec300c8/'
names = pd.read_csv(url + 'medical_tc_labels.csv', index_col=0)['condition_name']
df = pd.read_csv(url + 'medical_tc_test.csv')
df = pd.DataFrame(dict(text=df['medical_abstract'].str.strip(), label=df['condition_label'].map(names)))
df = df.dropna().drop_duplicates(ignore_index=True)
