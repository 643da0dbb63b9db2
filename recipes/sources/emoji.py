# $language names and keywords of emoji, labelled with the emoji's group (from emojibase-data on npm).
import io, json, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://registry.npmjs.org/emojibase-data/-/emojibase-data-17.0.0.tgz'
pack = tarfile.open(fileobj=io.BytesIO(urlopen(url).read()))
emoji = json.load(pack.extractfile('package/$code/data.json'))
groups = {g['order']: g['key'] for g in json.load(pack.extractfile('package/$code/messages.json'))['groups']}
rows = [(', '.join([e['label'], *e.get('tags', [])]), groups[e['group']]) for e in emoji if 'group' in e]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
