# $title
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/'
df = pd.concat([pd.read_csv(url + path, $options) for path in $paths])
df = pd.DataFrame($rows).dropna().drop_duplicates(ignore_index=True)
