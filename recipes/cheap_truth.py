"""What every source of the pool is worth for every target dataframe, cheaply: a linear head on the embeddings of the
tuned model. `python recipes/cheap_truth.py [TARGET ...]`

Each target and source is a line for each number of rows in results/cheap_truth.csv: what a head reaches on rows that
were held out, in several draws (v0, v1, ...), and the log evidence of those draws (e0, ...), nats a row. Lines without
a source are of the base as it is. What is there is not run again. Needs the datasets of `labelled.py`."""

import sys
from copy import deepcopy
from itertools import count, islice
import numpy as np
import pandas as pd
import torch
from esm_nb.evidence import condense_rows, optimum, posterior_mean
from esm_nb.pairs import features, scales
from esm_nb.pool import Pool
from esm_nb.tasks import label_columns, metric, task_of
from esm_nb.train.finetune import embed_each
from grid import TARGETS, sources_for
from labelled import read, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base, half_base

CSV = RESULTS / 'cheap_truth.csv'
DRAWS = {20: 5, 50: 5, 100: 5, 300: 5, 1000: 1}  # of so many rows; all of a target's are 1,000
COLUMNS = ['target', 'source', 'rows', *(f'{what}{i}' for what in 've' for i in range(max(DRAWS.values())))]
TRAIN, HELD_OUT = 1000, 400  # rows of a target that are drawn from, and that judge
AT_ONCE = 40  # sources between two times that lines are written


def split(target):
    "Rows that are drawn from, and that judge; no text is in both."
    texts, labels = read(target)
    order = np.random.default_rng(2000).permutation(len(texts))
    judge, seen = order[:HELD_OUT], {texts[i] for i in order[:HELD_OUT]}
    return [i for i in order[HELD_OUT:] if texts[i] not in seen][:TRAIN], judge


def draws(labels, n):
    "The first draws of so many rows that have two labels or more."
    all_draws = (np.random.default_rng(seed).permutation(len(labels))[:n] for seed in count())
    return list(islice((some for some in all_draws if len(set(labels[some])) > 1), DRAWS[n]))


def judged(target, Z, train, judge):
    "A dict for each number of rows: what a head on the tuned embeddings reaches, and the evidence."
    labels, of_task = read(target)[1], task_of(task(target))
    mine, held_out = labels[train], labels[judge]
    scale = scales(Z[: len(train)])
    F = features(Z) / scale
    for n in DRAWS:
        found = dict(rows=n)
        for i, some in enumerate(draws(mine, n)):
            Y, classes = label_columns(mine[some], task(target))
            Y = (Y - Y.mean(0)) / Y.std(0) if of_task.standardise else Y
            rows = condense_rows(F[some], Y)
            best = optimum(rows)
            out = (F[len(train) :] - rows.mean_x) @ posterior_mean(best) + rows.mean_y
            found[f'v{i}'] = metric(held_out, of_task.predict(out, classes), task(target))
            found[f'e{i}'] = best.log_evidence.mean() / n
        yield found


def run(job):
    target, sources = job
    train, judge = split(target)
    texts, pool = [read(target)[0][i] for i in (*train, *judge)], Pool.open('starter')
    tuned = (pool.tuned(name, base()) if name else deepcopy(base().model) for name in sources)
    models = (model.to(torch.bfloat16) for model in tuned)
    for name, Z in zip(sources, embed_each(half_base(), texts, models)):
        found = [dict(target=target, source=name) | line for line in judged(target, Z, train, judge)]
        add_lines(CSV, pd.DataFrame(found, columns=COLUMNS), COLUMNS)


def cheap_truth(targets):
    done = set(lines(CSV, COLUMNS)[['target', 'source']].itertuples(index=False, name=None))
    jobs = []
    for target in targets:
        left = [name for name in ('', *sources_for(target)) if (target, name) not in done]
        jobs += [(target, left[i : i + AT_ONCE]) for i in range(0, len(left), AT_ONCE)]
    side_by_side(run, jobs)


if __name__ == '__main__':
    torch.set_num_threads(1)
    cheap_truth(sys.argv[1:] or TARGETS)
