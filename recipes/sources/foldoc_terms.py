# Computing terms beside a definition: is it theirs? (from the Free On-line Dictionary of Computing, Debian 12's dict-foldoc)
import gzip, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'dict-foldoc=20230119-1'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
text = gzip.open(Path(tmp, 'usr/share/dictd/foldoc.dict.dz'), 'rt', encoding='utf-8').read()
entries = re.findall(r'^(\S.*)\n(?:\S.*\n)*\n   <([^,>]+)[^>]*> (.+(?:\n   .+)*)', text, re.M)  # term, field, text
rows = [(term, field, re.sub(r'[{}]|(?<=[a-z)]\.) .*', '', ' '.join(meaning.split()))) for term, field, meaning in entries]
df = pd.DataFrame(rows, columns=['text_a', 'field', 'text_b']).drop_duplicates('text_a').drop_duplicates('text_b')
wrong = df.sample(frac=0.5, random_state=0).sort_values('field', kind='stable')  # these get the next one of their field
df['label'] = 'yes'
df.loc[wrong.index, 'label'] = 'no'
df.loc[wrong.index, 'text_b'] = wrong['text_b'].shift(1, fill_value=wrong['text_b'].iloc[-1])
df = df[['text_a', 'text_b', 'label']].sample(frac=1, random_state=1).reset_index(drop=True)
