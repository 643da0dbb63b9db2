"""What each part of the work costs, in units of embedding 1,000 tweets: the processor's seconds of both, on one thread,
in one run."""

import json, tempfile, time
from itertools import count
from pathlib import Path
import numpy as np, pandas as pd, polars as pl, torch
from threadpoolctl import threadpool_limits
from esm_nb import ESM, ESMInfo, Moments, Pool, Target, tweets
from esm_nb.encoder import as_encoder, encode_batches
from esm_nb.files import write_whole
from esm_nb.scoring import scorer_of
from esm_nb.train.finetune import tune_model
from scoring import HERE, machine, spread, target

REPEATS, SOURCES, ROWS = 5, 100_000, 1_000_000
UNIT = 'embed 1,000 tweets'
KIND = dict(base_model_name='none', pooling='mean', max_length=128)


def embedding(texts):
    encoder = as_encoder(Pool.open('starter').base)
    tokens = encoder.tokens(texts)
    return lambda: encode_batches(encoder.model, tokens, encoder.pooling, encoder.tokenizer.pad)


def training():
    "1,000 tweets once, forward and backward."
    encoder, df = as_encoder(Pool.open('starter').base), tweets()
    return lambda: tune_model(encoder, list(df.tweet), df.sentiment.to_numpy(), 'regression', num_train_epochs=1)


def scoring(d, rank=None):
    "One source, 1,000 rows; dense unless it has a rank."
    rng = np.random.default_rng(0)
    score, info = scorer_of(*target(1000, d, rng)), ESMInfo('one', **KIND)
    U, V = (0.3 * (d * (rank or d)) ** -0.25 * rng.normal(size=(d, rank or d)) for _ in 'UV')
    esm = ESM.factored(U, V, np.zeros(d), info) if rank else ESM(np.eye(d) + U @ V.T, np.zeros(d), info)
    return lambda: score(esm)


def moments():
    "What a map is fitted to: 1,000 pairs of embeddings."
    X, Z = np.random.default_rng(0).normal(size=(2, 1000, 384)).astype(np.float32)
    return lambda: Moments.of(X, Z)


def reading(frame):
    "A million rows."
    texts = [f'this is text {i} about {i % 5000:x} and {i * 7 % 5000:x}' for i in range(ROWS)]
    df = frame(dict(text=texts, label=np.arange(ROWS) % 7 % 3))
    return lambda: Target.from_frame(df)


def small(i):
    "A map of a pool of which only the size matters."
    return ESM(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), ESMInfo(f'source {i}', **KIND))


def parts(large):
    "What is timed. large: a pool of a hundred thousand sources."
    some, number = list(tweets().tweet), count(SOURCES)
    return {
        UNIT: embedding(some),
        'embed 200 texts of 128 tokens': embedding([' '.join(some[i : i + 100]) for i in range(200)]),
        'fine-tune on 1,000 tweets, once through': training(),
        'add up the moments of 1,000 pairs of embeddings': moments(),
        'read a million rows of pandas': reading(pd.DataFrame),
        'read a million rows of polars': reading(pl.DataFrame),
        'score a source, 384 dimensions, rank 48': scoring(384, 48),
        'score a source, 384 dimensions, dense': scoring(384),
        'score a source, 768 dimensions, rank 8': scoring(768, 8),
        'score a source, 768 dimensions, rank 54': scoring(768, 54),
        'score a source, 768 dimensions, dense': scoring(768),
        'open a pool of 100,000 sources': lambda: Pool.open(large.path),
        'add a source to a pool of 100,000': lambda: large.add(small(next(number))),
        'read 100,000 maps of a pool, one by one': lambda: all(large),
    }


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == '__main__':
    torch.set_num_threads(1)
    with threadpool_limits(1), tempfile.TemporaryDirectory() as directory:
        timed = parts(Pool.create(Path(directory, 'large'), map(small, range(SOURCES))))
        rounds = [{name: seconds(work) for name, work in timed.items()} for _ in range(REPEATS + 1)][1:]
    result = machine() | dict(costs={p: spread([r[p] / r[UNIT] for r in rounds], 5) for p in timed})
    print(json.dumps(result, indent=1))
    write_whole(HERE / 'costs.json', json.dumps(result, indent=1).encode())
