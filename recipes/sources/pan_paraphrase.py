# Two sentences from the PAN plagiarism corpus; label tells whether they are paraphrases.
from urllib.request import urlopen
import pandas as pd

url = 'https://raw.githubusercontent.com/wasiahmad/paraphrase_identification/88b208d0d094ab945d2401d9393531be1fec0076/dataset/mt-metrics-paraphrase-corpus/pan-train'
def lines(end): return urlopen(url + end).read().decode().split('\n')
df = pd.DataFrame(dict(text_a=lines('_s1.txt'), text_b=lines('_s2.txt'), label=lines('.labels')))
df['label'] = df['label'].map({'0': 'not_paraphrase', '1': 'paraphrase'})
df = df.dropna().drop_duplicates(ignore_index=True)
