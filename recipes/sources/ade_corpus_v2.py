# A sentence from a medical case report; the label says whether it mentions an adverse drug event.
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/trunghlt/AdverseDrugReaction/2851af96e26050cf551a2e1f716ff861f7b1059b/ADE-Corpus-V2/'
def lines(name): return urlopen(url + name).read().decode('utf-8').splitlines()
rows = [(line.split('|')[1], 'adverse drug event') for line in lines('DRUG-AE.rel')]
rows += [(line.split(' NEG ', 1)[1], 'no adverse drug event') for line in lines('ADE-NEG.txt')]
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
