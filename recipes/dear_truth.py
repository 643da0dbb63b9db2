"""What fine-tuning after a source adds to fine-tuning alone: the loop of `fine_tune`, on a part of the sources.
`python recipes/dear_truth.py [TARGET ...]`

For each dataframe of `grid.py`, with 50 and with 300 rows: the first five sources of several ways to rank, and others
drawn at random up to 24 in all, so that means over all sources can be estimated without bias. Two seeds each, and five
alone. Every run adds its line to results/dear_truth.csv, and what is there is not run again. Needs the datasets of
`labelled.py`, and results/cheap_truth.csv, whose rows and judges it shares."""

import sys, time
from itertools import product
import numpy as np
from esm_nb.pool import Pool
from esm_nb.tasks import metric
from cheap_truth import draws, split
from expected import firsts
from few_rows import fine_tune
from grid import TARGETS, sources_for
from labelled import read, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base

CSV = RESULTS / 'dear_truth.csv'
COLUMNS = ['target', 'rows', 'source', 'seed', 'value', 'seconds']
ROWS, SEEDS, ALONE, SOURCES, FIRST = (50, 300), 2, 5, 24, 5


def chosen(target, ranked):
    "The first of each way to rank, and some at random."
    first = list(dict.fromkeys(name for names in ranked for name in names[:FIRST]))
    others = np.random.default_rng(24).permutation([s for s in sources_for(target) if s not in first])
    return first + list(map(str, others[: max(0, SOURCES - len(first))]))


def run(job):
    target, n, source, seed = job
    (train, judge), (texts, labels) = split(target), read(target)
    some = [train[i] for i in draws(labels[train], n)[0]]
    model = Pool.open('starter').tuned(source, base()) if source else None
    start = time.process_time()
    tuned = fine_tune([texts[i] for i in some], labels[some], task(target), model, seed)
    seconds = round(time.process_time() - start, 1)
    value = metric(labels[judge], tuned.predict(tuned.embed([texts[i] for i in judge])), task(target))
    add_lines(CSV, [dict(target=target, rows=n, source=source, seed=seed, value=value, seconds=seconds)], COLUMNS)


def dear_truth(targets):
    done = set(lines(CSV, COLUMNS)[COLUMNS[:4]].itertuples(index=False, name=None))
    jobs = []
    for n in ROWS:
        ranked = firsts(n, FIRST)
        for target in (t for t in targets if t in ranked):
            jobs += [(target, n, '', seed) for seed in range(ALONE)]
            jobs += [(target, n, *more) for more in product(chosen(target, ranked[target]), range(SEEDS))]
    side_by_side(run, [job for job in jobs if job not in done])


if __name__ == '__main__':
    dear_truth(sys.argv[1:] or TARGETS)
