# English adjectives (and the sense meant, where given) with a polarity from -1 to 1 (from the textblob wheel).
import subprocess, sys, tempfile, zipfile
from xml.etree import ElementTree
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'textblob==0.20.1'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/textblob-0.20.1-py3-none-any.whl')
words = ElementTree.fromstring(wheel.read('textblob/en/en-sentiment.xml')).findall('word')
rows = [(': '.join(filter(None, [w.get('form'), w.get('sense')])), float(w.get('polarity'))) for w in words]
df = pd.DataFrame(rows, columns=['text', 'label'])
df['text'] = df['text'].str.strip()
df = df.drop_duplicates('text').reset_index(drop=True)
