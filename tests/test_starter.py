"""The starter pool, the quickstart's dataframe, and the real encoder."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
import numpy as np
import pandas as pd
import pytest
import torch
from threadpoolctl import threadpool_limits
import esm_nb
from esm_nb import Encoder, Pool, Target, logme, rank, rank_embeddings
from esm_nb.encoder import encode_batches
from esm_nb.language import language_warning
from esm_nb.ranking import pool_encoder

ROOT = Path(__file__).parent.parent
LABELLED = {d['title']: d for d in map(json.loads, (ROOT / 'recipes/labelled.jsonl').read_text().splitlines())}
FREE = {  # on PyPI and in Debian
    m['source']: m | dict(slug=slug) for slug, m in tomllib.loads((ROOT / 'recipes/sources.toml').read_text()).items()
}
STARTER = Pool.open('starter')


@pytest.fixture(scope='module')
def tweets():
    return esm_nb.tweets()


@pytest.fixture(scope='module')
def ranking(tweets):
    return rank(tweets, progress=False)


def test_the_pool_is_whole_and_broad():
    STARTER.verify()
    infos = [e.info for e in STARTER.entries]
    assert len(infos) >= 200 and len({i.kind for i in infos}) >= 12
    assert len([i for i in infos if i.task == 'regression']) >= 30
    assert len([i for i in infos if ',' in i.text_column]) >= 40
    assert len([i for i in infos if i.language != 'en']) >= 4
    package = sum(f.stat().st_size for f in (ROOT / 'esm_nb').rglob('*') if f.suffix != '.pyc' and f.is_file())
    assert package <= 60e6


@pytest.mark.parametrize('name', STARTER.names)
def test_every_source_says_what_it_is(name):
    info, recipe = STARTER.entry(name).info, LABELLED.get(name) or FREE[name]
    for field in 'task description language license citation url how num_examples seed kind family'.split():
        assert getattr(info, field) is not None, field
    assert info.license == recipe.get('licence', recipe.get('license')) and STARTER.has_weights(name)
    assert info.tuned_metric >= info.naive_metric + 0.02 and (info.classes or info.task == 'regression')
    assert info.language == 'en' or 'vocabulary is English' in info.description
    assert info.fidelity['rows'] >= 50 and 0 < info.fidelity['mse'] < 1


def test_the_quickstarts_own_tweets_are_no_source(ranking):
    assert not any(row.shared for row in ranking)


@pytest.fixture(scope='module')
def fetched(tmp_path_factory):
    "Run `how` as a person would: in an empty directory, in a fresh process."

    def run(name):
        directory = tmp_path_factory.mktemp('how')
        (directory / 'how.py').write_text(f"{STARTER[name].info.how}\ndf.to_csv('df.csv', index=False)\n")
        done = subprocess.run([sys.executable, 'how.py'], cwd=directory, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return directory / 'df.csv'

    return run


def plain(text):
    return re.sub(r'\s+', ' ', str(text)).strip().casefold()


@pytest.mark.parametrize('name', ['WordNet nouns', 'WordNet opposites', 'Tate titles', 'Debian sizes', 'Emoji names'])
def test_how_runs_and_shares_no_text_with_the_quickstart(name, fetched, tweets):
    path, recipe = fetched(name), FREE[name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == recipe['sha256']
    df = pd.read_csv(path, keep_default_na=False)
    assert len(df) == recipe['rows']
    warning = language_warning(Encoder(STARTER.base), [*df[recipe['text']].itertuples(index=False, name=None)])
    assert bool(warning) == (recipe['language'] != 'en')
    assert not set(tweets.tweet.map(plain)) & {plain(t) for column in recipe['text'] for t in df[column]}


def test_every_other_one_is_read_from_a_repository_at_a_commit():
    for name in set(STARTER.names) - set(FREE):
        how, recipe = STARTER.entry(name).info.how, LABELLED[name]
        repo, commit = recipe['repo'], recipe['commit']
        addresses = f'https://raw.githubusercontent.com/{repo}/{commit}/', f'https://github.com/{repo}/archive/'
        assert any(address in how for address in addresses) and commit in how
        assert re.fullmatch('[0-9a-f]{64}', recipe['sha256'])
        compile(how, name, 'exec')


def test_every_score_is_logme_of_the_mapped_embeddings(tweets, ranking):
    target, encoder = Target.from_frame(tweets), Encoder(STARTER.base)
    X = encode_batches(encoder.model, encoder.tokens(target.texts), encoder.pooling, encoder.tokenizer.pad)
    for row in ranking:
        assert row.score == pytest.approx(logme(STARTER[row.source](X), target.labels, 'regression'), abs=1e-6)
    assert ranking.base == pytest.approx(logme(X, target.labels, 'regression'), abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize('rows', [20, 200, 1000])
def test_order_of_rows_batch_size_and_threads_change_nothing(tweets, rows):
    first = rank(tweets, rows=rows, progress=False)
    shuffled, encoder, threads = tweets.sample(frac=1, random_state=1), pool_encoder(STARTER), torch.get_num_threads()
    target = Target.from_frame(shuffled, rows=rows)
    model, pad = encoder.model, encoder.tokenizer.pad
    try:
        torch.set_num_threads(1)
        with threadpool_limits(1):
            X = encode_batches(model, encoder.tokens(target.texts), encoder.pooling, pad, batch_size=7)
    finally:
        torch.set_num_threads(threads)
    again = rank_embeddings(X, target.labels, STARTER, 'regression')
    assert [r.source for r in again] == [r.source for r in first]
    np.testing.assert_allclose([r.score for r in again], [r.score for r in first], rtol=0, atol=1e-6)


def test_sentiment_helps_sentiment(ranking):
    "What anyone would expect: other tweets help to rate tweets, and more than dates of paintings do."
    gain = {r.source: r.gain for r in ranking}
    assert gain['TweetEval sentiment'] > max(0, gain['Tate titles'])


def test_about_says_how_to_get_the_same_table(ranking):
    for key in ('n', 'seed', 'base_model', 'base_sha256', 'pool', 'pool_sha256', 'versions', 'text', 'label', 'task'):
        assert ranking.about[key] is not None, key


AWKWARD = [
    '',
    'a',
    'A great FILM!',
    '天气很好',
    'Grüße, José',
    '👍🏽 ok',
    'x' * 500,
    'tabs\tand\nlines',
    'word ' * 400,
    '\u200d[SEP]',
]


def test_tokens_are_those_of_transformers():
    from transformers import AutoTokenizer

    encoder = Encoder(STARTER.base)
    theirs = AutoTokenizer.from_pretrained(encoder.directory)
    assert encoder.tokens(AWKWARD) == theirs(AWKWARD, truncation=True, max_length=128)['input_ids']
    ours = encoder.tokenizer
    for fact in ('all_special_ids', 'unk_token', 'sep_token', 'padding_side', 'truncation_side'):
        assert getattr(ours, fact) == getattr(theirs, fact), fact
    assert len(ours) == len(theirs)


def test_a_ranking_that_is_remembered_needs_no_torch(tweets, tmp_path):
    tweets[:50].to_csv(tmp_path / 'tweets.csv', index=False)
    code = """
import sys, pandas as pd
from esm_nb import rank
rank(pd.read_csv('tweets.csv'), progress=False)
print([m for m in ('torch', 'scipy.stats', 'scipy.optimize') if m in sys.modules])
"""
    call = dict(args=[sys.executable, '-c', code], cwd=tmp_path, capture_output=True, text=True, check=True)
    call['env'] = os.environ | {'XDG_CACHE_HOME': str(tmp_path / 'cache')}  # other tests remember tweets, too
    first, second = (subprocess.run(**call).stdout.splitlines()[-1] for _ in range(2))
    assert 'torch' in first and second == '[]'
