"""The sources on PyPI and in Debian, and the base. `python recipes/starter.py [SLUG ...]` fine-tunes on those of the
earlier pool, for the older results; full maps and tuned models stay in build/."""

import shutil, sys
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote
import numpy as np
from esm_nb.encoder import Encoder
from esm_nb.models import best_device
from esm_nb.esm import ESM
from esm_nb.moments import Moments
from esm_nb.pool import Pool
from esm_nb.train.build import train_esm
from esm_nb.train.source import DEFAULT_BASE, Source
import fetch
from side_by_side import side_by_side

ROOT = Path(__file__).parent.parent
MAPS, FULL, TUNED, SHIPPED = (
    ROOT / 'build/maps',
    ROOT / 'build/starter',
    ROOT / 'build/tuned',
    ROOT / 'esm_nb/pools/starter',
)
ROWS = 10_000 if best_device() == 'cuda' else 2_000
RANK, DTYPE = 48, 'int8'  # what a shipped map keeps: see nbs/explanations/compression.ipynb
STARTER = [  # what ships: free licences only
    'vader_nyt',
    'vader_amazon',
    'polarity_en',
    'polarity_fr',
    'polarity_nl',
    'tate_titles',
    'sms_spam',
    'wordnet_nouns',
    'wordnet_verbs',
    'wordnet_frequency',
    'wordnet_senses',
    'wordnet_relations',
    'wordnet_opposites',
    'home_intents_en',
    'home_intents_de',
    'home_intents_es',
    'home_intents_fr',
    'home_intents_it',
    'home_intents_nl',
    'debian_en',
    'debian_de',
    'debian_fr',
    'debian_it',
    'debian_en_de',
    'debian_size',
    'debian_role',
    'debian_use',
    'debian_language',
    'manpages_de',
    'gcide',
    'foldoc',
    'icd10',
    'naics',
    'emoji_en',
]
DETAILS = ('description', 'language', 'license', 'citation', 'url', 'how')
SAMPLE = 200  # texts of each source in whose metric maps are compressed


def as_source(slug, meta):
    how = fetch.how(slug)
    if meta['language'] != 'en':
        meta = meta | dict(
            description=f"{meta['description']} Not in English, though the base model's vocabulary is English."
        )
    return Source(
        meta['source'],
        lambda: fetch.load(slug),
        meta['text'],
        meta['label'],
        meta['task'],
        how=how,
        **{k: meta[k] for k in DETAILS if k != 'how'},
    )


def sources(slugs):
    recipes = fetch.sources()
    return [as_source(slug, recipes[slug]) for slug in slugs]


@cache
def base():
    return Encoder(DEFAULT_BASE)


@cache
def half_base():
    """In bfloat16, to embed in little more than half of the time; what fine-tuning has changed in an embedding is
    otherwise by 1e-4 of its square."""
    import torch

    encoder = Encoder(DEFAULT_BASE)
    encoder.model.to(torch.bfloat16)
    return encoder


@cache
def source_rows(slug, most=ROWS):
    "The very rows that `train_esm` takes, and how many of them it trains on."
    rows = sources([slug])[0].target(most * 5 // 4, seed=0)
    return rows, len(rows) - len(rows) // 5


def name_of(slug):
    return fetch.sources()[slug]['source']


def tuned_directory(slug):
    return TUNED / quote(name_of(slug), safe=' ')


def train(slug):
    "Fine-tune on a source, and keep its map and its tuned model, unless they are there."
    source, folder = sources([slug])[0], tuned_directory(slug)
    if (MAPS / slug / 'config.json').exists():
        return
    if (folder / 'config.json').exists():
        esm = train_esm(source, base(), ROWS, tuned=folder, progress=False)
        esm.info = replace(esm.info, **said_of_tuning(source.name))
    else:
        esm = train_esm(source, base(), ROWS, keep=folder, progress=False)
    esm.save(MAPS / slug)


def said_of_tuning(name):
    "What the pool that is there says of a fine-tuning: a map can be fitted again without it."
    pool = Pool.open('starter')
    record = asdict(pool[name].info) if name in pool else {}
    return {f: v for f, v in record.items() if f == 'tuned_metric' or f.startswith('lm_')}


def sample_moments(encoder, sources):
    """Moments of base embeddings, of the same number of texts from every source."""
    return sum(Moments.of(encoder.encode(s.target(SAMPLE, seed=0).texts), np.zeros((SAMPLE, 1))) for s in sources)


def full_pool(slugs):
    "The maps as they were fitted, as one pool."
    shutil.rmtree(FULL, ignore_errors=True)
    return Pool.create(FULL, map(ESM.load, (MAPS / slug for slug in slugs)), sha256=base().sha256)


if __name__ == '__main__':
    side_by_side(train, sys.argv[1:] or STARTER)
