"""Large pools and large dataframes cost time, not memory."""
import tracemalloc
import numpy as np
import pandas as pd
from esm_nb import ESM, ESMInfo, Pool, Target, rank_embeddings

DIM = 96


def peak_of_ranking(path, sources):
    rng = np.random.default_rng(0)
    maps = (ESM(rng.normal(size=(DIM, DIM)).astype(np.float32), np.zeros(DIM, np.float32), ESMInfo(f'{i}', base_model_name='b', pooling='mean', max_length=8)) for i in range(sources))
    pool, X = Pool.create(path, maps), rng.normal(size=(200, DIM))
    y = X[:, 0] > 0
    rank_embeddings(X, y, pool.filter(lambda i: i.source == '0'))
    tracemalloc.start()
    rank_embeddings(X, y, pool)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_pool(tmp_path):
    assert peak_of_ranking(tmp_path / 'many', 200) < 1.5 * peak_of_ranking(tmp_path / 'few', 10)


def test_a_sample_of_a_large_dataframe_is_stratified_and_ignores_the_order():
    n = 200_000
    df = pd.DataFrame(dict(text=[f'row number {i}' for i in range(n)], label=np.random.default_rng(0).choice(['a', 'b', 'c'], n, p=[.7, .299, .001])))
    target, backwards = Target.from_frame(df), Target.from_frame(df[::-1])
    assert target.texts == backwards.texts
    counts = pd.Series(target.labels).value_counts()
    assert counts.sum() == 1000 and abs(counts['a'] - 700) < 10 and counts['c'] >= 1
