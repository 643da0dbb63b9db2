# WordNet 3.0 definitions beside a sentence that uses the word: is the word meant in this sense? (from Debian 12's wordnet-base).
import random, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
folder = Path(tmp, 'usr/share/wordnet')
senses, uses = {}, []  # word and part of speech -> its definitions; (word and part of speech, definition, sentence)
for part in ('noun', 'verb', 'adj', 'adv'):
    for line in (folder / f'data.{part}').read_text().splitlines():
        if line.startswith('  '): continue
        fields, gloss = line.split(' | ')
        definition, fields = re.sub(r'; *".*', '', gloss).strip(), fields.split()
        words = [w.split('(')[0].replace('_', ' ') for w in fields[4:4 + 2 * int(fields[3], 16):2]]
        for word in words: senses.setdefault((word, part), []).append(definition)
        for sentence in re.findall(r'"([^"]+)"', gloss):
            word = next((w for w in words if re.search(rf'\b{re.escape(w)}', sentence)), None)
            if word and len(sentence.split()) > 2: uses.append(((word, part), definition, sentence))
rng, rows = random.Random(0), []
for key, definition, sentence in uses:
    others = [d for d in senses[key] if d != definition]
    if others:
        yes = rng.random() < 0.5
        rows.append((f'{key[0]}: {definition if yes else rng.choice(others)}', sentence, 'yes' if yes else 'no'))
df = pd.DataFrame(rows, columns=['text_a', 'text_b', 'label']).drop_duplicates('text_b')
df = df.sample(20000, random_state=0).reset_index(drop=True)
