# A tweet (text_a) and one of its two target politicians (text_b); the label is the stance towards that target.
import pandas as pd

url = 'https://raw.githubusercontent.com/chuchun8/MTSD/7185b3b2743976cda342d49394e9f14b80236229/data/raw_train_all_onecol.csv'
data = pd.read_csv(url, encoding='utf-8')
df = pd.concat([pd.DataFrame(dict(text_a=data['Tweet'].str.strip(), text_b=data[f'Target {i}'], label=data[f'Stance {i}'].str.lower())) for i in (1, 2)])
df = df.dropna().drop_duplicates(ignore_index=True)
