# $title
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/$folder/'
names = pd.read_csv(url + 'metadata/$map.txt', sep='|', names=['name', 'act']).set_index('act')['name']
df = pd.concat([pd.read_csv(url + path, sep='|', quoting=3, names=$columns, keep_default_na=False) for path in $paths])
df = pd.DataFrame(dict(text=df['text'], label=df['act'].map(names))).dropna().drop_duplicates(ignore_index=True)
