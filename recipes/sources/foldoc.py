# Definitions from the Free On-line Dictionary of Computing, labelled with their field (from Debian 12's dict-foldoc).
import gzip, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'dict-foldoc=20230119-1'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
text = gzip.open(Path(tmp, 'usr/share/dictd/foldoc.dict.dz'), 'rt', encoding='utf-8').read()
entries = re.findall(r'^(\S.*)\n(?:\S.*\n)*\n   <([^,>]+)[^>]*> (.+(?:\n   .+)*)', text, re.M)  # head, field, text
rows = [(re.sub(r'[{}]|(?<=[a-z)]\.) .*', '', f'{head}: ' + ' '.join(paragraph.split())), field) for head, field, paragraph in entries]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 100].reset_index(drop=True)
