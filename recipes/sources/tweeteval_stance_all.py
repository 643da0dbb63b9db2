# A row is a tweet (text_a) and a topic (text_b); the label is the stance of the tweet towards the topic.
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/cardiffnlp/tweeteval/4fbd22cd78421f05b1ecdb4fc5725bc7a7bd8f66/datasets/stance/'
topics = {'abortion': 'Legalization of Abortion', 'atheism': 'Atheism', 'climate': 'Climate Change is a Real Concern',
          'feminist': 'Feminist Movement', 'hillary': 'Hillary Clinton'}
names = {'0': 'none', '1': 'against', '2': 'favor'}
rows = []
for topic in topics:
    for part in ['train', 'val', 'test']:
        texts = urlopen(f'{url}{topic}/{part}_text.txt').read().decode('utf-8').split('\n')
        labels = urlopen(f'{url}{topic}/{part}_labels.txt').read().decode('utf-8').split('\n')
        rows += [(text.strip(), topics[topic], names.get(label)) for text, label in zip(texts, labels)]
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).dropna().drop_duplicates(ignore_index=True)
