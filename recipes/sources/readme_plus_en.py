# A sentence from one of many domains; the label is how hard it is to read, 1 (easy) to 6 (hard), on the CEFR scale.
from io import BytesIO
from urllib.request import urlopen
from zipfile import ZipFile
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/tareknaous/readme/b7b6d0808ad2e12c77867a0563ba7b229cbaf911/dataset/en/readme_en_train.xlsx'
book = ZipFile(BytesIO(urlopen(url).read()))
def parts(name, tag): return ET.fromstring(book.read(name)).iter('{http://schemas.openxmlformats.org/spreadsheetml/2006/main}' + tag)
texts = [''.join(item.itertext()) for item in parts('xl/sharedStrings.xml', 'si')]
cells = {cell.get('r'): ''.join(cell.itertext()) for cell in parts('xl/worksheets/sheet1.xml', 'c')}
rows = [(texts[int(cells['E' + key[1:]])].strip(), float(cells[key])) for key in cells if key[0] == 'F' and key != 'F1']
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
