# Short $language descriptions of Debian 12 packages, labelled with the archive section (from apt's lists, on Debian 12).
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = Path(tempfile.mkdtemp())
(tmp / 'partial').mkdir()
options = [f'Dir::State::lists={tmp}', 'Acquire::Languages=$code', 'Acquire::GzipIndexes=false', 'APT::Architecture=amd64',
           'APT::Sandbox::User=root']
subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)

def records(name):
    text = next(tmp.glob(f'*_bookworm_main_{name}')).read_text(encoding='utf-8')
    return [dict(re.findall(r'^([\w-]+): (.*)', record, re.M)) for record in text.split('\n\n') if record.strip()]

section = {r['Description-md5']: r['Section'] for r in records('binary-amd64_Packages')}
rows = [(r['Description-$code'], section.get(r['Description-md5'])) for r in records('i18n_Translation-$code')]
df = pd.DataFrame(rows, columns=['text', 'label']).dropna()
df['text'] = df['text'].str.strip()
df = df[df['text'] != ''].drop_duplicates('text')
df = df[df['label'].isin(df['label'].value_counts().index[:12])]$sample.reset_index(drop=True)
