# A row is a Reddit post or comment; the label is the kind of abuse, for rows of one label
import pandas as pd

url = 'https://raw.githubusercontent.com/NoamElul/cis-5300-final/3c569a14950d76b911d6444953a3d617d99f60cd/data/reddit-abusive-comments/cad_v1_1_train.tsv'
df = pd.read_csv(url, sep='\t', quoting=3)
df['text'] = df['text'].str.replace('[linebreak]', '\n').str.strip()
df['label'] = df['labels'].map({'Neutral': 'neutral', 'IdentityDirectedAbuse': 'identity-directed abuse', 'CounterSpeech': 'counter speech',
    'AffiliationDirectedAbuse': 'affiliation-directed abuse', 'PersonDirectedAbuse': 'person-directed abuse'})
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
