# $title
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/data/'
events = '$events'.split()
df = pd.concat([pd.read_csv(url + f'$path', skipinitialspace=True) for event in events])
df = pd.DataFrame(dict(text=df['$text'].map(unescape).str.strip($strip), label=$label)).dropna().drop_duplicates(ignore_index=True)
