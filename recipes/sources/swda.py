# A row is an utterance of a telephone conversation; the label is its dialogue act (validation, test and the first 150 conversations of train).
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/NathanDuran/Switchboard-Corpus/2aec5da98f15808d578c83328b871907b9d31f05/swda_data/'
def lines(path): return urlopen(url + path).read().decode('utf-8').splitlines()
names = {line.split('|')[1]: line.split('|')[0] for line in lines('metadata/label_map.txt')}
files = ['val_set.txt', 'test_set.txt'] + [f'train/{name}.txt' for name in lines('metadata/train_split.txt')[:150]]
rows = [(text, names.get(act)) for path in files for _, text, act in (line.split('|') for line in lines(path))]
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
