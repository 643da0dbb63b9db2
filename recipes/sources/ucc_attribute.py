# A comment on a news site that has exactly one unhealthy attribute; the label is the attribute
import pandas as pd

url = 'https://raw.githubusercontent.com/conversationai/unhealthy-conversations/55934d0079073095af8b69807d235e40c8aceff4/corpus/'
df = pd.concat([pd.read_csv(url + path) for path in ['val.csv', 'test.csv']])
marks = df[['antagonize', 'condescending', 'dismissive', 'generalisation', 'hostile', 'sarcastic']]
df = pd.DataFrame(dict(text=df['comment'], label=marks.idxmax(axis=1)))[marks.sum(axis=1) == 1]
df = df.dropna().drop_duplicates(ignore_index=True)
