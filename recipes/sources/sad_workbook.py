# $title
import io, zipfile
import xml.etree.ElementTree as ET
from urllib.request import urlopen
import pandas as pd

file = urlopen('https://raw.githubusercontent.com/$repo/$commit/SAD_v1.zip')
file = zipfile.ZipFile(io.BytesIO(file.read())).open('SAD_v1.xlsx')
book = zipfile.ZipFile(io.BytesIO(file.read()))
strings = [''.join(e.itertext()) for e in ET.fromstring(book.read('xl/sharedStrings.xml'))]
rows = []
for row in ET.fromstring(book.read('xl/worksheets/sheet1.xml')).iterfind('{*}sheetData/{*}row'):
    rows.append({c.get('r')[0]: strings[int(c[0].text)] if c.get('t') == 's' else c[0].text for c in row if len(c)})
df = pd.DataFrame(rows[1:]).rename(columns=rows[0])
df = pd.DataFrame($rows).dropna().drop_duplicates(ignore_index=True)
