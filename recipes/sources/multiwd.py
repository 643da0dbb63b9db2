# $title
import pandas as pd

def repair(text):  # most quotation marks and dashes: UTF-8 that was read as Mac Roman
    try: return text.encode('mac_roman').decode('utf-8') if '‚Ä' in text or '√' in text else text
    except UnicodeError: return text

url = 'https://raw.githubusercontent.com/$repo/$commit/'
df = pd.concat([pd.read_csv(url + path) for path in ['train_data.csv', 'test_data.csv']], ignore_index=True)
text, df = df['text'].map(repair).str.strip(), df.drop(columns='text')
df = pd.DataFrame(dict(text=text, label=$label)).dropna().drop_duplicates(ignore_index=True)
