# A sentence with an idiom or metaphor and a changed sentence; the label tells whether the second is entailed
import pandas as pd

url = 'https://raw.githubusercontent.com/UKPLab/acl2022-impli/d43c272c895c773b311018d51ab65f592c6699bb/'
def table(path): return pd.read_csv(f'{url}{path}.tsv', sep='\t', names=['text_a', 'text_b']).apply(lambda column: column.str.strip())
paths = ['idioms/manual_e', 'idioms/manual_ne', 'idioms/manual_antonyms_ne', 'metaphors/manual_e', 'metaphors/manual_ne']
df = pd.concat([table(path).assign(label='non_entailment' if path.endswith('_ne') else 'entailment') for path in paths])
df = df.dropna().drop_duplicates(ignore_index=True)
