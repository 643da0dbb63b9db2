# A row is a question of a user about the privacy policy of an app; the label is the data practice, for questions of exactly one
import pandas as pd

url = 'https://raw.githubusercontent.com/AbhilashaRavichander/PrivacyQA_EMNLP/5178ff3eaf61cbdaea03d85ff23b676b3fea451f/data/meta-annotations/OPP-115%20Annotations/'
names = {'first': 'first party collection/use', 'third': 'third party sharing/collection', 'datasecurity': 'data security',
         'dataretention': 'data retention', 'user_access': 'user access, edit and deletion', 'user_choice': 'user choice/control', 'other': 'other'}
df = pd.concat([pd.read_csv(url + part + '_opp_annotations.csv', sep='\t') for part in ['train', 'test']])
marks = df[list(names)] == 1
df['label'] = marks.idxmax(axis=1).map(names)
df['text'] = df['Query'].str.strip()
df = df.loc[marks.sum(axis=1) == 1, ['text', 'label']].dropna().drop_duplicates(ignore_index=True)
