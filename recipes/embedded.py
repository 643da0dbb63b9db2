"""The embeddings that experiments compare, before and after fine-tuning: one file each in build/, made once.

`python recipes/embedded.py [slug ...]` makes them beforehand, several sources at a time."""

import io, sys
from functools import lru_cache
import numpy as np
from esm_nb.models import load_model
from esm_nb.files import write_whole
from esm_nb.bundled import general_texts
from esm_nb.train.finetune import Tuned
import starter
from side_by_side import side_by_side
from starter import base, source_rows, tuned_directory
from targets import ROWS, TARGETS, parts

PAIRS, ON_TARGETS, ON_GENERAL = (starter.ROOT / 'build' / name for name in ('pairs', 'grid', 'general'))


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


def embedded(folder, texts, slug):
    "Embeddings of texts by the base, or after fine-tuning on a source."
    embed = tuned(slug).embed if slug else base().encode
    return kept(folder / f'{slug or "base"}.npz', lambda: dict(Z=embed(list(texts))))['Z']


def on_target(target, slug=None, rows=ROWS):
    "Of a target's rows to train on."
    folder = ON_TARGETS / (target if rows == ROWS else f'{target}-{rows}')
    return embedded(folder, parts(target, rows)[0].texts, slug)


def on_general(slug=None):
    "Of the texts of many kinds."
    return embedded(ON_GENERAL, general_texts(), slug)


def embed(slug):
    "All that experiments ask of a tuned model."
    pairs(slug)
    for t in TARGETS:
        on_target(t, slug)
    on_general(slug)


if __name__ == '__main__':
    side_by_side(embed, sys.argv[1:] or starter.STARTER)
