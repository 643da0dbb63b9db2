# $title
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/'
lines = [line for path in $paths for line in urlopen(url + path).read().decode('$encoding').split('\n')]
df = pd.DataFrame($rows, columns=$columns).dropna().drop_duplicates(ignore_index=True)
