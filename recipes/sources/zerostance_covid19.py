# $title
import html
import pandas as pd

df = pd.read_csv('https://raw.githubusercontent.com/$repo/$commit/data/covid19/raw_train_all_onecol.csv')
df['text'] = df['Tweet'].map(html.unescape).str.strip()
df = pd.DataFrame($rows).dropna().drop_duplicates(ignore_index=True)
