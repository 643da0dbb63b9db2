# WordNet 3.0 glosses of verbs, labelled with one of 15 lexicographer categories (from Debian 12's wordnet-base).
import subprocess, tempfile
from pathlib import Path
import pandas as pd

names = ('body change cognition communication competition consumption contact creation emotion motion '
           'perception possession social stative weather').split()
tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
lines = Path(tmp, 'usr/share/wordnet/data.verb').read_text().splitlines()
rows = [(line.split(' | ')[1], names[int(line.split()[1]) - 29]) for line in lines if not line.startswith('  ')]
df = pd.DataFrame(rows, columns=['text', 'label'])
df['text'] = df['text'].str.replace(r'; *".*', '', regex=True).str.strip()  # the definition without its examples
df = df[df['text'] != ''].drop_duplicates('text').reset_index(drop=True)
