"""How maps of several kinds rank the earlier pool's sources for eight dataframes of 300 rows: `python
recipes/rankings.py` writes results/rankings.csv, a target at a time. Needs the tuned models of `starter.py` in build/.

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
from maps import maps, paper
from results import RESULTS
from starter import name_of, source_rows
from targets import ROWS, SAME_ITEMS, TARGETS, parts

with contextlib.chdir(tempfile.gettempdir()):  # it opens a log file where it is imported
    from hfselect.logme import LogME

RANKINGS = RESULTS / 'rankings.csv'


@cache
def scorer(target, rows):
    t = parts(target, rows)[0]
    return scorer_of(on_target(target, rows=rows), t.labels, t.task)


def by_maps(target, slug, rows):
    "Gain, spread and error of every map; on few rows, of the one that ships."
    t = parts(target, rows)[0]
    X, Z = on_target(target, rows=rows), on_target(target, slug, rows)
    base = logme(X, t.labels, t.task)
    for name, esm in maps(slug).items():
        error = fidelity(esm, X, Z)['mse']
        if isinstance(esm, ESM):
            _, gain, spread = scorer(target, rows)(esm)
            yield dict(ranker=name, score=gain, spread=spread, error=error)
        else:
            yield dict(ranker=name, score=len(t) * (logme(esm(X), t.labels, t.task) - base), error=error)


def by_tuned_model(target, slug, rows):
    "Its gain, on all rows and on two halves of them."
    t = parts(target, rows)[0]
    X, Z = on_target(target, rows=rows), on_target(target, slug, rows)
    for name, some in {'': slice(None), ', odd rows': slice(0, None, 2), ', even rows': slice(1, None, 2)}.items():
        gain = logme(Z[some], t.labels[some], t.task) - logme(X[some], t.labels[some], t.task)
        yield dict(ranker=f'LogME on the tuned model{name}', score=len(t.labels[some]) * gain)


def by_peer(target, slug, rows):
    "The score of hf-dataset-selector, its map and its LogME."
    t = parts(target, rows)[0]
    regression = t.task == 'regression'
    labels = t.labels if regression else np.unique(t.labels, return_inverse=True)[1]
    score = LogME(regression=regression).fit(paper(slug)(on_target(target, rows=rows)), labels)
    yield dict(ranker='hf-dataset-selector', score=score)


def by_record(target, slug, rows):
    "What is known without looking at a text."
    tasks = [fetch.sources()[s]['task'] for s in (slug, target)]
    yield dict(ranker='number of rows', score=source_rows(slug)[1])
    yield dict(ranker='same task', score=float(tasks[0] == tasks[1]))


@cache
def by_texts(rows):
    "Baselines that need the texts of both."
    sources = {s: source_rows(s)[0].texts for s in starter.STARTER}
    targets = {t: parts(t, rows)[0].texts for t in TARGETS}
    directions = {s: pairs(s)[0] for s in sources}
    return {
        'cosine of mean embeddings': mean_cosine(directions, {t: on_target(t, rows=rows) for t in TARGETS}),
        'shared vocabulary': vocabulary_overlap(sources, targets),
    }


def scores(target, slug, rows):
    for way in (by_maps, by_tuned_model, by_peer, by_record):
        yield from way(target, slug, rows)
    for name, table in by_texts(rows).items():
        yield dict(ranker=name, score=table.loc[slug, target])


def ranked(target, rows):
    for slug in starter.STARTER:
        if (slug, target) not in SAME_ITEMS:
            for row in scores(target, slug, rows):
                yield dict(source=name_of(slug), target=target, rows=rows) | row


def rankings():
    done = pd.read_csv(RANKINGS) if RANKINGS.exists() else pd.DataFrame(dict(target=[]))
    for target in TARGETS:
        if not (done.target == target).any():
            done = pd.concat([done, pd.DataFrame(ranked(target, ROWS))])
            columns = ['ranker', 'source', 'target', 'rows', 'score', 'spread', 'error']
            write_whole(RANKINGS, done[columns].to_csv(index=False, float_format='%.5g').encode())
            print(target, flush=True)


if __name__ == '__main__':
    rankings()
