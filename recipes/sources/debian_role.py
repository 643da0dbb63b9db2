# Short English descriptions of Debian 12 packages, labelled with what it is, such as a program or a library (debtags, from apt's lists, on Debian 12).
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = Path(tempfile.mkdtemp())
(tmp / 'partial').mkdir()
options = [f'Dir::State::lists={tmp}', 'Acquire::Languages=none', 'Acquire::GzipIndexes=false', 'APT::Architecture=amd64',
           'APT::Sandbox::User=root']
subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)
text = next(tmp.glob('*_bookworm_main_binary-amd64_Packages')).read_text(encoding='utf-8')
rows = []
for record in text.split('\n\n'):
    tags = re.findall(r'\brole::([\w+:-]+)', ''.join(re.findall(r'^Tag: (.*(?:\n .*)*)', record, re.M)))
    if len(tags) == 1: rows.append((re.search(r'^Description: (.*)', record, re.M)[1].strip(), tags[0]))
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 50]
df = df.sample(20000, random_state=0).reset_index(drop=True)
