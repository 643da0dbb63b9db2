# A conclusion sentence of a PubMed abstract; label is no relationship, direct causal, conditional causal or correlational.
import pandas as pd

df = pd.read_csv('https://raw.githubusercontent.com/junwang4/causal-language-use-in-science/7ca243a00ec07f1c63fd9ac5b0acc9cac3a6a596/data/pubmed_causal_language_use.csv')
def repair(text):  # most special characters of the file are UTF-8 read as cp1252
    try: return text.encode('cp1252').decode('utf-8')
    except UnicodeError: return text
label = df['label'].map({0: 'no_relationship', 1: 'direct_causal', 2: 'conditional_causal', 3: 'correlational'})
df = pd.DataFrame(dict(text=df['sentence'].map(repair).str.strip('"'), label=label))
df = df.dropna().drop_duplicates(ignore_index=True)
