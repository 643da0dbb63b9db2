# Pairs of nouns from WordNet 3.0, labelled with how the first relates to the second (from Debian 12's wordnet-base).
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
folder = Path(tmp, 'usr/share/wordnet')
kinds = {'@': 'kind of', '@i': 'instance of', '#p': 'part of', '#m': 'member of', '#s': 'substance of', ';c': 'topic'}
words, links = {}, []
for line in (folder / 'data.noun').read_text().splitlines():
    if line.startswith('  '): continue
    fields, count = line.split(), int(line.split()[3], 16)
    words[fields[0]] = ', '.join(fields[4:4 + 2 * count:2]).replace('_', ' ')
    links += [(fields[0], other, kinds[kind]) for kind, other in re.findall(r' (@i?|#[pms]|;c) (\d{8}) n', line.split(' | ')[0])]
df = pd.DataFrame([(words[a], words[b], label) for a, b, label in links], columns=['text_a', 'text_b', 'label'])
df = df.drop_duplicates(['text_a', 'text_b']).sample(frac=1, random_state=0)
df = df.groupby('label').head(3000).reset_index(drop=True)
