# A news headline; the label says whether it is clickbait.
import pandas as pd

url = 'https://raw.githubusercontent.com/bhargaviparanjape/clickbait/203d979a81545ae6160ff45ffdac83e74469c97a/dataset/'
df = pd.concat([pd.read_csv(f'{url}{name}_data.gz', sep='\t', quoting=3, names=['text']).assign(label=label)
                for name, label in [('clickbait', 'clickbait'), ('non_clickbait', 'not clickbait')]])
df = df.dropna().drop_duplicates(ignore_index=True)
