# a tweet about COVID-19, and its sentiment on a five-step scale (test part)
from html import unescape
import pandas as pd

url = 'https://raw.githubusercontent.com/shaoncse/covid-tweet-nlp-analysis/cd74532a306007a9df6e9b0b69fff796de7e266f/Corona_NLP_test.csv'
df = pd.read_csv(url)
df = pd.DataFrame(dict(text=df['OriginalTweet'].map(unescape).str.strip(), label=df['Sentiment'].str.lower()))
df = df.dropna().drop_duplicates(ignore_index=True)
