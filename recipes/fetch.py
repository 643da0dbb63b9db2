"""Runs the recipes: `python recipes/fetch.py [slug ...]` fetches, checks and describes the sources."""

import hashlib, os, sys, tempfile, tomllib
from pathlib import Path
from string import Template
import pandas as pd

here = Path(__file__).parent


def sources():
    return tomllib.loads((here / 'sources.toml').read_text(encoding='utf-8'))


def digest(df):
    return hashlib.sha256(df.to_csv(index=False).encode('utf-8')).hexdigest()


def code(name, values=None):
    "What fetches a source: a script in sources/, or one that several share, with this one's values in it."
    script = (here / 'sources' / f'{name}.py').read_text(encoding='utf-8')
    return Template(script).substitute(values) if values else script


def how(slug):
    meta = sources()[slug]
    return code(meta.get('script', slug), meta.get('values'))


def run(code, slug):
    "The dataframe that the code leaves. What it downloads goes when it is done."
    names = {'__name__': slug}
    try:
        with tempfile.TemporaryDirectory() as tempfile.tempdir:
            exec(compile(code, f'{slug}.py', 'exec'), names)
    finally:
        tempfile.tempdir = None
    return names['df']


def check(df, promised, name):
    if digest(df) != promised:
        raise ValueError(f'{name}: the fetched data has changed, its sha256 is {digest(df)}.')


def load(slug):
    meta, cached = sources()[slug], here / '.cache' / f'{slug}.parquet'
    df = pd.read_parquet(cached) if cached.exists() else run(how(slug), slug)
    check(df, meta['sha256'], meta['source'])
    if not cached.exists():
        cached.parent.mkdir(exist_ok=True)
        part = cached.with_name(f'{slug}.{os.getpid()}.part')
        df.to_parquet(part, index=False)
        part.replace(cached)
    return df


if __name__ == '__main__':
    for slug in sys.argv[1:] or sources():
        df, meta = load(slug), sources()[slug]
        kinds = df[meta['label']].nunique() if meta['task'] == 'classification' else '-'
        chars = df[meta['text']].map(len).sum(axis=1).mean()
        print(f'{slug:24} {len(df):6} rows {kinds:>4} classes {chars:6.0f} characters  ok', flush=True)
