# A row is a news article (text_a) and a sentence of a machine summary (text_b); the label is the majority judgement whether the article supports it.
from urllib.request import urlopen
import json
import pandas as pd

url = 'https://raw.githubusercontent.com/W4ngatang/qags/47798e9b63344e2d3fb4df2def6edc18e9402d30/data/'
rows = []
for name in ['mturk_xsum.jsonl', 'mturk_cnndm.jsonl']:
    for line in urlopen(url + name).read().decode('utf-8').splitlines():
        item = json.loads(line)
        for sentence in item['summary_sentences']:
            votes = [answer['response'] for answer in sentence['responses']]
            label = 'supported' if votes.count('yes') > votes.count('no') else 'not_supported'
            rows.append((item['article'], sentence['sentence'], label))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
