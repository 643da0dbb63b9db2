# $title
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/data/$file.annotated.csv'
df = pd.read_csv(url, on_bad_lines='skip', encoding_errors='replace')
df = pd.DataFrame(dict(text=df['Request'].map(unescape), label=$label))
df = df.dropna().drop_duplicates(ignore_index=True)
