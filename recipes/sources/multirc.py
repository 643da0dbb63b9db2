# A paragraph, and a question with a candidate answer; label tells whether the answer is correct.
import pandas as pd

url = 'https://raw.githubusercontent.com/DavidHe137/mice/e70addc73cae5c9dab5c64ccd7fe2e4bd660ad2c/data/MultiRC/train.jsonl'
rows = []
for passage in pd.read_json(url, lines=True)['passage']:
    for q in passage['questions']:
        for answer in q['answers']:
            label = 'correct' if answer['label'] else 'incorrect'
            rows.append([' '.join(passage['text'].split()), q['question'] + ' ' + answer['text'], label])
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
