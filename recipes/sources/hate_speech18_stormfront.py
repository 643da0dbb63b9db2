# A row is a sentence from the Stormfront forum; the label says whether it is hate speech
import io, zipfile
from urllib.request import urlopen
import pandas as pd

commit = 'b802137e8314c38a8d4faa965f9908d6c8e7a84d'
archive = zipfile.ZipFile(io.BytesIO(urlopen(f'https://github.com/Vicomtech/hate-speech-dataset/archive/{commit}.zip').read()))
def read(name): return archive.read(f'hate-speech-dataset-{commit}/{name}').decode('utf-8')
df = pd.read_csv(io.StringIO(read('annotations_metadata.csv')))
df['text'] = [read(f'all_files/{name}.txt').strip() for name in df['file_id']]
df['label'] = df['label'].map({'hate': 'hate', 'noHate': 'no hate'})
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
