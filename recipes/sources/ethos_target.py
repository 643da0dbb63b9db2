# A row is a hateful comment that attacks exactly one protected attribute (score 0.5 or more), which is the label
import pandas as pd

url = 'https://raw.githubusercontent.com/intelligence-csd-auth-gr/Ethos-Hate-Speech-Dataset/705258e118ce9611ebbd5ab2a4841b0066547293/'
df = pd.read_csv(url + 'ethos/ethos_data/Ethos_Dataset_Multi_Label.csv', sep=';')
df['text'] = df['comment'].str.strip()
targets = df[['gender', 'race', 'national_origin', 'disability', 'religion', 'sexual_orientation']] >= 0.5
df['label'] = targets.idxmax(axis=1).str.replace('_', ' ')
df = df.loc[targets.sum(axis=1) == 1, ['text', 'label']].dropna().drop_duplicates(ignore_index=True)
