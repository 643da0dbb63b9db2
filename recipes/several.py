"""Are several sources worth more than one? `python recipes/several.py` adds its runs to results/several.csv,
and does none again. Needs the tuned models of `starter.py` in build/, results/transfer_grid.csv and
results/rankings.csv.

Sources are fine-tuned on in turn, the first one last; and all at once, in one mix, where they have the same task. A mix
is one dataset: of numbers, standardised in each source; of classes, those of all sources beside each other. Two choices
of sources are tried:

- The two and the three best, as the transfer grid has them in the mean over its seeds, for three dataframes where a
  source pays. That is more than a ranking could know: if these don't win, a search for better ones is not worth it.
- The first three of the ranking, wherever three gain what it takes to help, with up to 100 rows."""

from itertools import product
import numpy as np
import pandas as pd
from esm_nb.encoder import load_model
from esm_nb.scoring import verdict_of
from esm_nb.train.finetune import keep_model, tune_model
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import ROOT, base, name_of, source_rows, tuned_directory
from transfer_grid import EPOCHS, RATE, ROWS, SOURCES, STOP, fine_tuned
import transfer_grid

TARGETS, SEEDS = ['vader_tweets', 'debian_en_fr', 'foldoc_terms'], (0, 1, 2)
RUNS, TUNED = RESULTS / 'several.csv', ROOT / 'build/several'
COLUMNS = ['target', 'sources', 'how', 'rows', 'seed', 'metric', 'value']
SLUGS = {name_of(s): s for s in SOURCES}


def best(target):
    "The three sources that gave most, best first."
    runs = lines(transfer_grid.GRID, transfer_grid.COLUMNS[transfer_grid.GRID])
    runs = runs.query(
        'target == @target and rows == @ROWS and enough == @STOP and metric != "macro-F1" and source != ""'
    )
    return [SLUGS[name] for name in runs.groupby('source').value.mean().nlargest(3).index]


def named():
    "Target, rows, and the first three of the ranking, where three gain what it takes to help."
    said = pd.read_csv(RESULTS / 'rankings.csv').query('ranker == "ESM as shipped" and rows <= 100')
    helps = [verdict_of(*gain) == 'helps' for gain in zip(said.score, said.spread)]
    helpful = said[helps].sort_values('score', ascending=False)
    for (target, rows), some in helpful.groupby(['target', 'rows']):
        if len(some) >= 3:
            yield target, rows, tuple(SLUGS[name] for name in some.source[:3])


def train_rows(source):
    rows, n = source_rows(source)
    return rows.texts[:n], rows.labels[:n], rows.task


def in_turn(sources):
    "The directory of a model that was fine-tuned on several sources, the first of them last."
    if len(sources) == 1:
        return tuned_directory(sources[0])
    folder = TUNED / ' after '.join(sources)
    if not (folder / 'config.json').exists():
        start = load_model(in_turn(sources[1:]))
        keep_model(tune_model(base(), *train_rows(sources[0]), start, what=folder.name), folder)
    return folder


def mixed(sources):
    "The directory of a model that was fine-tuned on several sources at once."
    folder = TUNED / ' with '.join(sources)
    if not (folder / 'config.json').exists():
        texts, labels, tasks = zip(*map(train_rows, sources))
        numbers = tasks[0] == 'regression'
        own = lambda at, y: (y - y.mean()) / y.std() if numbers else np.array([f'{at}: {label}' for label in y])
        labels = np.concatenate([own(at, y) for at, y in enumerate(labels)])
        keep_model(tune_model(base(), sum(texts, []), labels, tasks[0], what=folder.name), folder)
    return folder


WAYS = {'in turn': in_turn, 'one mix': mixed}


def jobs():
    "Target, rows, sources, and how: nothing first, the first source, and sets of the first two and three."
    for target in TARGETS:
        three = best(target)
        for n, way in [(0, ''), (1, 'in turn'), *product((2, 3), WAYS)]:
            yield target, ROWS, tuple(three[:n]), way
    for target, rows, three in sorted(named(), key=lambda it: it[1]):
        for n, way in [(0, ''), (1, 'in turn'), *product((3,), WAYS)]:
            yield target, rows, three[:n], way


def possible(sources, way):
    return way != 'one mix' or len({train_rows(s)[2] for s in sources}) == 1


def run(job):
    "All seeds of fine-tuning on a target after a set."
    (target, rows, sources, way), seeds = job
    folder = WAYS[way](sources) if sources else None
    names = ' + '.join(map(name_of, sources))
    for seed in seeds:
        model = load_model(folder) if folder else None
        budget = dict(num_train_epochs=EPOCHS[rows], learning_rate=RATE, stop_loss_ratio=STOP)
        _, found = fine_tuned(base(), target, rows, model, seed, f'{target} after {names}', **budget)
        facts = dict(target=target, sources=names, how=way, rows=rows, seed=seed)
        add_lines(RUNS, [facts | dict(metric=m, value=v) for m, v in found.items()], COLUMNS)


def missing():
    done = {(r.target, r.rows, r.sources, r.how, r.seed) for r in lines(RUNS, COLUMNS).itertuples()}
    for target, rows, sources, way in dict.fromkeys(jobs()):
        left = [s for s in SEEDS if (target, rows, ' + '.join(map(name_of, sources)), way, s) not in done]
        if left and possible(sources, way):
            yield (target, rows, sources, way), left


def several():
    side_by_side(run, missing())


if __name__ == '__main__':
    several()
