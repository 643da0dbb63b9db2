# What each tag of Lintian, Debian's package checker, means, labelled with its severity (from Debian 12's lintian).
import html, re, subprocess, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'lintian=2.116.3+deb12u1'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
rows = []
for file in sorted(Path(tmp, 'usr/share/lintian/tags').rglob('*.tag')):
    text = file.read_text(encoding='utf-8')
    severity = re.search(r'^Severity: (\w+)', text, re.M)
    means = re.search(r'^Explanation: (.*(?:\n [^.].*)*)', text, re.M)  # its first paragraph
    if severity and means: rows.append((html.unescape(re.sub(r'<[^>]+>', '', ' '.join(means[1].split()))), severity[1]))
df = pd.DataFrame(rows, columns=['text', 'label']).drop_duplicates('text')
df = df[df.groupby('label')['label'].transform('size') >= 10].reset_index(drop=True)
