# Words with their WordNet 3.0 definition, and the binary logarithm of how often the sense occurs in WordNet's tagged texts (from Debian 12's wordnet-base).
import math, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'wordnet-base=1:3.0-37'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
folder = Path(tmp, 'usr/share/wordnet')
counts = {key: int(count) for key, _, count in map(str.split, (folder / 'cntlist.rev').read_text().splitlines())}
rows = []
for number, part in enumerate(('noun', 'verb'), 1):
    for line in (folder / f'data.{part}').read_text().splitlines():
        if line.startswith('  '): continue
        fields, definition = line.split(), re.sub(r'; *".*', '', line.split(' | ')[1]).strip()
        for i in range(4, 4 + 2 * int(fields[3], 16), 2):
            count = counts.get(f'{fields[i].lower()}%{number}:{fields[1]}:{int(fields[i + 1], 16):02}::')
            if count: rows.append((f"{fields[i].replace('_', ' ')}: {definition}", round(math.log2(count), 4)))
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text').sample(15000, random_state=0).reset_index(drop=True)
