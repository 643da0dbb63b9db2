# A passage of a website privacy policy; the label is the data practice it is about (passages with exactly one)
import re
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/guanqun-yang/OPP115/dc3fcdc6b946f5339e05ca6c1aa895586f8566fb/datasets/'
policies = pd.read_csv(url + 'documentation/policies_opp115.csv', usecols=[0, 1], names=['n', 'address'], skiprows=1)
sites = {133: 'fortune.com', 144: 'style.com', 175: 'mlb.mlb.com', 186: 'abcnews.com', 228: 'gawker.com', 559: 'www.loc.gov',
         744: 'minecraft.gamepedia.com', 777: 'education.jlab.org', 907: 'earthkam.org', 1070: 'wnep.com', 1582: 'msn.com'}
rows = []
for n, address in zip(policies['n'], policies['address']):  # 115 policies, two files each: this takes a minute
    name = f"{n}_{sites.get(n) or '.'.join(address.split('/')[0].split('.')[-2:])}"
    text = urlopen(f'{url}sanitized_policies/{name}.html').read().decode('utf-8')
    marks = pd.read_csv(f'{url}consolidation/threshold-0.75-overlap-similarity/{name}.csv', header=None)
    kinds = marks.groupby(4)[5].agg(set)  # column 4 is the number of the passage, 5 a category
    for i, passage in enumerate(text.split('|||')):
        if len(kinds.get(i, ())) == 1:
            rows.append((' '.join(re.sub('<[^>]+>', ' ', passage).split()), *kinds[i]))
df = pd.DataFrame(rows, columns=['text', 'label']).dropna().drop_duplicates(ignore_index=True)
