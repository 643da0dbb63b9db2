# a paragraph of a news text rewritten for learners of English; the label is the reading level
import io, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/nishkalavallabhi/OneStopEnglishCorpus/archive/37f8db3945cd2f3cc0caafe45674147b224349be.zip'
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
levels = {'ele.txt': 'elementary', 'int.txt': 'intermediate', 'adv.txt': 'advanced'}
rows = []
def decode(data):
    try: return data.decode('utf-8-sig')
    except UnicodeDecodeError: return data.decode('cp1252')
for name in archive.namelist():
    if '/Texts-SeparatedByReadingLevel/' in name and name[-7:] in levels:
        for line in decode(archive.read(name)).split('\n'):
            if len(line.strip()) >= 150: rows.append([line.strip(), levels[name[-7:]]])
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates(ignore_index=True)
