# a BBC news article; the label is its section
import io, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/suraj-deshmukh/BBC-Dataset-News-Classification/archive/e337a35e552c65d996343f80e6403afad9367b3c.zip'
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
rows = []
def decode(data):
    try: return data.decode('utf-8')
    except UnicodeDecodeError: return data.decode('cp1252')
for name in archive.namelist():
    if '/dataset/data_files/' in name and name.endswith('.txt'):
        rows.append([decode(archive.read(name)).strip(), name.split('/')[-2]])
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates(ignore_index=True)
