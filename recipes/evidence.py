"""What can be known of every source for every target dataframe before any of their models is run, on the same draws of
rows as `cheap_truth.py`: gains of the maps, and the scores of hf-dataset-selector, which joins texts and whose LogME
has no intercept. `python recipes/evidence.py [TARGET ...]` adds to results/evidence.csv; what is there is not run
again. Needs the datasets of `labelled.py`."""

import sys
import pandas as pd
from esm_nb import rank_embeddings
from esm_nb.encoder import Encoder
from esm_nb.pool import Pool
from esm_nb.train.source import DEFAULT_BASE
from cheap_truth import DRAWS, draws, split
from grid import TARGETS, sources_for
from labelled import read, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base

CSV = RESULTS / 'evidence.csv'
COLUMNS = ['target', 'source', 'rows', *(f'{what}{i}' for what in 'gsp' for i in range(max(DRAWS.values())))]


def run(target):
    "g: gain and s: its spread, in nats; p: the peer's score, nats a row."
    (train, _), (texts, labels), pool = split(target), read(target), Pool.open('starter')
    pool = pool.filter(source=sources_for(target))
    texts, labels = [texts[i] for i in train], labels[train]
    X, joined = (encoder.encode(texts) for encoder in (base(), Encoder(DEFAULT_BASE, pairs='joined')))
    for n in DRAWS:
        found = pd.DataFrame(index=pd.Index(pool.names, name='source'), columns=COLUMNS[3:], dtype=float)
        for i, some in enumerate(draws(labels, n)):
            ours = rank_embeddings(X[some], labels[some], pool, task(target))
            peers = rank_embeddings(joined[some], labels[some], pool, task(target), variant='reference')
            for row in ours:
                found.loc[row.source, [f'g{i}', f's{i}']] = row.gain, row.spread
            for row in peers:
                found.loc[row.source, f'p{i}'] = row.score
        add_lines(CSV, found.reset_index().assign(target=target, rows=n), COLUMNS)


def evidence(targets):
    done = set(lines(CSV, COLUMNS).query(f'rows == {max(DRAWS)}').target)
    side_by_side(run, [target for target in targets if target not in done])


if __name__ == '__main__':
    evidence(sys.argv[1:] or TARGETS)
