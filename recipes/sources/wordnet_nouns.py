# WordNet 3.0 glosses of nouns, labelled with one of 24 lexicographer categories (from Debian 12's wordnet-base).
import subprocess, tempfile
from pathlib import Path
import pandas as pd

names = ('Tops act animal artifact attribute body cognition communication event feeling food group location motive '
           'object person phenomenon plant possession process quantity relation shape state substance time').split()
tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
lines = Path(tmp, 'usr/share/wordnet/data.noun').read_text().splitlines()
rows = [(line.split(' | ')[1], names[int(line.split()[1]) - 3]) for line in lines if not line.startswith('  ')]
df = pd.DataFrame(rows, columns=['text', 'label'])
df['text'] = df['text'].str.replace(r'; *".*', '', regex=True).str.strip()  # the definition without its examples
df = df[df['text'] != ''].drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 100]  # drops the two smallest categories
df = df.sample(20000, random_state=0).reset_index(drop=True)
