"""What each part of the work costs, in units of embedding 1,000 tweets: the processor's seconds of both, on one thread,
in one run."""

import json, tempfile, time
from functools import cache
from pathlib import Path
import numpy as np, pandas as pd, polars as pl, torch
from threadpoolctl import threadpool_limits
from esm_nb import ESM, ESMInfo, Moments, Pool, Target, tweets
from esm_nb.encoder import as_encoder, encode_batches
from esm_nb.files import write_whole
from esm_nb.scoring import scorer_of
from esm_nb.train.finetune import tune
from scoring import HERE, machine, spread, target

REPEATS, SOURCES, ROWS = 7, 10_000, 1_000_000
KIND = dict(base_model_name='none', pooling='mean', max_length=128)


def embedding(words=None):
    "1,000 tweets, or 1,000 texts that are cut off at 128 tokens."
    encoder, texts = as_encoder(Pool.open('starter').base), list(tweets().tweet)
    if words:
        texts = [' '.join(texts[i:] + texts[:i])[:2000] for i in range(1000)]
    tokens = encoder.tokens(texts)
    return lambda: encode_batches(encoder.model, tokens, encoder.pooling, encoder.tokenizer.pad)


def training():
    "1,000 tweets once, forward and backward."
    encoder, df = as_encoder(Pool.open('starter').base), tweets()
    return lambda: tune(encoder, list(df.tweet), df.sentiment.to_numpy(), 'regression', num_train_epochs=1)


def scoring(d, rank, classes=5):
    "One source, 1,000 rows."
    rng = np.random.default_rng(0)
    score = scorer_of(*target(1000, d, rng))
    U, V = (0.3 * (d * (rank or d)) ** -0.25 * rng.normal(size=(d, rank or d)) for _ in 'UV')
    if rank:
        return lambda: score(ESM.factored(U, V, np.zeros(d), ESMInfo('one', **KIND)))
    return lambda: score(ESM(np.eye(d) + U @ V.T, np.zeros(d), ESMInfo('one', **KIND)))


def moments():
    "What a map is fitted to: 1,000 pairs of embeddings."
    X, Z = np.random.default_rng(0).normal(size=(2, 1000, 384)).astype(np.float32)
    return lambda: Moments.of(X, Z)


def reading(frame):
    "A million rows."
    texts = [f'this is text {i} about {i % 5000:x} and {i * 7 % 5000:x}' for i in range(ROWS)]
    df = frame(dict(text=texts, label=np.arange(ROWS) % 7 % 3))
    return lambda: Target.from_frame(df)


@cache
def large_pool():
    one = lambda i: ESM(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), ESMInfo(f'source {i}', **KIND))
    return Pool.create(Path(tempfile.mkdtemp()) / 'large', map(one, range(SOURCES)))


def opening():
    "The index of a pool of ten thousand sources."
    path = large_pool().path
    return lambda: Pool.open(path)


def adding():
    "One source more, in a pool of ten thousand."
    pool, number = large_pool(), iter(range(SOURCES, 2 * SOURCES))
    one = lambda i: ESM(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), ESMInfo(f'source {i}', **KIND))
    return lambda: pool.add(one(next(number)))


PARTS = {
    'embed 1,000 tweets': embedding(),
    'embed 1,000 texts of 128 tokens': embedding(words=True),
    'fine-tune on 1,000 tweets, once through': training(),
    'add up the moments of 1,000 pairs of embeddings': moments(),
    'read a million rows of pandas': reading(pd.DataFrame),
    'read a million rows of polars': reading(pl.DataFrame),
    'score a source, 384 dimensions, rank 48': scoring(384, 48),
    'score a source, 384 dimensions, dense': scoring(384, None),
    'score a source, 768 dimensions, rank 8': scoring(768, 8),
    'score a source, 768 dimensions, rank 54': scoring(768, 54),
    'score a source, 768 dimensions, dense': scoring(768, None),
    'open a pool of 10,000 sources': opening(),
    'add a source to a pool of 10,000': adding(),
}


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == '__main__':
    torch.set_num_threads(1)
    with threadpool_limits(1):
        rounds = [{name: seconds(work) for name, work in PARTS.items()} for _ in range(REPEATS + 1)][1:]
    unit = 'embed 1,000 tweets'
    result = machine() | dict(unit=unit, costs={p: spread([r[p] / r[unit] for r in rounds], 5) for p in PARTS})
    print(json.dumps(result, indent=1))
    write_whole(HERE / 'costs.json', json.dumps(result, indent=1).encode())
