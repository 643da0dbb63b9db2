"""Two checks that a ranking should pass: an ESM from 20 rows below the one from all rows of the same source, and no
gain from shuffled labels.

`python recipes/small_and_shuffled.py` trains what is missing, in build/; `make results` compares."""

from itertools import product
import numpy as np
from esm_nb import ESM
from esm_nb.scoring import scorer_of
from esm_nb.train.finetune import tune
import starter
from embedded import TARGETS, base, name_of, on_target, pairs, source_rows, target
from imitation import LEAK, maps_in_use, rounded, shared
from results import found, save
from side_by_side import side_by_side

FEW = 20
SHUFFLED = ['polarity_en', 'tate_titles', 'debian_use', 'home_intents_en']  # short texts, cheap to train on
VARIANTS = starter.ROOT / 'build/variants'
SEED = 0  # of the permutation of labels


def trained(slug, kind):
    "The ESM from the first 20 train rows of a source, or from all of them with permuted labels."
    directory = VARIANTS / f'{slug}-{kind}'
    if not (directory / 'config.json').exists():
        rows, n = source_rows(slug)
        texts, labels = rows.texts[:n], rows.labels[:n]
        if kind == 'few':
            texts, labels = texts[:FEW], labels[:FEW]
        if kind == 'shuffled':
            labels = np.random.default_rng(SEED).permutation(labels)
        model = tune(base(), texts, labels, rows.task, progress=True, what=f'{slug} {kind}')
        ESM.fit(pairs(slug)[0][: len(texts)], model.embed(texts)).save(directory)
    return ESM.load(directory)


def gain(scorer, esm):
    return [rounded(v, 2) for v in scorer(esm)[1:]]


def on(target_slug):
    "Gain and spread of every ESM on a target."
    t, leaks = target(target_slug), shared(target_slug)
    scorer = scorer_of(base().encode(t.texts), t.labels, t.task)
    tuned = lambda slug: rounded(
        len(t) * (scorer_of(on_target(slug, target_slug), t.labels, t.task).base - scorer.base), 2
    )
    few = {
        name_of(s): dict(few=gain(scorer, trained(s, 'few')), all=gain(scorer, maps_in_use(s)['exact']), tuned=tuned(s))
        for s in starter.STARTER
        if leaks.get(s, 0) <= LEAK
    }
    maps = {s: dict(shuffled=trained(s, 'shuffled'), true=maps_in_use(s)['exact']) for s in SHUFFLED}
    shuffled = {name_of(s): {kind: gain(scorer, esm) for kind, esm in both.items()} for s, both in maps.items()}
    return dict(few=few, shuffled=shuffled)


def small_and_shuffled():
    result = dict(few_rows=FEW, seed=SEED, targets={}) | found('small_and_shuffled')
    for slug in TARGETS:
        if slug in result['targets']:
            continue
        result['targets'][slug] = on(slug)
        save('small_and_shuffled', result)


def train(job):
    trained(*job)


if __name__ == '__main__':
    side_by_side(train, [*product(SHUFFLED, ['shuffled']), *product(starter.STARTER, ['few'])])
