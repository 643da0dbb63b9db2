# Titles of art works at the Tate, with the year each was made (from Debian 12's r-cran-modeldata).
import lzma, subprocess, sys, tempfile
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
start, length = map(int, rdata.read_rds(folder / 'Rdata.rdx')['variables']['tate_text'])
packed = (folder / 'Rdata.rdb').read_bytes()[start:start + length]
filters = [{'id': lzma.FILTER_LZMA2, 'preset': 6}]
Path(tmp, 'tate.rds').write_bytes(lzma.decompress(packed[5:], lzma.FORMAT_RAW, filters=filters))
df = rdata.read_rds(Path(tmp, 'tate.rds')).rename(columns={'title': 'text', 'year': 'label'})
df['text'] = df['text'].astype(str).str.strip()
df = df[df['text'] != ''].drop_duplicates('text')[['text', 'label']].reset_index(drop=True)
