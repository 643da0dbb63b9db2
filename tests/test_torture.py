"""A small part of `make torture`."""

import random
import pytest
import torture

pytestmark = pytest.mark.slow


@pytest.fixture
def draw():
    return random.Random(0)


def test_two_writers_lose_nothing(tmp_path):
    assert torture.lost_additions(tmp_path, rounds=1, n=10) == 0


def test_one_of_two_creations_succeeds(tmp_path):
    assert torture.wrong_creations(tmp_path, rounds=2) == 0


def test_no_flipped_bit_goes_unnoticed(tmp_path, draw):
    assert torture.silent_flips(tmp_path, 400, draw) == []


def test_kills_leave_nothing_behind(tmp_path, draw, tiny, monkeypatch):
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path / 'home'))
    assert torture.leftovers(tmp_path, 5, draw, tiny) == []


def test_any_dataframe_ends_in_a_ranking_or_one_sentence(tmp_path, tiny):
    bad, n = torture.tracebacks(tmp_path, tiny)
    assert not bad
    assert n >= 650
