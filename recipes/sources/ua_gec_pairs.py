# Ukrainian sentences before and after an editor's corrections, in either order, labelled with which is the corrected one (from the ua-gec wheel).
import random, subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'ua-gec==2.1.3'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/ua_gec-2.1.3-py3-none-any.whl')
rows = []
for name in sorted(n for n in wheel.namelist() if 'gec-fluency/train/source-sentences/' in n and n.endswith('.src.txt')):
    before = wheel.read(name).decode('utf-8').split('\n')
    after = wheel.read(name.replace('source', 'target').replace('.src.', '.a1.')).decode('utf-8').split('\n')
    rows += [(a.strip(), b.strip()) for a, b in zip(before, after) if a.strip() != b.strip() and a.strip() and b.strip()]
pick = random.Random(0).choice
rows = [(a, b, 'second') if pick([True, False]) else (b, a, 'first') for a, b in rows]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).drop_duplicates(['text_a', 'text_b']).reset_index(drop=True)
