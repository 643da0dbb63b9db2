# Short English descriptions of Debian 12 packages, with the decimal logarithm of the installed size in KiB (from apt's lists, on Debian 12).
import math, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = Path(tempfile.mkdtemp())
(tmp / 'partial').mkdir()
options = [f'Dir::State::lists={tmp}', 'Acquire::Languages=none', 'Acquire::GzipIndexes=false', 'APT::Architecture=amd64',
           'APT::Sandbox::User=root']
subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)
text = next(tmp.glob('*_bookworm_main_binary-amd64_Packages')).read_text(encoding='utf-8')
packages = [dict(re.findall(r'^([\w-]+): (.*)', record, re.M)) for record in text.split('\n\n') if record.strip()]
rows = [(p['Description'].strip(), int(p.get('Installed-Size', 0))) for p in packages]
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[(df['text'] != '') & (df['label'] > 0)].drop_duplicates('text').sample(20000, random_state=0).reset_index(drop=True)
df['label'] = df['label'].map(math.log10).round(4)
