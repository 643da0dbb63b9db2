# $title
from io import BytesIO
from urllib.request import urlopen
from xml.etree import ElementTree
from zipfile import ZipFile
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/semeval-3way.zip'
files, rows = ZipFile(BytesIO(urlopen(url).read())), []
for name in files.namelist():
    if name.startswith('training/3way/$corpus/') and name.endswith('.xml'):
        question = ElementTree.fromstring(files.read(name))
        asked = question.findtext('questionText').strip() + ' Reference answer: ' + question.findtext('.//referenceAnswer').strip()
        rows += [(asked, answer.text.strip(), answer.get('accuracy')) for answer in question.iter('studentAnswer')]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
