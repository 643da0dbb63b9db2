# A sentence of a peer review; the label is what the reviewer does with it.
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import json
import pandas as pd

url = 'https://raw.githubusercontent.com/nnkennard/DISAPERE/9adab87b997852c5447cfee6e3fd5bfad5e70311/DISAPERE.zip'
data = ZipFile(BytesIO(urlopen(url).read()))
rows = []
for name in data.namelist():
    if '/final_dataset/' not in name or not name.endswith('.json'): continue
    review = json.loads(data.read(name))
    for sentence in review['review_sentences']:
        rows.append((sentence['text'], sentence['review_action'].removeprefix('arg_')))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
