# A row is a Wikipedia info-box written out as text and a hypothesis; the label is entailment, neutral or contradiction
import io, json, zipfile
from urllib.request import urlopen
import pandas as pd

commit = '4d7197e525a826524f3e5f29b987892bd4b926b6'
archive = zipfile.ZipFile(io.BytesIO(urlopen(f'https://github.com/vgupta123/infotabs/archive/{commit}.zip').read()))
def read(name): return archive.read(f'infotabs-{commit}/data/{name}').decode('utf-8')
def written(table):
    box = {key: ', '.join(' '.join(value.split()) for value in values) for key, values in json.loads(read(f'tables/json/{table}.json')).items()}
    return '. '.join([box.pop('title')] + [f'{key}: {value}' for key, value in box.items()])
parts = ['infotabs_dev', 'infotabs_test_alpha1', 'infotabs_test_alpha2']
df = pd.concat([pd.read_csv(io.StringIO(read(f'maindata/{part}.tsv')), sep='\t', quoting=3) for part in parts])
df['text_a'] = df['table_id'].map({table: written(table) for table in df['table_id'].unique()})
df['text_b'] = df['hypothesis'].str.strip()
df['label'] = df['label'].map({'E': 'entailment', 'N': 'neutral', 'C': 'contradiction'})
df = df[['text_a', 'text_b', 'label']].dropna().drop_duplicates(ignore_index=True)
