# A row is two joke edits of the same news headline; the label tells which was rated funnier, or equal
import html, re
import pandas as pd

url = 'https://raw.githubusercontent.com/enhuiz/humicroedit/8fa9c1f095f3ade6a4f807349684f40be2891bdd/data/humicroedit/task-2/train.csv'
df = pd.read_csv(url)
for text, number in [('text_a', '1'), ('text_b', '2')]:
    df[text] = [html.unescape(re.sub('<.*/>', lambda _: edit, title)).strip() for title, edit in zip(df['original' + number], df['edit' + number])]
df['label'] = df['label'].map({0: 'equal', 1: 'first_funnier', 2: 'second_funnier'})
df = df[['text_a', 'text_b', 'label']].dropna().drop_duplicates(ignore_index=True)
