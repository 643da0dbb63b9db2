"""How everyone would rank the sources of the starter pool for the targets of the transfer grid: `python
recipes/rankings.py` writes results/rankings.csv, a target at a time. Needs the tuned models of `make pool` in build/.

A score with a zero, fine-tuning alone, is a gain; it comes with its spread where there is one, and a map with its error
on the target's texts, relative to no map."""

import contextlib, tempfile
from functools import cache
import numpy as np, pandas as pd
from esm_nb import ESM, logme
from esm_nb.evaluate import mean_cosine, vocabulary_overlap
from esm_nb.files import write_whole
from esm_nb.scoring import scorer_of
from esm_nb.train.build import fidelity
import fetch, starter
from embedded import on_target, pairs
from maps import PAPER, maps
from results import RESULTS
from starter import name_of, source_rows
from targets import SAME_ITEMS, TARGETS, parts

with contextlib.chdir(tempfile.gettempdir()):  # it opens a log file where it is imported
    from hfselect.logme import LogME

RANKINGS = RESULTS / 'rankings.csv'


def by_maps(target, slug):
    "Gain, spread and error of every map."
    t = parts(target)[0]
    X, Z = on_target(target), on_target(target, slug)
    base = logme(X, t.labels, t.task)
    scorer = scorer_of(X, t.labels, t.task)
    for name, esm in maps(slug).items():
        error = fidelity(esm, X, Z)['mse']
        if isinstance(esm, ESM):
            _, gain, spread = scorer(esm)
            yield dict(ranker=name, score=gain, spread=spread, error=error)
        else:
            yield dict(ranker=name, score=len(t) * (logme(esm(X), t.labels, t.task) - base), error=error)


def by_tuned_model(target, slug):
    "Its gain, on all rows and on two halves of them."
    t = parts(target)[0]
    X, Z = on_target(target), on_target(target, slug)
    for name, some in {'': slice(None), ', odd rows': slice(0, None, 2), ', even rows': slice(1, None, 2)}.items():
        gain = logme(Z[some], t.labels[some], t.task) - logme(X[some], t.labels[some], t.task)
        yield dict(ranker=f'LogME on the tuned model{name}', score=len(t.labels[some]) * gain)


def by_peer(target, slug):
    "The score of hf-dataset-selector, its map and its LogME."
    t, regression = parts(target)[0], parts(target)[0].task == 'regression'
    labels = t.labels if regression else np.unique(t.labels, return_inverse=True)[1]
    yield dict(
        ranker='hf-dataset-selector',
        score=LogME(regression=regression).fit(maps(slug)[PAPER](on_target(target)), labels),
    )


def by_record(target, slug):
    "What is known without looking at a text."
    tasks = [fetch.sources()[s]['task'] for s in (slug, target)]
    yield dict(ranker='number of rows', score=source_rows(slug)[1])
    yield dict(ranker='same task', score=float(tasks[0] == tasks[1]))


@cache
def by_texts():
    "Baselines that need the texts of both."
    sources = {s: source_rows(s)[0].texts for s in starter.STARTER}
    targets = {t: parts(t)[0].texts for t in TARGETS}
    directions = {s: pairs(s)[0] for s in starter.STARTER}
    return {
        'cosine of mean embeddings': mean_cosine(directions, {t: on_target(t) for t in TARGETS}),
        'shared vocabulary': vocabulary_overlap(sources, targets),
    }


def scores(target, slug):
    for way in (by_maps, by_tuned_model, by_peer, by_record):
        yield from way(target, slug)
    for name, table in by_texts().items():
        yield dict(ranker=name, score=table.loc[slug, target])


def ranked(target):
    for slug in starter.STARTER:
        if (slug, target) not in SAME_ITEMS:
            for row in scores(target, slug):
                yield dict(source=name_of(slug), target=target) | row


def rankings():
    done = pd.read_csv(RANKINGS) if RANKINGS.exists() else pd.DataFrame(dict(target=[]))
    for target in TARGETS:
        if target not in set(done.target):
            done = pd.concat([done, pd.DataFrame(ranked(target))])
            columns = ['ranker', 'source', 'target', 'score', 'spread', 'error']
            write_whole(RANKINGS, done[columns].to_csv(index=False, float_format='%.5g').encode())
            print(target, flush=True)


if __name__ == '__main__':
    rankings()
