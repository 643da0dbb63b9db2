"""How well does an ESM imitate fine-tuning? results/imitation.json, on held-out rows of the sources themselves."""

from esm_nb import ESM, logme
from esm_nb.train.build import fidelity
import fetch, starter
from embedded import pairs
from maps import maps, texts_to_fit
from results import found, save
from starter import name_of, source_rows

SGD_SEEDS = (0, 1, 2)
LEFT_OUT = 'ESM from'  # maps of models that learned something else


def rounded(x, digits=4):
    return round(float(x), digits)


def compared(slug):
    linear = {name: esm for name, esm in maps(slug).items() if not name.startswith(LEFT_OUT)}
    return linear | {f'sgd {seed}': ESM.fit(*texts_to_fit(slug)['own'], 'sgd', seed=seed) for seed in SGD_SEEDS}


def imitated(slug):
    "Held-out fidelity of a source's maps, and LogME of what they make beside what fine-tuning made."
    X, Z, n = pairs(slug)
    rows, _ = source_rows(slug)
    score = lambda F: rounded(logme(F[n:], rows.labels[n:], rows.task))
    moved = ((Z[n:] - X[n:]) ** 2).sum() / ((X[n:] - X[n:].mean(0)) ** 2).sum()
    return dict(
        task=rows.task,
        language=fetch.sources()[slug]['language'],
        texts=len(fetch.sources()[slug]['text']),
        rows=n,
        held_out=len(X) - n,
        moved=rounded(moved),
        logme_base=score(X),
        logme_tuned=score(Z),
        maps={name: fidelity(esm, X[n:], Z[n:]) | dict(logme=score(esm(X))) for name, esm in compared(slug).items()},
    )


def imitation():
    result = dict(sgd_learning_rate=1e-2, sources={}) | found('imitation')
    for slug in starter.STARTER:
        if name_of(slug) in result['sources']:
            continue
        result['sources'][name_of(slug)] = imitated(slug)
        save('imitation', result)
        print(slug, {k: v['mse'] for k, v in result['sources'][name_of(slug)]['maps'].items()}, flush=True)
