# English words, slang and emoticons with a mean valence from -4 to 4 by 10 people (from the vaderSentiment wheel).
import subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'vaderSentiment==3.3.2'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/vaderSentiment-3.3.2-py2.py3-none-any.whl')
df = pd.read_csv(wheel.open('vaderSentiment/vader_lexicon.txt'), sep='\t', names=['text', 'label'], usecols=[0, 1],
                 quoting=3, keep_default_na=False)
df = df.drop_duplicates('text').reset_index(drop=True)
