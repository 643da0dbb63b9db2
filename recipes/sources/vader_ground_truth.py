# $title
import html, io, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/additional_resources/hutto_ICWSM_2014.tar.gz'
file = tarfile.open(fileobj=io.BytesIO(urlopen(url).read())).extractfile('hutto_ICWSM_2014/${file}_GroundTruth.txt')
df = pd.read_csv(file, sep='\t', quoting=3, names=['id', 'label', 'text'])
df['text'] = df['text'].map(html.unescape).str.strip()
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
