# A question from the Qatar Living forum and a comment under it; label is Good, PotentiallyUseful or Bad as an answer.
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
    for thread in ET.fromstring(urlopen(url + name).read()).iter('Thread'):
        if thread.get('SubtaskA_Skip_Because_Same_As_RelQuestion_ID'): continue
        asked = question(thread.find('RelQuestion'), 'RelQ')
        for comment in thread.iter('RelComment'):
            rows.append((asked, clean(comment.find('RelCText').text), comment.get('RELC_RELEVANCE2RELQ')))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
