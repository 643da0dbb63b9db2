# a request to a voice assistant, and its domain (made from its intent)
import pandas as pd

url = 'https://raw.githubusercontent.com/clinc/oos-eval/828f8093932c8fe6ca7936c3d2e52903b1c523de/data/'
domain = {intent: name for name, intents in pd.read_json(url + 'domains.json').items() for intent in intents}
parts = pd.read_json(url + 'data_full.json', typ='series')
df = pd.DataFrame(parts['val'] + parts['test'], columns=['text', 'label'])
df['label'] = df['label'].map(domain)
df = df.dropna().drop_duplicates(ignore_index=True)
