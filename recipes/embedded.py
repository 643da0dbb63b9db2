"""The embeddings that experiments compare, before and after fine-tuning: one file each in build/, made once.

`python recipes/embedded.py [slug ...]` makes them for some sources, so that processes can share the work."""
import io, sys
from functools import cache, lru_cache
from urllib.parse import quote
import numpy as np
from esm_nb import Encoder, Target
from esm_nb.encoder import load_model
from esm_nb.esm import write_whole
from esm_nb.train import DEFAULT_BASE, Tuned
import fetch, starter

PAIRS, ON_TARGETS = starter.ROOT / 'build/pairs', starter.ROOT / 'build/targets'
TARGETS = ['vader_tweets', 'crowdflower_sentiment', 'movie_sentences', 'brown_genres', 'reuters_r8', 'bbc_news', 'reviews_fr']
ROWS = 500   # of a target: few rows are the case here


@cache
def base(): return Encoder(DEFAULT_BASE)


@cache
def target(slug):
    meta = fetch.sources()[slug]
    return Target.from_frame(fetch.load(slug), meta['text'], meta['label'], meta['task'], ROWS)


@cache
def source_rows(slug):
    "The very rows that `train_esm` took, and how many of them it trained on."
    rows = starter.sources([slug])[0].target(starter.ROWS * 5 // 4, seed=0)
    return rows, len(rows) - len(rows) // 5


def name_of(slug): return fetch.sources()[slug]['source']


def tuned_directory(slug): return starter.TUNED / quote(name_of(slug), safe=' ')


@lru_cache(1)
def tuned(slug): return Tuned(base(), load_model(tuned_directory(slug)))


def kept(path, make):
    "Arrays from a file, made if it isn't there."
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO(); np.savez(buffer, **make())
        write_whole(path, buffer.getvalue())
    return dict(np.load(path))


def pairs(slug):
    "Base and tuned embeddings of a source's rows, and how many of them were trained on."
    def make():
        rows, _ = source_rows(slug)
        return dict(X=base().encode(rows.texts), Z=tuned(slug).embed(rows.texts))
    return *kept(PAIRS / f'{slug}.npz', make).values(), source_rows(slug)[1]


def on_target(slug, target_slug):
    "A target's embeddings after fine-tuning on a source."
    make = lambda: dict(Z=tuned(slug).embed(target(target_slug).texts))
    return kept(ON_TARGETS / target_slug / f'{slug}.npz', make)['Z']


if __name__ == '__main__':
    for slug in sys.argv[1:] or starter.STARTER:
        X, Z, n = pairs(slug)
        for t in TARGETS: on_target(slug, t)
        print(slug, X.shape, n, flush=True)
