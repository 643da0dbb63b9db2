"""Every map that is compared: the ones that ship, other ways of fitting them, and maps of models that learned next to
nothing."""

from functools import cache
from itertools import product
import numpy as np
from esm_nb import ESM, Moments, Pool
from esm_nb.bundled import general_texts
from esm_nb.train.build import OWN_TEXTS
from esm_nb.train.finetune import tune_model
import starter
from embedded import on_general, pairs
from nonlinear import network
from side_by_side import side_by_side
from starter import base, name_of, source_rows

PAPER = "ESM, its own texts only, the paper's optimiser"
RANKS = (2, 4, 8, 16, 32, 64, 128)
FEW, SEED = 20, 0
SHUFFLED = ['polarity_en', 'tate_titles', 'debian_use', 'home_intents_en']  # short texts, cheap to train on
VARIANTS = starter.ROOT / 'build/variants'


@cache
def texts_to_fit(slug):
    "Pairs of embeddings: of the source's texts that were trained on, of some of these, and of the general texts."
    X, Z, n = pairs(slug)
    own = set(source_rows(slug)[0].texts)
    at = [i for i, text in enumerate(general_texts()) if text not in own]
    few = min(n, OWN_TEXTS)
    return dict(own=(X[:n], Z[:n]), few=(X[:few], Z[:few]), general=(on_general()[at], on_general(slug)[at]))


def fitted(slug, *kinds):
    return ESM.fit_moments(sum(Moments.of(*texts_to_fit(slug)[k]) for k in kinds))


@cache
def sample_moments():
    return starter.sample_moments(base(), starter.sources(starter.STARTER))


def trained(slug, kind):
    "The map of a model that was fine-tuned on 20 rows of a source only, or on permuted labels."
    directory = VARIANTS / f'{slug}-{kind}-general'
    if not (directory / 'config.json').exists():
        rows, n = source_rows(slug)
        texts, labels = rows.texts[:n], rows.labels[:n]
        if kind == 'few':
            texts, labels = texts[:FEW], labels[:FEW]
        if kind == 'shuffled':
            labels = np.random.default_rng(SEED).permutation(labels)
        model = tune_model(base(), texts, labels, rows.task, what=f'{slug} {kind}')
        ESM.fit(on_general(), model.embed(list(general_texts()))).save(directory)
    return ESM.load(directory)


@cache
def paper(slug):
    "The map of the paper: the source's own texts, and its optimiser."
    X, Z, n = pairs(slug)
    return ESM.fit(X[:n], Z[:n], 'sgd')


def linear_maps(slug):
    esm = ESM.load(starter.MAPS / slug)
    return {
        'ESM': esm,
        'ESM as shipped': Pool.open('starter')[name_of(slug)],
        **{f'ESM of rank {r}': esm.compress(r, sample_moments()) for r in RANKS},
        'ESM, general texts only': fitted(slug, 'general'),
        'ESM, general texts and all of its own': fitted(slug, 'general', 'own'),
        'ESM, its own texts only': fitted(slug, 'own'),
        PAPER: paper(slug),
    }


@cache
def maps(slug):
    few = {'ESM from 20 rows': trained(slug, 'few')}
    shuffled = {'ESM from shuffled labels': trained(slug, 'shuffled')} if slug in SHUFFLED else {}
    X, Z = (np.concatenate(both) for both in zip(*(texts_to_fit(slug)[k] for k in ('general', 'few'))))
    return linear_maps(slug) | {'network': network(slug, X, Z)} | few | shuffled


def train(job):
    trained(*job)


if __name__ == '__main__':
    side_by_side(train, [*product(SHUFFLED, ['shuffled']), *product(starter.STARTER, ['few'])])
