# a web sentence, a science-exam statement, and whether the first entails the second (dev part)
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/felipessalvatore/NLI_datasets/9551b739a830fafb2ec4b98d49a9ecd4bf3dcbd0/nli_datasets/scitail/dev.csv'
df = pd.read_csv(url)
df = pd.DataFrame(dict(text_a=df['premise'].map(unescape), text_b=df['hypothesis'].map(unescape), label=df['label']))
df = df.dropna().drop_duplicates(ignore_index=True)
