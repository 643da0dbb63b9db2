# Sentences of Rotten Tomatoes movie reviews with a mean sentiment rating from -4 to 4 by 20 people (from the vaderSentiment sdist).
import html, subprocess, sys, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '--no-binary', ':all:',
                '-d', tmp, 'vaderSentiment==3.3.2'], check=True)
sdist = tarfile.open(f'{tmp}/vaderSentiment-3.3.2.tar.gz')
inner = sdist.extractfile('vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz')
file = tarfile.open(fileobj=inner).extractfile('hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt')
df = pd.read_csv(file, sep='\t', names=['id', 'label', 'text'], quoting=3, encoding='utf-8')
df['text'] = df['text'].map(html.unescape).map(html.unescape).str.strip()  # some are escaped twice
df = df[df['text'] != ''].drop_duplicates('text')[['text', 'label']].reset_index(drop=True)
