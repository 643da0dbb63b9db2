# Amazon reviews of fine foods, labelled great (five stars) or other (from Debian 12's r-cran-modeldata).
import html, lzma, re, subprocess, sys, tempfile
from pathlib import Path
import pandas as pd

tmp = tempfile.mkdtemp()
subprocess.run([sys.executable, '-m', 'pip', 'install', '-qq', '--no-deps', '--target', tmp,
                'rdata==1.1.0', 'xarray==2025.1.2', 'packaging==24.2', 'typing_extensions==4.12.2'], check=True)
subprocess.run(['apt-get', 'download', '-qq', '-o', 'APT::Sandbox::User=root', 'r-cran-modeldata=1.1.0-1'], cwd=tmp, check=True)
subprocess.run(['dpkg-deb', '-x', next(Path(tmp).glob('*.deb')), tmp], check=True)
sys.path.append(tmp)
import rdata, warnings

warnings.filterwarnings('ignore', module='rdata')
folder = Path(tmp, 'usr/lib/R/site-library/modeldata/data')
filters, parts = [{'id': lzma.FILTER_LZMA2, 'preset': 6}], []
for name in ('training_data', 'testing_data'):
    start, length = map(int, rdata.read_rds(folder / 'Rdata.rdx')['variables'][name])
    packed = (folder / 'Rdata.rdb').read_bytes()[start:start + length]
    Path(tmp, 'part.rds').write_bytes(lzma.decompress(packed[5:], lzma.FORMAT_RAW, filters=filters))
    parts.append(rdata.read_rds(Path(tmp, 'part.rds')).rename(columns={'review': 'text', 'score': 'label'}))
df = pd.concat(parts)[['text', 'label']].astype(str)
df['text'] = df['text'].map(lambda s: ' '.join(re.sub('<[^>]*>', ' ', html.unescape(s)).split()))
df = df[df['text'] != ''].drop_duplicates('text').reset_index(drop=True)
