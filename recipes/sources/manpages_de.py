# One-line German descriptions of manual pages, labelled with the section of the manual (from Debian 12's manpages-de).
import gzip, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

names = {'1': 'commands', '2': 'system calls', '3': 'functions', '4': 'devices', '5': 'file formats', '7': 'overviews', '8': 'administration'}
tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'manpages-de=4.18.1-1'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
rows = []
for file in sorted(Path(tmp, 'usr/share/man/de').rglob('*.gz')):
    found = re.search(r'^\.SH (?:BEZEICHNUNG|NAME|NOM)\n(.*?)^\.S[Hh]', gzip.open(file, 'rt', encoding='utf-8').read(), re.M | re.S)
    if not found or ' \\- ' not in found[1] or file.parent.name[3] not in names: continue
    text = re.sub(r'^\.\w+ ?|\\f[A-Z]|\\[&,/ ]', '', found[1].split(' \\- ', 1)[1], flags=re.M).replace('\\-', '-')
    rows.append((' '.join(text.split()), names[file.parent.name[3]]))
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
