"""Labelled datasets that the field knows, as rows to train on and to judge by. They lie in build/data/, a file
SLUG.jsonl.gz each, with a line for each row: {"text": …, "label": …}, or "text_a", "text_b", … where a row is several
texts; labelled.jsonl says what each is, whose, and from which files of which repository it was read."""

import gzip, json
from functools import cache
import numpy as np
from results import RESULTS
from starter import ROOT

DATA = ROOT / 'build/data'
HELD_OUT = 400
INFO = {d['slug']: d for d in map(json.loads, (RESULTS.parent / 'recipes/labelled.jsonl').read_text().splitlines())}


def task(slug):
    return INFO[slug]['task']


def measure(slug):
    return 'accuracy' if task(slug) == 'classification' else 'mean of Pearson and Spearman'


@cache
def read(slug):
    "Texts and labels of all rows; a text is a string, or a tuple of strings."
    with gzip.open(DATA / f'{slug}.jsonl.gz', 'rt', encoding='utf-8') as lines:
        rows = [json.loads(line) for line in lines]
    names = [name for name in rows[0] if name != 'label']
    texts = [r['text'] if names == ['text'] else tuple(r[name] for name in names) for r in rows]
    return texts, np.array([r['label'] for r in rows])


def draw(slug, rows, seed):
    "Texts and labels to train on, then to judge by; no text is in both, and fewer rows are the first of more."
    texts, labels = read(slug)
    order = np.random.default_rng(1000 + seed).permutation(len(texts))
    judge = order[:HELD_OUT]
    seen = {texts[i] for i in judge}
    train = [i for i in order[HELD_OUT:] if texts[i] not in seen][:rows]
    return [texts[i] for i in train], labels[train], [texts[i] for i in judge], labels[judge]
