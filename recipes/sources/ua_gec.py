# Ukrainian sentences, labelled with whether an editor corrected them (from the ua-gec wheel).
import subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'ua-gec==2.1.3'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/ua_gec-2.1.3-py3-none-any.whl')
rows = []
for name in sorted(n for n in wheel.namelist() if 'gec-fluency/train/source-sentences/' in n and n.endswith('.src.txt')):
    before = wheel.read(name).decode('utf-8').split('\n')
    after = wheel.read(name.replace('source', 'target').replace('.src.', '.a1.')).decode('utf-8').split('\n')
    rows += [(a.strip(), 'unchanged' if a == b else 'corrected') for a, b in zip(before, after)]
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'].str.len() >= 20].drop_duplicates('text').sample(20000, random_state=0).reset_index(drop=True)
