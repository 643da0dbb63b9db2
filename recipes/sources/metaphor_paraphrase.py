# A row is a sentence with a metaphor and a candidate literal paraphrase; the label is the rank of the paraphrase from 1 (bad) to 4 (good)
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/yuri-bizzoni/Metaphor-Paraphrase/10d89314195d70c22d66821b7d6287a36b92e94a/metaphor_paraphrase_corpus.txt'
rows, sentence = [], None
for line in urlopen(url).read().decode('utf-8').split('\n'):
    text, mark, rank = line.partition('#')
    if rank.strip() in ['1', '2', '3', '4']:
        rows.append((sentence, text.strip(), float(rank)))
    elif text.strip():
        sentence = text.strip()
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).drop_duplicates(ignore_index=True)
