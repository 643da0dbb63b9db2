# A row is a medical abstract of MEDLINE; the label is the group of diseases it is about.
import io, zipfile
from urllib.request import urlopen
import pandas as pd

url = 'https://github.com/yao8839836/text_gcn/archive/962223652e9bb164ac2d83cd09fc7b8845ce860b.zip'
names = ['bacterial infections', 'virus diseases', 'parasitic diseases', 'neoplasms', 'musculoskeletal diseases',
         'digestive system diseases', 'stomatognathic diseases', 'respiratory tract diseases', 'otorhinolaryngologic diseases',
         'nervous system diseases', 'eye diseases', 'urologic and male genital diseases',
         'female genital diseases and pregnancy complications', 'cardiovascular diseases', 'hemic and lymphatic diseases',
         'neonatal diseases and abnormalities', 'skin and connective tissue diseases', 'nutritional and metabolic diseases',
         'endocrine diseases', 'immunologic diseases', 'disorders of environmental origin', 'animal diseases',
         'pathological conditions, signs and symptoms']  # C01 to C23
archive = zipfile.ZipFile(io.BytesIO(urlopen(url).read()))
files = [name.split('/') for name in archive.namelist() if '/data/ohsumed_single_23/' in name and not name.endswith('/')]
rows = [(' '.join(archive.read('/'.join(file)).decode('latin-1').split()), names[int(file[-2][1:]) - 1]) for file in files]
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
