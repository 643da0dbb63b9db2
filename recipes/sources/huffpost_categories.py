# a HuffPost headline (lower-cased, tokenised), and one of 41 sections
import pandas as pd

url = 'https://raw.githubusercontent.com/ws-jiang/MetaPrompter_public/dea17d573a5eb4f31b3366ba1fe88b1beb865c50/data/huffpost.json'
names = (
    'POLITICS|WELLNESS|ENTERTAINMENT|TRAVEL|STYLE & BEAUTY|PARENTING|HEALTHY LIVING|QUEER VOICES|'
    'FOOD & DRINK|BUSINESS|COMEDY|SPORTS|BLACK VOICES|HOME & LIVING|PARENTS|THE WORLDPOST|'
    'WEDDINGS|WOMEN|IMPACT|DIVORCE|CRIME|MEDIA|WEIRD NEWS|GREEN|'
    'WORLDPOST|RELIGION|STYLE|SCIENCE|WORLD NEWS|TASTE|TECH|MONEY|'
    'ARTS|FIFTY|GOOD NEWS|ARTS & CULTURE|ENVIRONMENT|COLLEGE|LATINO VOICES|CULTURE & ARTS|'
    'EDUCATION'
).split('|')
df = pd.read_json(url, lines=True)
df = pd.DataFrame(dict(text=df['raw'].str.strip(), label=df['label'].map(dict(enumerate(names)))))
df = df.dropna().drop_duplicates(ignore_index=True)
