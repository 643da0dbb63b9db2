"""The rows that came with the package: whole, fine-tuned on without a network, and each with its licence."""

import subprocess
import sys
import tomllib
from pathlib import Path
import pytest
from esm_nb import Pool
from esm_nb.esm import split_columns
from esm_nb.train.source import rows_path, shipped_rows

ROOT = Path(__file__).parent.parent
ROWS = ROOT / 'esm_nb/rows'
INFOS = {e.info.source: e.info for e in Pool.open('starter').entries}
RECIPES = {m['source']: m for m in tomllib.loads((ROOT / 'recipes/sources.toml').read_text()).values()}
SHIPPED = [name for name in INFOS if rows_path(name).exists()]
NEEDS_APT = [name for name, info in INFOS.items() if 'apt-get' in info.how]

# what only the text of that licence says
WORDS = {
    'PDDL-1.0': 'The Open Data Commons - Public Domain Dedication & Licence is a document',
    'MIT': 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software',
    'LicenseRef-WordNet-3.0 (free)': 'WordNet 3.0 Copyright 2006 by Princeton University',
    'Apache-2.0': 'Apache License Version 2.0, January 2004',
    'GPL-2.0-or-later': 'GNU GENERAL PUBLIC LICENSE Version 2, June 1991',
    'GPL-3.0-or-later': 'GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007',
    'GFDL-1.1-or-later': 'GNU Free Documentation License Version 1.1, March 2000',
    'Free software licences (DFSG), one per package': 'free by the Debian Free Software Guidelines',
    'Public domain (US government); MIT (the package)': 'Works of the United States government have no copyright',
}


def test_what_needs_debians_tools_came_along():
    assert len(NEEDS_APT) == 19 and set(NEEDS_APT) <= set(SHIPPED)
    assert {p.name for p in ROWS.glob('*.gz')} == {rows_path(name).name for name in SHIPPED}
    assert sum(f.stat().st_size for f in ROWS.glob('*.gz')) < 3e6


@pytest.mark.parametrize('name', SHIPPED)
def test_rows_are_as_many_as_were_trained_on(name):
    info, df = INFOS[name], shipped_rows(name)
    columns = split_columns(info.text_column) + split_columns(info.label_column)
    assert [*df] == columns + ['package'] * name.startswith('Debian')
    assert len(df) == info.num_examples and not df.isna().any(axis=None)
    assert not df.duplicated(columns).any()


@pytest.mark.parametrize('name', SHIPPED)
def test_a_licence_stands_beside_the_rows(name):
    line = next(line for line in (ROWS / 'README.md').read_text().splitlines() if line.startswith(f'| {name} |'))
    said = RECIPES[name]
    texts = [(ROWS / 'licenses' / file).read_text() for file in said['license_files']]
    assert WORDS[said['license']] in ' '.join(' '.join(texts).split())
    assert INFOS[name].license == said['license']
    files = ', '.join(f'licenses/{file}' for file in said['license_files'])
    for part in (rows_path(name).name, f'{INFOS[name].num_examples}', said['license'], files, said['citation']):
        assert part in line


def test_no_licence_stands_there_for_nothing():
    named = {file for name in SHIPPED for file in RECIPES[name]['license_files']}
    texts = {p.name: p.read_text() for p in (ROWS / 'licenses').iterdir()}
    assert set(texts) == named | {file for file in texts if file in texts['debian.txt']}


OFFLINE = """
import socket, subprocess, sys
def refused(*a, **k): raise OSError('cut off')
socket.socket.connect = socket.create_connection = socket.getaddrinfo = subprocess.Popen = refused
import pandas as pd
from esm_nb import fine_tune, rank
df = pd.DataFrame([dict(text=f'{a} {b}', label=a) for a in ('I love', 'I hate') for b in 'abcdefghij'])
row = next(r for r in rank(df, progress=False) if r.source == sys.argv[1])
print(fine_tune(df, after=row, rows=20))
"""


@pytest.mark.parametrize('name', ['Debian sizes', 'WordNet senses'])
def test_fine_tuning_needs_no_network(name):
    run = [sys.executable, '-c', OFFLINE, name]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert 'rows that came with esm_nb' in done.stdout and f'after {name}' in done.stdout
