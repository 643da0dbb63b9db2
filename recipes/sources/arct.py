# a reason with the claim it backs, a warrant, and whether it is the correct or the wrong one
import pandas as pd

url = 'https://raw.githubusercontent.com/habernal/semeval2018-task12/72a8d6a492efdd63b137195375e836107392e63a/data/train/train-full.txt'
file = pd.read_csv(url, sep='\t', quoting=3)
df = pd.concat([pd.DataFrame(dict(
    text_a=file['reason'] + ' Therefore: ' + file['claim'],
    text_b=file[f'warrant{i}'],
    label=(file['correctLabelW0orW1'] == i).map({True: 'correct_warrant', False: 'wrong_warrant'}),
)) for i in (0, 1)]).dropna().drop_duplicates(ignore_index=True)
