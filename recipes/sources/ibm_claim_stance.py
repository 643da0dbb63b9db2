# A debate motion and a Wikipedia claim; label is PRO or CON.
import io
import pandas as pd

url = 'https://raw.githubusercontent.com/nicobari30/argumentativeRelationClaimPolarityDataset/02058a8116c873b7672fae1613c97e768ffc00c5/claim_stance_dataset_v1.csv'
lines = pd.read_csv(url, sep=';', header=None, dtype=str).fillna('')  # a csv whose lines were saved as cells
lines = lines.agg(';'.join, axis=1).str.rstrip(';')
df = pd.read_csv(io.StringIO('\n'.join(lines)))
df = pd.DataFrame(dict(text_a=df['topicText'], text_b=df['claims.claimCorrectedText'].str.strip(), label=df['claims.stance']))
df = df.dropna().drop_duplicates(ignore_index=True)
