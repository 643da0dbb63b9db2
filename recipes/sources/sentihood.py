# A forum sentence about a London neighbourhood and a location-aspect pair; label is positive, negative or none
import random
import pandas as pd

data = pd.read_json('https://raw.githubusercontent.com/HSLCY/ABSA-BERT-pair/7d238eb8c772946b9e572373c144b11151e4187f/data/sentihood/sentihood-train.json')
rows, nones = [], []
for text, opinions in zip(data['text'].str.strip(), data['opinions']):
    found = {(o['target_entity'], o['aspect']): o['sentiment'].lower() for o in opinions}
    for place in ('LOCATION1', 'LOCATION2'):
        for aspect in ('general', 'price', 'transit-location', 'safety') if place in text else ():
            label = found.get((place, aspect), 'none')
            (nones if label == 'none' else rows).append((text, f'{place} - {aspect}', label))
rows += random.Random(0).sample(nones, len(rows) // 2)  # most pairs are none: keep some of them
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
