# Short English descriptions of Debian 12 packages, labelled with the archive section (from apt's lists, on Debian 12).
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = Path(tempfile.mkdtemp())
(tmp / 'partial').mkdir()
options = [f'Dir::State::lists={tmp}', 'Acquire::Languages=none', 'Acquire::GzipIndexes=false', 'APT::Architecture=amd64',
           'APT::Sandbox::User=root']
subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)
text = next(tmp.glob('*_bookworm_main_binary-amd64_Packages')).read_text(encoding='utf-8')
packages = [dict(re.findall(r'^([\w-]+): (.*)', record, re.M)) for record in text.split('\n\n') if record.strip()]
df = pd.DataFrame([(p['Description'].strip(), p['Section']) for p in packages], columns=['text', 'label'])
df = df[df['text'] != ''].drop_duplicates('text')
df = df[df['label'].isin(df['label'].value_counts().index[:15])].sample(20000, random_state=0).reset_index(drop=True)
