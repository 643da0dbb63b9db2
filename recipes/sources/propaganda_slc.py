# A sentence from a news article; the label says whether it contains a propaganda technique.
import io, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/shehel/BERT_propaganda_detection/archive/81e290f565dddbac3a2b4ce103d9bef84c240607.zip'
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
folder = archive.namelist()[0] + 'datasets-v2/datasets/'
texts, rows = {}, []
for line in archive.read(folder + 'train.task-SLC.labels').decode('utf-8').split('\n'):
    if not line.strip(): continue
    article, number, label = line.split()
    if article not in texts:
        texts[article] = archive.read(f'{folder}train-articles/article{article}.txt').decode('utf-8-sig').split('\n')
    rows.append([texts[article][int(number) - 1].strip(), label])
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'] != ''].drop_duplicates(ignore_index=True)
