# Two short descriptions of video clips; label is a human similarity score from 0 to 5.
import tarfile
from io import BytesIO
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/wasiahmad/paraphrase_identification/88b208d0d094ab945d2401d9393531be1fec0076/dataset/msr-video-paraphrase-corpus/'
rows = []
for part in ['train', 'test-gold']:
    tar = tarfile.open(fileobj=BytesIO(urlopen(f'{url}{part}.tgz').read()))
    def lines(kind): return tar.extractfile(f'{part}/STS.{kind}.MSRvid.txt').read().decode().splitlines()
    rows += [(*pair.split('\t'), float(score)) for pair, score in zip(lines('input'), lines('gs'))]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
