# $title
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import json
import pandas as pd

data = ZipFile(BytesIO(urlopen('https://raw.githubusercontent.com/$repo/$commit/DISAPERE.zip').read()))
rows = []
for name in data.namelist():
    if '/final_dataset/' in name and name.endswith('.json'):
        review = json.loads(data.read(name))
        rows += $rows
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
