# French names and keywords of emoji, labelled with the emoji's group (from emojibase-data on npm).
import json, subprocess, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['npm', 'pack', '-s', 'emojibase-data@17.0.0'], cwd=tmp, check=True, stdout=subprocess.DEVNULL)
pack = tarfile.open(f'{tmp}/emojibase-data-17.0.0.tgz')
emoji = json.load(pack.extractfile('package/fr/data.json'))
groups = {g['order']: g['key'] for g in json.load(pack.extractfile('package/fr/messages.json'))['groups']}
rows = [(', '.join([e['label'], *e.get('tags', [])]), groups[e['group']]) for e in emoji if 'group' in e]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
