# $title
from urllib.request import urlopen
import html
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/$repo/$commit/data/'
def clean(text):
    text = html.unescape(text).strip()
    return text[1:-1].replace('""', '"') if text[0] == text[-1] == '"' else text
def question(part, name): return clean(part.find(name + 'Subject').text + '. ' + (part.find(name + 'Body').text or ''))
rows = []
for name in ['SemEval2016-Task3-CQA-QL-train-part2.xml', 'SemEval2016-Task3-CQA-QL-dev.xml']:
    root = ET.fromstring(urlopen(url + name).read())
    rows += $rows
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
