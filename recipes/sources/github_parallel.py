# $title
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/'
def lines(paths): return [line for path in paths for line in urlopen(url + path).read().decode('$encoding').split('\n')]
df = pd.DataFrame(dict(text=lines($texts), label=lines($labels)))
df = pd.DataFrame($rows).dropna().drop_duplicates(ignore_index=True)
