# A row is a Wikipedia passage with a pronoun in square brackets (text_a) and a name from it (text_b); the label says whether the pronoun refers to the name.
import pandas as pd

url = 'https://raw.githubusercontent.com/google-research-datasets/gap-coreference/83135f26025cdd705c04f77e940d0c9201116b80/'
rows = []
for row in pd.read_csv(url + 'gap-development.tsv', sep='\t', quoting=3).to_dict('records'):
    start = row['Pronoun-offset']
    end = start + len(row['Pronoun'])
    passage = row['Text'][:start] + '[' + row['Text'][start:end] + ']' + row['Text'][end:]
    for name in ['A', 'B']:
        rows.append((passage, row[name], 'coreferent' if row[name + '-coref'] else 'not_coreferent'))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
