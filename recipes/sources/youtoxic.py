# A YouTube comment on the Ferguson unrest; the label says whether it is toxic.
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/samriddhtenguria/Datasets/a5fb2453917b27eb2ba85e8700aa7f5267e10343/youtoxic_english_1000.csv'
book = ZipFile(BytesIO(urlopen(url).read()))
def parts(name, tag): return ET.fromstring(book.read(name)).iter('{http://schemas.openxmlformats.org/spreadsheetml/2006/main}' + tag)
texts = [''.join(item.itertext()) for item in parts('xl/sharedStrings.xml', 'si')]
cells = {cell.get('r'): ''.join(cell.itertext()) for cell in parts('xl/worksheets/sheet1.xml', 'c')}
rows = [(texts[int(cells['C' + key[1:]])].strip(), ['not toxic', 'toxic'][int(cells[key])]) for key in cells if key[0] == 'D' and key != 'D1']
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
