# A row is a news sentence and a statement on which of two events started, ended or came first; the label is entailed or not-entailed
import pandas as pd

url = 'https://raw.githubusercontent.com/sidsvash26/temporal_nli/f376ce4f0708c7a518d9d8568afc21c15a516e02/src/models/roberta/results/'
name = 'roberta-large_te3_lr_2e-05_wt_0.1_ws_122_hypo_only_False--checkpoint-1287--'
df = pd.concat([pd.read_json(url + name + part + '.json', orient='index') for part in ['dev', 'test']])
df = df.rename(columns={'context': 'text_a', 'hypothesis': 'text_b', 'true_label': 'label'})
df['text_a'], df['text_b'] = df['text_a'].str.strip(), df['text_b'].str.strip()
df = df[['text_a', 'text_b', 'label']].dropna().drop_duplicates(ignore_index=True)
