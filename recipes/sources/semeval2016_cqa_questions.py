# A new forum question and an older one; label is PerfectMatch, Relevant or Irrelevant.
from urllib.request import urlopen
import html
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/Mieloch/cqa-sem-eval/d45fc6a4789471ac25b0bdbf4bc162fc54b8b32e/data/'
def clean(text):
    text = html.unescape(text).strip()
    return text[1:-1].replace('""', '"') if text[0] == text[-1] == '"' else text
def question(part, name): return clean(part.find(name + 'Subject').text + '. ' + (part.find(name + 'Body').text or ''))
rows = []
for name in ['SemEval2016-Task3-CQA-QL-train-part2.xml', 'SemEval2016-Task3-CQA-QL-dev.xml']:
    for new in ET.fromstring(urlopen(url + name).read()).iter('OrgQuestion'):
        old = new.find('Thread').find('RelQuestion')
        rows.append((question(new, 'OrgQ'), question(old, 'RelQ'), old.get('RELQ_RELEVANCE2ORGQ')))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
