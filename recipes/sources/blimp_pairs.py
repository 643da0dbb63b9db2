# two sentences that differ in one spot, and which of them is grammatical (each pair in both orders)
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import pandas as pd

url = 'https://raw.githubusercontent.com/alexwarstadt/blimp/3e56b06fcabca9b30822fc66435fca6b1aa40bb1/BLiMP.zip'
files = ZipFile(BytesIO(urlopen(url).read()))
names = [name for name in files.namelist() if name.startswith('data/') and name.endswith('.jsonl')]
pairs = pd.concat([pd.read_json(files.open(name), lines=True) for name in names])
good, bad = pairs['sentence_good'].str.strip(), pairs['sentence_bad'].str.strip()
df = pd.concat([pd.DataFrame(dict(text_a=good, text_b=bad, label='first')), pd.DataFrame(dict(text_a=bad, text_b=good, label='second'))])
df = df.dropna().drop_duplicates(ignore_index=True)
