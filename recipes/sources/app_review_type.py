# A row is a review of an app (WhatsApp, Instagram and the like); the label is its type (bug report, feature request, ...).
import io, zipfile
from urllib.request import urlopen
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/William-HTP/Google-Play-App-Reviews-Datasets/bc3b725b8b1a44423d5ff5ef6b2e8048e856393f/'
book = zipfile.ZipFile(io.BytesIO(urlopen(url + 'dataset_balanced_4000.xlsx').read()))
strings = [''.join(item.itertext()) for item in ET.fromstring(book.read('xl/sharedStrings.xml'))]
rows = []
for row in ET.fromstring(book.read('xl/worksheets/sheet1.xml')).findall('.//{*}row'):
    cells = {cell.get('r')[0]: strings[int(cell[0].text)] for cell in row if cell.get('t') == 's'}
    rows.append((cells.get('B', '').strip(), cells.get('C')))
df = pd.DataFrame(rows[1:], columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
