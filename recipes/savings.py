"""What ESMs save: ranking one target with them beside running every tuned model, in one run, on one core. Run it on a
quiet machine."""

import math, os, random, tempfile
from time import perf_counter
import numpy as np
import torch
from esm_nb import ESM, Encoder, Pool, logme, rank
from esm_nb.encoder import encode_batches
from esm_nb.models import load_model
from esm_nb.train.source import DEFAULT_BASE
from esm_nb.train.finetune import tune_model
import starter
from embedded import pairs
from results import found, save
from starter import base, source_rows, tuned_directory
from targets import parts

COUNTS, REPEATS, SEED = (8, 16, 32), 3, 0
MADE, STEPS = 8, 6  # making an ESM is timed on so many sources, fine-tuning on so many batches of each
TARGET = 'vader_tweets'


def target():
    return parts(TARGET, 500)[0]


def seconds(work, *args):
    start = perf_counter()
    result = work(*args)
    return perf_counter() - start, result


def one_core():
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    torch.set_num_threads(1)


def size(path):
    return sum(f.stat().st_size for f in path.iterdir())


def with_esms(names):
    "Load the base, embed the target, score every map. Nothing is remembered."
    with tempfile.TemporaryDirectory() as os.environ['XDG_CACHE_HOME']:
        return rank(target(), pool=Pool.open('starter').filter(source=names), progress=False)


def with_tuned(slug, tokens):
    "Load one tuned model, embed the target, take LogME."
    t = target()
    return logme(
        encode_batches(load_model(tuned_directory(slug)), tokens, base().pooling, base().tokenizer.pad),
        t.labels,
        t.task,
    )


def ranking_times(slugs):
    "One repeat: seconds with ESMs for each number of sources, and for each tuned model."
    names = [source.name for source in starter.sources(slugs)]
    esms = {n: seconds(with_esms, names[:n])[0] for n in COUNTS}
    tokenizing, tokens = seconds(lambda: Encoder(DEFAULT_BASE).tokens(target().texts))
    return esms, [
        tokenizing + seconds(with_tuned, slugs[0], tokens)[0],
        *(seconds(with_tuned, slug, tokens)[0] for slug in slugs[1:]),
    ]


def making_times(slug):
    """Seconds to embed a source's rows before and after fine-tuning and fit its map; and to fine-tune, from the first
    steps of it."""
    rows, n = source_rows(slug)
    tuning, _ = seconds(tune_model, base(), rows.texts[: STEPS * 32], rows.labels[: STEPS * 32], rows.task)
    tokens = base().tokens(base().joined(rows.texts))
    X, Z, _ = pairs(slug)
    embedding, _ = seconds(encode_batches, base().model, tokens, base().pooling, base().tokenizer.pad)
    return 2 * embedding + seconds(ESM.fit, X[:n], Z[:n])[0], tuning * math.ceil(n / 32) / STEPS


def spread(ratios):
    return dict(median=round(float(np.median(ratios)), 2), lowest=round(min(ratios), 2), highest=round(max(ratios), 2))


def at(n, repeats, fit, tuning):
    "How many times longer the tuned models take, and after how many rankings the ESMs have paid for themselves."
    esm, tuned = (np.array(t) for t in zip(*((esms[n], sum(models[:n])) for esms, models in repeats)))
    return dict(
        sources=n,
        times_longer=spread(tuned / esm),
        rankings_to_pay_for_fits=spread(n * fit / (tuned - esm)),
        rankings_to_pay_for_fine_tuning_too=spread(n * (fit + tuning) / (tuned - esm)),
    )


def disk():
    shipped, full = Pool.open('starter'), Pool.open(starter.FULL)
    tuned = np.mean([(tuned_directory(slug) / 'model.safetensors').stat().st_size for slug in starter.STARTER])
    return dict(
        tuned_over_shipped=round(tuned * len(shipped) / size(shipped.path), 1),
        tuned_over_full=round(tuned * len(full) / size(full.path), 1),
    )


def savings():
    if found('savings'):
        return
    one_core()
    slugs = random.Random(SEED).sample(starter.STARTER, max(COUNTS))
    for slug in slugs:
        (
            tuned_directory(slug) / 'model.safetensors'
        ).read_bytes()  # from memory in every repeat: the disk is not what is measured
    with_esms([source.name for source in starter.sources(slugs[:2])])  # the first call loads libraries
    repeats = []
    for _ in range(REPEATS):
        repeats.append(ranking_times(slugs))
        print('ranked', flush=True)
    fit, tuning = np.mean([making_times(slug) for slug in slugs[:: len(slugs) // MADE]], 0)
    save(
        'savings',
        dict(
            target=TARGET,
            rows=len(target()),
            repeats=REPEATS,
            seed=SEED,
            cores=1,
            ranked=[at(n, repeats, fit, tuning) for n in COUNTS],
            disk=disk(),
        ),
    )
