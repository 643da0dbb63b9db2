# A premise with the question for its cause or result, and one alternative; label tells whether it is the more plausible alternative.
import pandas as pd

url = 'https://raw.githubusercontent.com/DavidHe137/mice/e70addc73cae5c9dab5c64ccd7fe2e4bd660ad2c/data/COPA/'
questions = {'cause': 'What was the cause?', 'effect': 'What happened as a result?'}
rows = []
for path in ['train.jsonl', 'val.jsonl']:
    for d in pd.read_json(url + path, lines=True).to_dict('records'):
        for i, choice in enumerate([d['choice1'], d['choice2']]):
            rows.append([d['premise'] + ' ' + questions[d['question']], choice.strip(), 'plausible' if d['label'] == i else 'less_plausible'])
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
