# A row is a Reddit post about mental health; the label is the category of the cause (mis-encoded quotes are repaired)
import codecs
import pandas as pd

def old(error): return error.object[error.start:error.end].decode('latin-1'), error.end
codecs.register_error('old', old)
def repair(found):
    try: return found[0].encode('cp1252').decode('utf-8')
    except UnicodeError: return found[0]

url = 'https://raw.githubusercontent.com/drmuskangarg/CAMS/a0369bb5a9799a065f2d6f32e9d1188661c5749e/CAMS/data/'
files = [pd.read_csv(url + name, encoding_errors='old') for name in ['IntentSDCNL_Training.csv', 'added_CAMS_data.csv']]
df = pd.concat([file.set_axis(['text', 'label', 'why'], axis=1) for file in files])
df['text'] = df['text'].str.replace(r'[^\x00-\x7f]+', repair, regex=True).str.strip()
df['label'] = df['label'].map(dict(enumerate(['no reason', 'bias or abuse', 'jobs and careers', 'medication', 'relationship', 'alienation'])))
df = df[['text', 'label']].dropna().drop_duplicates(ignore_index=True)
