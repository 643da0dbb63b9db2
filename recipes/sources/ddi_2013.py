# A row is a sentence of DrugBank or MEDLINE with two drugs marked e1 and e2; the label is the type of their interaction, or none.
import io, zipfile
from urllib.request import urlopen
import xml.etree.ElementTree as ET
import pandas as pd

url = 'https://raw.githubusercontent.com/isegura/DDICorpus/819b0fa538ed83ab2a8b4f5417bba3c03249b7f3/DDICorpus-2013.zip'
corpus = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
rows = []
for name in corpus.namelist():
    if not name.startswith('DDICorpus/Train/') or not name.endswith('.xml'): continue
    for sentence in ET.fromstring(corpus.read(name)).iter('sentence'):
        places = {entity.get('id'): entity.get('charOffset').replace(';', '-').split('-') for entity in sentence.iter('entity')}
        for pair in sentence.iter('pair'):
            text = sentence.get('text')
            for tag in ['e2', 'e1']:  # the later one first
                start, end = int(places[pair.get(tag)][0]), int(places[pair.get(tag)][-1]) + 1
                text = f'{text[:start]}<{tag}>{text[start:end]}</{tag}>{text[end:]}'
            rows.append((text.strip(), pair.get('type') if pair.get('ddi') == 'true' else 'none'))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
