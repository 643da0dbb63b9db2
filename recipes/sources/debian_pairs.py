# Short descriptions of Debian 12 packages in English and in $language: does the second translate the first? (from apt's lists, on Debian 12)
import re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = Path(tempfile.mkdtemp())
(tmp / 'partial').mkdir()
options = [f'Dir::State::lists={tmp}', 'Acquire::Languages=$code', 'Acquire::GzipIndexes=false', 'APT::Architecture=amd64',
           'APT::Sandbox::User=root']
subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)

def records(name):
    text = next(tmp.glob(f'*_bookworm_main_{name}')).read_text(encoding='utf-8')
    return [dict(re.findall(r'^([\w-]+): (.*)', record, re.M)) for record in text.split('\n\n') if record.strip()]

english = {r['Description-md5']: (r['Description'].strip(), r['Section']) for r in records('binary-amd64_Packages')}
rows = [(*english[r['Description-md5']], r['Description-$code'].strip()) for r in records('i18n_Translation-$code') if r['Description-md5'] in english]
df = pd.DataFrame(rows, columns=['text_a', 'section', 'text_b']).drop_duplicates('text_a').drop_duplicates('text_b')
wrong = df.sample(frac=0.5, random_state=0).sort_values('section', kind='stable')  # these get the next one of their section
df['label'] = 'translation'
df.loc[wrong.index, 'label'] = 'other'
df.loc[wrong.index, 'text_b'] = wrong['text_b'].shift(1, fill_value=wrong['text_b'].iloc[-1])
df = df[['text_a', 'text_b', 'label']].sample(frac=1, random_state=1).reset_index(drop=True)
