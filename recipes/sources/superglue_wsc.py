# A passage with a pronoun in square brackets and a noun phrase from it; label tells whether the pronoun refers to it.
import pandas as pd

url = 'https://raw.githubusercontent.com/DavidHe137/mice/e70addc73cae5c9dab5c64ccd7fe2e4bd660ad2c/data/WSC/'
rows = []
for path in ['train.jsonl', 'val.jsonl']:
    for d in pd.read_json(url + path, lines=True).to_dict('records'):
        words, t = d['text'].split(' '), d['target']
        i, pronoun = t['span2_index'], t['span2_text']
        words[i] = words[i].replace(pronoun, f'[{pronoun}]', 1)
        rows.append([' '.join(words), t['span1_text'], 'refers' if d['label'] else 'does_not_refer'])
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
