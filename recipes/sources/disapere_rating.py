# A peer review of a machine learning paper; the label is the reviewer's rating, 1 to 10.
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
    text = ''.join(sentence['text'] + (sentence['suffix'] or ' ') for sentence in review['review_sentences'])
    rows.append((text.strip(), float(review['metadata']['rating'])))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
