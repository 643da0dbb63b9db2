"""On a cluster the same comes out as on one machine, also if a worker dies."""

import json
import os
import pickle
import signal
import time
from pathlib import Path
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster
from esm_nb import Encoder, Moments, Pool, Source, build_pool, rank, rank_embeddings
from esm_nb.cluster import map_items
from esm_nb.testing import toy_reviews

pytestmark = pytest.mark.slow

HOW = dict(rows=64, general=['a phone', 'a plot that was good', 'my shoes'] * 20, progress=False)


@pytest.fixture(scope='module')
def client():
    with LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope='module')
def many(tmp_path_factory, random_esm):
    esms = (random_esm(f'source {i}', seed=i) for i in range(150))
    return Pool.create(tmp_path_factory.mktemp('pools') / 'many', esms)


def die_once(flag, item):
    "Kills the process that works on item 3, the first time."
    if item == 3 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item**2


def die_once_in(source, flag):
    def data():
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return source

    return data


def test_the_same_ranking(client, many, reviews):
    here = rank(reviews, pool=many, progress=False)
    there = rank(reviews, pool=many, progress=False, client=client)
    assert [r.source for r in here] == [r.source for r in there] and len(there) == 150
    pairs = [(a.score, a.gain, a.spread) + (b.score, b.gain, b.spread) for a, b in zip(here, there)]
    np.testing.assert_allclose(*np.hsplit(np.array(pairs), 2), rtol=1e-9)


def test_a_source_that_cannot_be_scored_does_not_stop_the_others(client, tmp_path, random_esm):
    pool = Pool.create(tmp_path / 'pool', [random_esm(f'source {i}', seed=i) for i in range(70)])
    (tmp_path / 'pool/maps-00001.safetensors').unlink()
    X = np.random.default_rng(0).normal(size=(40, 16))
    r = rank_embeddings(X, X[:, 0] > 0, pool, client=client)
    assert len(r) == 64 and set(r.skipped) == {f'source {i}' for i in range(64, 70)}


def test_progress_counts_sources(client, many):
    told, X = [], np.random.default_rng(0).normal(size=(40, 16))
    rank_embeddings(X, X[:, 0] > 0, many, progress=lambda *step: told.append(step), client=client)
    assert told[-1] == ('scoring', 150, 150)


def test_what_a_dead_worker_had_is_done_by_another(client, tmp_path):
    found = dict(map_items(die_once, range(20), client, [tmp_path / 'flag']))
    assert found == {i: i**2 for i in range(20)} and (tmp_path / 'flag').exists()


def test_what_all_need_is_not_lost_with_the_one_worker_that_has_it(client, tmp_path):
    def items():
        client.amm.run_once()  # Dask keeps no second copy of what nobody waits for
        time.sleep(0.5)
        yield 3

    assert list(map_items(die_once, items(), client, [tmp_path / 'flag'])) == [(3, 9)]


def sums(encoder, flag, part):
    "The moments of a row group of a parquet file, and the model that embedded it."
    path, group = part
    if group == 3 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    rows = pq.ParquetFile(path).read_row_group(group).to_pydict()
    Y = np.array(rows['label'])[:, None] == ['bad', 'good']
    return (os.getpid(), id(encoder.model)), Moments.of(encoder.encode(rows['text']), Y, ['bad', 'good'])


def test_the_sums_of_a_large_file_are_those_of_one_machine(client, tmp_path, tiny):
    df = pd.DataFrame(dict(text=[f'a phone of {i}' for i in range(300)], label=['bad'] * 100 + ['good'] * 200))
    df.to_parquet(tmp_path / 'all.parquet', row_group_size=30)
    parts = [(tmp_path / 'all.parquet', group) for group in range(10)]
    found = [result for _, result in map_items(sums, parts, client, [Encoder(str(tiny)), tmp_path / 'flag'])]
    assert (tmp_path / 'flag').exists()
    assert len({model for model, _ in found}) < 5, 'a worker keeps the model; a new one loads it again'
    encoder = Encoder(str(tiny))
    there, here = sum(m for _, m in found), sum(sums(encoder, tmp_path / 'flag', part)[1] for part in parts)
    for of in ('n', 'mean_x', 'mean_y', 'Cxx', 'Cxy', 'cyy'):
        # embeddings are float32, and those of one thread and of two are equal as far as that goes
        np.testing.assert_allclose(getattr(there, of), getattr(here, of), rtol=1e-6, atol=1e-6)


def test_few_items_are_on_their_way_at_a_time(client):
    taken = []
    items = (taken.append(i) or i for i in range(100))
    results = map_items(abs, items, client)
    next(results)
    time.sleep(1)
    assert len(taken) < 10
    results.close()


def test_the_same_pool_though_a_worker_dies(client, tmp_path, tiny):
    frames = [toy_reviews(120, seed=i).set_axis(['text', 'label'], axis=1) for i in range(4)]
    sources = [Source(f'source {i}', df) for i, df in enumerate(frames)]
    mortal = [
        Source(s.name, die_once_in(s.data, tmp_path / 'flag') if i == 2 else s.data) for i, s in enumerate(sources)
    ]
    mortal.append(Source('broken', lambda: 1 / 0))
    there = build_pool(mortal, tmp_path / 'there', str(tiny), client=client, **HOW)
    here = build_pool(sources, tmp_path / 'here', str(tiny), **HOW)
    assert (tmp_path / 'flag').exists() and sorted(there.names) == sorted(here.names)
    for name in here.names:
        np.testing.assert_allclose(there[name].weight, here[name].weight, atol=1e-5)
    assert 'ZeroDivisionError' in json.loads((tmp_path / 'there/failed.json').read_text())['broken']


def test_a_model_does_not_travel(tiny):
    encoder = Encoder(str(tiny))
    X = encoder.encode(['a phone'])
    sent = pickle.dumps(encoder)
    assert len(sent) < 10_000 < sum(f.stat().st_size for f in Path(tiny).iterdir())
    np.testing.assert_array_equal(pickle.loads(sent).encode(['a phone']), X)
