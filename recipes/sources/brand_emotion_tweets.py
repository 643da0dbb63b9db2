# a tweet about Apple or Google products, and whether it shows emotion towards a brand or product
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/AlvinKN/Phase4Project/31cdce0ed1b69b98e1b7f1f476b2c4bf9085627f/judge-1377884607_tweet_product_company.csv'
df = pd.read_csv(url, encoding_errors='replace').dropna(subset='tweet_text')
df = df[~df['tweet_text'].str.contains('\ufffd')]  # garbled in the file
label = df['is_there_an_emotion_directed_at_a_brand_or_product'].str.lower().str.replace(' toward brand or product', '')
df = pd.DataFrame(dict(text=df['tweet_text'].map(unescape).str.strip(), label=label[label.str.endswith('emotion')]))
df = df.dropna().drop_duplicates(ignore_index=True)
