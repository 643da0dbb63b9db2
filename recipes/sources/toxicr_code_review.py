# A comment of a code review; the label says whether it is toxic.
from io import BytesIO
from urllib.request import urlopen
from xml.etree import ElementTree
from zipfile import ZipFile
import pandas as pd

url = 'https://raw.githubusercontent.com/WSU-SEAL/ToxiCR/10178b5c33f7d05fdbc45bfd7fdab4e6bf2895d4/models/code-review-dataset-full.xlsx'
book = ZipFile(BytesIO(urlopen(url).read()))
def xml(name, tag): return ElementTree.fromstring(book.read(f'xl/{name}.xml')).iterfind(f'.//{{*}}{tag}')
strings = [''.join(t.text or '' for t in item.iterfind('.//{*}t')) for item in xml('sharedStrings', 'si')]
rows = [[cell.findtext('{*}v') for cell in row] for row in xml('worksheets/sheet1', 'row')]
rows = [(strings[int(text)], {'0': 'not toxic', '1': 'toxic'}[toxic]) for text, toxic in rows[1:] if text.isdigit()]
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
