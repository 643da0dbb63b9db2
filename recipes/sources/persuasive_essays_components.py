# An argument component (clause) of a student essay, tokenised; the label is MajorClaim, Claim or Premise.
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/UKPLab/acl2017-neural_end2end_am/5c83b9037855f25f539a98f7eac6f2f3517b7a1f/data/conll/Essay_Level/'
rows = []
for name in ['train.dat', 'test.dat', 'dev.dat']:
    for line in urlopen(url + name).read().decode('utf-8').splitlines():
        word, tag = (line.split('\t') + [''] * 4)[1:5:3]
        if tag.startswith('B-'): rows.append([word, tag[2:].split(':')[0]])
        if tag.startswith('I-'): rows[-1][0] += ' ' + word
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
