"""Labelled datasets that the field knows, as rows to train on and to judge by. `python recipes/labelled.py [SLUG ...]`
reads them from public repositories, each file at a commit, checks them, and keeps up to 4,000 rows of each.

They lie in build/data/, a file SLUG.jsonl.gz each, with a line for each row: {"text": …, "label": …}, or "text_a",
"text_b", … where a row is several texts; labelled.jsonl says what each is, whose, and how it is read. The rows that the
results were made with were drawn by another hand, so what is made from nothing differs as from draw to draw."""

import gzip, json, sys
from functools import cache
from urllib.error import URLError
import numpy as np
import fetch
from results import RESULTS
from side_by_side import side_by_side
from starter import ROOT

DATA = ROOT / 'build/data'
ROWS, LONGEST, HELD_OUT = 4_000, 4_000, 400  # rows and characters that are kept; rows to judge by
INFO = {d['slug']: d for d in map(json.loads, (RESULTS.parent / 'recipes/labelled.jsonl').read_text().splitlines())}


def task(slug):
    return INFO[slug]['task']


def measure(slug):
    return 'accuracy' if task(slug) == 'classification' else 'mean of Pearson and Spearman'


def how(slug):
    "The code that reads all of a dataset from its repository."
    meta = INFO[slug]
    shared = dict(title=meta['about'], repo=meta['repo'], commit=meta['commit'])
    return fetch.code(meta['script'], shared | meta['values'] if 'values' in meta else None)


def keep(slug):
    "Fetch a dataset, unless its rows are there."
    place = DATA / f'{slug}.jsonl.gz'
    if place.exists():
        return
    try:
        df = fetch.run(how(slug), slug)
    except URLError as e:
        raise ConnectionError(f"https://github.com/{INFO[slug]['repo']} can't be reached ({e.reason})") from None
    fetch.check(df, INFO[slug]['sha256'], slug)
    fits = df.drop(columns='label').map(lambda text: 0 < len(text.strip()) <= LONGEST).all(axis=1)
    rows = df[fits].sample(frac=1, random_state=0)[:ROWS]
    rows['label'] = rows['label'].astype(str if task(slug) == 'classification' else float)
    DATA.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f'.{slug}.part')
    rows.to_json(part, orient='records', lines=True, force_ascii=False, compression='gzip')
    part.rename(place)


@cache
def read(slug):
    "Texts and labels of all rows, fetched unless they are there; a text is a string, or a tuple of strings."
    keep(slug)
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


if __name__ == '__main__':
    side_by_side(keep, sys.argv[1:] or list(INFO))
