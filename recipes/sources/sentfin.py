# a financial headline, an entity in it, and the sentiment towards the entity
import re
import pandas as pd

url = 'https://raw.githubusercontent.com/pyRis/SEntFiN/eba43610fe3cb57a3e5773cd6c037da1f8992ad5/SEntFiN.csv'
df = pd.read_csv(url)
rows = [(title.strip(), entity, label) for title, found in zip(df['Title'], df['Decisions'])
        for entity, label in re.findall(r"""['"](.+?)['"]: ['"](\w+)['"]""", found)]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
