# A comment in Java source code; the label is the kind of technical debt it admits, or none.
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import pandas as pd

url = 'https://raw.githubusercontent.com/maldonado/tse.satd.data/1c6842f27be1739cd54eff38fdfbc10ea98e091e/dataset/technical_debt_dataset.zip'
df = pd.read_csv(ZipFile(BytesIO(urlopen(url).read())).open('technical_debt_dataset.csv'))
label = df['classification'].replace('WITHOUT_CLASSIFICATION', 'no').str.lower() + ' debt'
df = pd.DataFrame(dict(text=df['commenttext'], label=label)).dropna().drop_duplicates(ignore_index=True)
