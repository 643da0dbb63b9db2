# A comment on a social site; the label says whether it is insulting to another participant.
import pandas as pd

df = pd.read_csv('https://raw.githubusercontent.com/tarekhemdan/Cyberbullying/76c56e56f33451277f8caf4d2372be8b6661570a/kaggle_parsed_dataset.csv')
def unescape(text): return text.encode('ascii', 'backslashreplace').decode('unicode_escape')
def clean(text):
    text = unescape(text.strip('"'))
    if '\\' in text: text = unescape(text).encode('latin-1', 'ignore').decode('utf-8', 'ignore')  # some are escaped twice
    return text.replace('\xa0', ' ').strip()
df = pd.DataFrame(dict(text=df['Text'].map(clean), label=df['oh_label'].map({0: 'not an insult', 1: 'insult'})))
df = df.dropna().drop_duplicates(ignore_index=True)
