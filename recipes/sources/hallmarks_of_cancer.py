# a sentence of a PubMed abstract; the label is the hallmark of cancer it is evidence for, or none
import io, re, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/sb895/Hallmarks-of-Cancer/archive/3bc6e6deb90cf5bc4f9988c493fe2c32e9b3cf2a.zip'
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
rows = []
for name in archive.namelist():
    if '/text/' in name and name.endswith('.txt'):
        sentences = archive.read(name).decode('utf-8').strip().split('\n')
        labels = archive.read(name.replace('/text/', '/labels/')).decode('utf-8').split('<')[1:]
        for sentence, label in zip(sentences, labels):
            found = set(re.findall('(?:^|AND)([A-Z][a-z ]+)', label.strip()))  # as in our rows, what follows 'AND ' is not counted
            if len(found) <= 1: rows.append([sentence.strip(), found.pop().lower() if found else 'none'])
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates(ignore_index=True)
