"""The embeddings that experiments compare, before and after fine-tuning: one file each in build/, made once.

`python recipes/embedded.py [slug ...]` makes them beforehand, several sources at a time."""

import io, sys
from functools import cache, lru_cache
from urllib.parse import quote
import numpy as np
from esm_nb import Target
from esm_nb.models import load_model
from esm_nb.files import write_whole
from esm_nb.train.finetune import Tuned
import fetch, starter
from side_by_side import side_by_side
from starter import base

PAIRS, ON_TARGETS, ON_GENERAL = (
    starter.ROOT / 'build/pairs',
    starter.ROOT / 'build/targets',
    starter.ROOT / 'build/general',
)
TARGETS = [
    'vader_tweets',
    'crowdflower_sentiment',
    'movie_sentences',
    'brown_genres',
    'reuters_r8',
    'bbc_news',
    'reviews_fr',
]
ROWS = 500  # of a target: few rows are the case here
GENERAL = dict.fromkeys(starter.STARTER, 80) | dict(
    sotu_year=300, lintian=300, spam_assassin=300, ua_gec=150, emoji_fr=100
)  # texts of many kinds and lengths, all free to ship, none a target's


@cache
def target(slug):
    meta = fetch.sources()[slug]
    return Target.from_frame(fetch.load(slug), meta['text'], meta['label'], meta['task'], ROWS)


@cache
def source_rows(slug):
    "The very rows that `train_esm` took, and how many of them it trained on."
    rows = starter.sources([slug])[0].target(starter.ROWS * 5 // 4, seed=0)
    return rows, len(rows) - len(rows) // 5


def name_of(slug):
    return fetch.sources()[slug]['source']


def tuned_directory(slug):
    return starter.TUNED / quote(name_of(slug), safe=' ')


@lru_cache(1)
def tuned(slug):
    return Tuned(base(), load_model(tuned_directory(slug)))


def kept(path, make):
    "Arrays from a file, made if it isn't there."
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        np.savez(buffer, **make())
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


@cache
def general_texts():
    "A sample of every kind: what is embedded before and after each fine-tuning, beside a source's own texts."
    recipes = fetch.sources()
    frames = {
        slug: fetch.load(slug)[recipes[slug]['text']].sample(rows, random_state=0) for slug, rows in GENERAL.items()
    }
    return [t[0] if len(t) == 1 else t for frame in frames.values() for t in frame.itertuples(index=False, name=None)]


def on_general(slug):
    "Embeddings of the general texts after fine-tuning on a source."
    return kept(ON_GENERAL / f'{slug}.npz', lambda: dict(Z=tuned(slug).embed(general_texts())))['Z']


def embed(slug):
    "All that experiments ask of a tuned model."
    pairs(slug)
    for t in TARGETS:
        on_target(slug, t)
    on_general(slug)


if __name__ == '__main__':
    side_by_side(embed, sys.argv[1:] or starter.STARTER)
