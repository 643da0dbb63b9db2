"""Large pools and large dataframes cost time, not memory."""

import os
import tracemalloc
import weakref
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from datasets import Dataset
from esm_nb import ESM, ESMInfo, Moments, Pool, Target, rank_embeddings
from esm_nb.scoring import scorer_of
from esm_nb.store import index
from esm_nb.store.shards import SHARD_ROWS

DIM = 96


def peak_of_ranking(path, sources):
    rng = np.random.default_rng(0)
    maps = (
        ESM(
            rng.normal(size=(DIM, DIM)).astype(np.float32),
            np.zeros(DIM, np.float32),
            ESMInfo(f'{i}', base_model_name='b', pooling='mean', max_length=8),
        )
        for i in range(sources)
    )
    pool, X = Pool.create(path, maps), rng.normal(size=(200, DIM))
    y = X[:, 0] > 0
    rank_embeddings(X, y, pool.filter(lambda i: i.source == '0'))
    tracemalloc.start()
    rank_embeddings(X, y, pool)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_pool(tmp_path, monkeypatch):
    # One source at a time, so that the peak doesn't depend on who is scored beside whom.
    monkeypatch.setattr(os, 'cpu_count', lambda: 1)
    assert peak_of_ranking(tmp_path / 'many', 200) < 1.5 * peak_of_ranking(tmp_path / 'few', 10)


def small(i):
    info = ESMInfo(f'{i}', base_model_name='b', pooling='mean', max_length=8)
    return ESM(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), info)


def test_adding_writes_no_more_to_a_large_pool_than_to_a_small_one(tmp_path):
    pool = Pool.create(tmp_path / 'pool', map(small, range(1000)))
    before, index = pool.path.joinpath('sources.jsonl').read_bytes(), pool.path / 'sources.jsonl'
    same_file = index.stat().st_ino
    for i in range(1000, 1003):
        pool.add(small(i))
    assert index.stat().st_ino == same_file and index.read_bytes()[: len(before)] == before
    assert Pool.open(pool.path).names == [f'{i}' for i in range(1003)]


def test_a_pool_is_created_a_file_of_maps_at_a_time(tmp_path):
    alive, most = set(), []

    def esms():
        for i in range(600):
            esm = small(i)
            alive.add(i)
            weakref.finalize(esm, alive.remove, i)
            most.append(len(alive))
            yield esm

    Pool.create(tmp_path / 'pool', esms())
    assert max(most) < 3 * SHARD_ROWS


def test_a_reader_does_not_wait_for_a_writer_who_never_rests(tmp_path, monkeypatch):
    pool, read, times = Pool.create(tmp_path / 'pool', map(small, range(3))), index._read_lines, []
    pool.add(small('first'))

    def busy(path):
        lines = read(path)
        times.append(len(lines))
        if len(times) < 50:
            pool.add(small(f'more {len(times)}'))
        return lines

    monkeypatch.setattr(index, '_read_lines', busy)
    assert Pool.open(pool.path).names == ['0', '1', '2', 'first'] and times == [4]


def test_a_map_that_is_renamed_later_is_in_the_pool_as_it_was(tmp_path):
    pool, esm = Pool.create(tmp_path / 'pool', map(small, range(3))), small('x')
    pool.add(esm)
    for again in (esm, pool['x']):
        again.info.source = f'y of {id(again)}'
        pool.add(again)
    assert pool.names == Pool.open(pool.path).names and pool.names[3] == 'x'


def cut_off(at):
    "An fsync that ends the program the nth time."
    calls = iter(range(100))

    def fsync(_):
        if next(calls) == at:
            raise KeyboardInterrupt

    return fsync


def test_an_addition_that_is_cut_off_anywhere_leaves_the_pool_as_it_was(tmp_path, monkeypatch):
    pool, steps = Pool.create(tmp_path / 'pool', map(small, range(3))), 0
    while True:
        names = pool.names
        with monkeypatch.context() as patched:
            patched.setattr(os, 'fsync', cut_off(steps))
            try:
                pool.add(small(f'new {steps}'))
                break
            except KeyboardInterrupt:
                steps += 1
        pool = Pool.open(pool.path) if steps % 2 else pool
        assert Pool.open(pool.path).names in (names, [*names, f'new {steps - 1}'])
        pool.add(small(f'after {steps}'))
        Pool.open(pool.path).verify()
        assert pool.names == Pool.open(pool.path).names and pool.names[-1] == f'after {steps}'
    assert steps >= 4  # the maps, their directory, the line, the head


def peak_of_scoring(labels):
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(300, DIM)), rng.random((300, labels)) < 0.3
    scorer, esm = scorer_of(X, Y, 'multilabel'), ESM(np.eye(DIM), np.zeros(DIM))
    tracemalloc.start()
    scorer(esm)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_label_columns_are_not_squared():
    "Eight times the label columns take about eight times the memory, and so the work, of scoring a source."
    assert peak_of_scoring(4000) < 10 * peak_of_scoring(500)


def test_a_sample_of_a_large_dataframe_is_stratified_and_ignores_the_order():
    n = 200_000
    df = pd.DataFrame(
        dict(
            text=[f'row number {i}' for i in range(n)],
            label=np.random.default_rng(0).choice(['a', 'b', 'c'], n, p=[0.7, 0.299, 0.001]),
        )
    )
    target, backwards = Target.from_frame(df), Target.from_frame(df[::-1])
    assert target.texts == backwards.texts
    counts = pd.Series(target.labels).value_counts()
    assert counts.sum() == 1000 and abs(counts['a'] - 700) < 10 and counts['c'] >= 1


@pytest.mark.slow
def test_a_million_pairs_of_an_iterable_dataset_are_fitted_in_one_pass():
    n, d, rng = 1_000_000, 16, np.random.default_rng(0)
    X, W = rng.normal(size=(n, d)).astype(np.float32), np.eye(d) + 0.3 * rng.normal(size=(d, d))
    column = lambda A: pa.FixedSizeListArray.from_arrays(pa.array(A.ravel()), d)
    Z = (X @ W.T + 1 + rng.normal(size=(n, d))).astype(np.float32)
    pairs = Dataset(pa.table(dict(x=column(X), z=column(Z)))).to_iterable_dataset().with_format('numpy')
    tracemalloc.start()
    esm = ESM.fit_moments(sum(Moments.of(b['x'], b['z']) for b in pairs.iter(batch_size=10_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < (X.nbytes + Z.nbytes) / 10
    np.testing.assert_allclose(esm.weight, W, atol=6 * n**-0.5)  # noise of variance 1 on a million rows
    np.testing.assert_allclose(esm.bias, 1, atol=6 * n**-0.5)
