"""What a row of a ranking says of itself, and what comes of it."""

import subprocess
import sys
from types import SimpleNamespace
import pytest
from esm_nb import Pool
from esm_nb.bundled import SHIPPED
from esm_nb.esm import ESMInfo
from esm_nb.ranking import Ranked

STARTER = Pool.open('starter')
INFOS = {e.info.source: e.info for e in STARTER.entries}


def test_a_row_of_a_ranking_is_a_short_card():
    for info in INFOS.values():
        assert len(repr(Ranked(1, 0.0, 5.0, 1.0, 'helps', info))) < 1000


OFFLINE = """
import builtins, socket, subprocess
def refused(*a, **k): raise OSError('cut off')
import pandas as pd
from esm_nb import fine_tune, rank
df = pd.DataFrame([dict(text=f'{a} {b}', label=a) for a in ('I love', 'I hate') for b in 'abcdefghij'])
row = rank(df, progress=False)[0]
socket.socket.connect = socket.create_connection = socket.getaddrinfo = subprocess.Popen = refused
print(fine_tune(df, after=row, rows=20, seeds=1, progress=False))
"""


@pytest.mark.slow
def test_fine_tuning_after_the_first_needs_no_network():
    run = [sys.executable, '-c', OFFLINE]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300)  # asking a network that isn't there is slow
    assert done.returncode == 0, done.stderr[-2000:]
    assert 'fine-tuned after ' in done.stdout


def test_a_card_says_where_fine_tuning_starts():
    [name, *_] = INFOS
    of_ours = Ranked(3, 0.0, 5.0, 1.0, 'helps', INFOS[name], pool=STARTER)
    assert 'fine_tune(df, after=r[2]) starts from its tuned model' in repr(of_ours)
    without = SimpleNamespace(path=SHIPPED / 'another', has_weights=lambda name: False)
    rows = 'fine_tune(df, after=r[2]) fine-tunes on its rows first, which r[2].how fetches'
    assert rows in repr(Ranked(3, 0.0, 5.0, 1.0, 'helps', INFOS[name], pool=without))


def test_cards_open_no_pool_again(monkeypatch):
    rows = [Ranked(i, 0.0, 5.0, 1.0, 'helps', info, pool=STARTER) for i, info in enumerate(INFOS.values(), 1)]
    monkeypatch.setattr(Pool, 'open', None)
    assert len({*map(repr, rows)}) == len(INFOS)


def test_a_tie_is_no_recommendation():
    assert 'a tie is no recommendation: fine_tune(df) does without it' in repr(
        Ranked(1, 0.0, 0.1, 1.0, 'tie', INFOS['WordNet nouns'])
    )


def test_code_of_a_stranger_is_shown_not_run():
    card = repr(Ranked(1, 0.0, 5.0, 1.0, 'helps', ESMInfo('strange', how='import os')))
    assert card.endswith('print(r[0].how) shows the code that fetches it') and 'fine_tune' not in card
