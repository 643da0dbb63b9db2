# A row is a Usenet message (subject and body); the label is the newsgroup.
import io, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/yao8839836/text_gcn/archive/962223652e9bb164ac2d83cd09fc7b8845ce860b.zip'
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
rows = []
for name in archive.namelist():
    if '/20news-bydate-test/' not in name or name.endswith('/'): continue
    head, _, body = archive.read(name).decode('latin-1').partition('\n\n')
    subject = [line[len('Subject:'):].strip() for line in head.split('\n') if line.startswith('Subject:')]
    rows.append((' '.join(subject) + '\n' + body.strip(), name.split('/')[-2]))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
