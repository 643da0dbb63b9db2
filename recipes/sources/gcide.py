# Definitions from the Collaborative International Dictionary of English, labelled with their field (from Debian 12's dict-gcide).
import gzip, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'dict-gcide=0.48.5+nmu2'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
text = gzip.open(Path(tmp, 'usr/share/dictd/gcide.dict.dz'), 'rt', encoding='utf-8', errors='replace').read()
found = re.findall(r'^ +(?:\d+\. )?(?:\([a-z]\) )?\(([A-Z][A-Za-z. ]+)\) ([^\n\[]+(?:\n +[^\n\[]+)*)', text, re.M)
rows = [(re.sub(r'[{}]', '', re.split(r'(?<=\w\w[.;)]) | --', ' '.join(meaning.split()))[0]).rstrip(' ;,'), field.strip('.').replace('Mining', 'Min'))
        for field, meaning in found]  # the first sentence of each meaning that names a field
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'].str.len() >= 15].drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 120].reset_index(drop=True)
