# $title
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/data/raw/'
files = $files
rows = [(line.strip(), label) for label, name in files.items() for line in urlopen(url + name).read().decode('latin-1').split('\n')]
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'] != ''].drop_duplicates(ignore_index=True)
