# An Amazon review; the label is the product category.
import pandas as pd

url = 'https://raw.githubusercontent.com/ccsasuke/man/b57b4c14340db1ca7bffb5d9737b7c2601dc8df2/data/fdu-mtl/'
names = ['apparel', 'baby', 'books', 'camera_photo', 'dvd', 'electronics', 'health_personal_care',
         'kitchen_housewares', 'magazines', 'music', 'software', 'sports_outdoors', 'toys_games', 'video']
df = pd.concat([pd.read_csv(f'{url}{name}.task.{part}', sep='\t', quoting=3, names=['score', 'text'], encoding_errors='replace')
                .assign(label=name.replace('_', ' ')) for name in names for part in ['train', 'test']])
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
