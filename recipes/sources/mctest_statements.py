# A short children's story and a statement made from a question and one of its answers; the label tells whether it is true
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/brmson/dataset-sts/e1d3375f5b3bc24f21aa4e46f96eb379e9fc1081/data/hypev/mctest/'
def table(name): return [line.split('\t') for line in urlopen(url + name).read().decode('utf-8').splitlines()]
rows = []
for part in ('mc160.train', 'mc500.train'):
    for fields, right in zip(table(part + '.statements.tsv'), table(part + '.ans')):
        story = ' '.join(fields[2].replace('\\newline', ' ').replace('\\tab', ' ').split())
        for q in range(4):  # a question, then its four statements
            for letter, statement in zip('ABCD', fields[4 + 5 * q:]):
                rows.append((story, statement.strip(), 'true' if letter == right[q] else 'false'))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
