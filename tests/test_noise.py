"""Labels that mean nothing gain nothing; `benchmarks/noise.py` shows it at length."""

from html import unescape
from pathlib import Path
import numpy as np
import pytest
import esm_nb
from esm_nb import Encoder, Pool, rank, rank_embeddings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope='module')
def tweets():
    return esm_nb.tweets()


@pytest.fixture(scope='module')
def embeddings(tweets):
    return Encoder(Pool.open('starter').base).encode(tweets.tweet.tolist())


def classes(k):
    return lambda n, rng: rng.permutation(np.arange(n) % k)


@pytest.mark.parametrize('n', [100, 1000])
@pytest.mark.parametrize(
    'task, draw',
    [
        ('classification', classes(2)),
        ('classification', classes(5)),
        ('classification', lambda n, rng: rng.permutation(np.arange(n) < n / 20)),
        ('regression', lambda n, rng: rng.normal(size=n)),
        ('multilabel', lambda n, rng: rng.random((n, 3)) < 0.3),
    ],
)
def test_no_source_gains_from_noise(embeddings, task, draw, n):
    rng = np.random.default_rng(n)
    ranked = [
        r
        for _ in range(2)
        for r in rank_embeddings(embeddings[rng.choice(1000, n, replace=False)], draw(n, rng), 'starter', task)
    ]
    assert np.mean([r.gain > 2 * r.spread for r in ranked]) <= 0.05
    assert np.mean([r.verdict == 'helps' for r in ranked]) <= 0.01


def test_without_an_intercept_most_sources_gain_from_coin_flips(embeddings):
    "The check above can fail: the published formula does."
    flips = np.random.default_rng(0).permutation(np.arange(1000) % 2)
    ranking = rank_embeddings(embeddings, flips, 'starter', variant='reference')
    assert np.mean([r.gain > 2 * r.spread for r in ranking]) > 0.5


@pytest.mark.slow
def test_the_verdict_on_noise_and_on_few_rows(tweets):
    coin = np.random.default_rng(0).choice(['heads', 'tails'], len(tweets))
    noise = rank(tweets.assign(coin=coin)[['tweet', 'coin']], progress=False)
    assert noise.verdict.startswith(
        "the base's embeddings tell too little of these labels to say what helps (a linear head"
    )
    few = rank(tweets.head(12), progress=False)
    assert few[0].expected and few[0].source in few.verdict and not few.about['too_few']
    for shown in (repr(few), unescape(few._repr_html_())):
        assert shown.index(few.verdict) < shown.index(few[5].source)
    real = rank(tweets, progress=False)
    assert real[0].source in real.verdict and list(real.to_pandas().verdict) == [r.verdict for r in real]
