# $title
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/dataset/'
names = $names
texts = urlopen(url + '$file.txt').read().decode('utf-8-sig').split('\n')
labels = urlopen(url + '${file}_gnd.txt').read().decode().split()
df = pd.DataFrame([(text.strip(), names[int(label) - 1]) for text, label in zip(texts, labels)], columns=['text', 'label'])
df = df.drop_duplicates(ignore_index=True)
