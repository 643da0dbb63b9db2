# the description of a film or series on Netflix; the label is its first genre (genres with 100 titles or more)
import pandas as pd

df = pd.read_csv('https://raw.githubusercontent.com/108ABHINAV/netflix_sql_project/e7dc3969a1ecdfdbd6412d29e0071922b3eb0582/netflix_titles.csv')
df = pd.DataFrame(dict(text=df['description'], label=df['listed_in'].str.split(', ').str[0]))
df = df[df.groupby('label')['label'].transform('size') >= 100].dropna().drop_duplicates(ignore_index=True)
