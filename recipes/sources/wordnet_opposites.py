# Pairs of adjectives from WordNet 3.0: opposite or similar (from Debian 12's wordnet-base).
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
folder = Path(tmp, 'usr/share/wordnet')
words, links = {}, []
for line in (folder / 'data.adj').read_text().splitlines():
    if line.startswith('  '): continue
    fields, count = line.split(), int(line.split()[3], 16)
    words[fields[0]] = [re.sub(r'\(.*', '', word).replace('_', ' ') for word in fields[4:4 + 2 * count:2]]
    links += [(fields[0], *link) for link in re.findall(r' ([!&]) (\d{8}) a (\w\w)(\w\w)', line.split(' | ')[0])]
rows = [(words[a][max(int(i, 16), 1) - 1], words[b][max(int(j, 16), 1) - 1], {'!': 'opposite', '&': 'similar'}[kind])
        for a, kind, b, i, j in links if a < b]  # each pair once; 00 stands for the whole set, whose first word is taken
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).drop_duplicates(['text_a', 'text_b'])
df = df.sample(frac=1, random_state=0).groupby('label').head(3000).reset_index(drop=True)
