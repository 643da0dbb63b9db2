"""How well does an ESM imitate fine-tuning, and does ESM-LogME rank as LogME on the tuned models does?"""

import re
from functools import cache
from scipy.stats import spearmanr
from esm_nb import ESM, Moments, Pool, logme
from esm_nb.scoring import scorer_of
from esm_nb.train.build import fidelity
import fetch, starter
from embedded import TARGETS, base, name_of, on_target, pairs, source_rows, target
from results import found, save

RANKS = (4, 8, 16, 32, 64, 128)
SGD_SEEDS = (0, 1, 2)
WAYS = ('exact', 'shipped', 'sgd')  # of making embeddings of which LogME is taken
LEAK = 0.01  # a source that shares more of a target's texts is left out for it


def rounded(x, digits=4):
    return round(float(x), digits)


# -- on texts of the source itself -----------------------------------------------------------------


@cache
def sample_moments():
    return starter.sample_moments(base(), starter.sources(starter.STARTER))


def maps_of(X, Z):
    "Every linear map that is compared, by name."
    exact = ESM.fit(X, Z)
    yield 'exact', exact
    for r in RANKS:
        yield f'rank {r}', exact.compress(r, sample_moments())
    for seed in SGD_SEEDS:
        yield f'sgd {seed}', ESM.fit(X, Z, 'sgd', seed=seed)


def imitated(slug):
    "Held-out fidelity of a source's maps, and LogME of what they make beside what fine-tuning made, on held-out rows."
    X, Z, n = pairs(slug)
    rows, _ = source_rows(slug)
    score = lambda F: rounded(logme(F[n:], rows.labels[n:], rows.task))
    maps = {name: fidelity(esm, X[n:], Z[n:]) | dict(logme=score(esm(X))) for name, esm in maps_of(X[:n], Z[:n])}
    known = Pool.open(starter.FULL)[name_of(slug)].info.fidelity['mse']
    if abs(maps['exact']['mse'] - known) > 0.01:
        raise ValueError(
            f"{slug}: the held-out error of its pairs is {maps['exact']['mse']}, "
            f"that of its map {known}; delete build/pairs/{slug}.npz"
        )
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
        maps=maps,
    )


def imitation():
    result = dict(sgd_learning_rate=1e-2, sources={}) | found('imitation')
    for slug in starter.STARTER:
        if name_of(slug) in result['sources']:
            continue
        result['sources'][name_of(slug)] = imitated(slug)
        save('imitation', result)
        print(slug, {k: v['mse'] for k, v in result['sources'][name_of(slug)]['maps'].items()}, flush=True)


# -- rankings on targets ---------------------------------------------------------------------------


def texts_of(slug):
    "Every text of a dataset, letters only: the same sentence with other punctuation is the same."
    meta = fetch.sources()[slug]
    return {re.sub(r'\W+', ' ', str(t).lower()).strip() for column in meta['text'] for t in fetch.load(slug)[column]}


def shared(target_slug):
    "The share of a target's texts that are in a source too, for the sources where there are any."
    theirs = texts_of(target_slug)
    shares = {slug: len(theirs & texts_of(slug)) / len(theirs) for slug in starter.STARTER}
    return {slug: rounded(s) for slug, s in shares.items() if s}


def agreement(truth, scores):
    """Rank correlation with the ranking by the tuned models; how many of the first five are the same; at which place
    of that ranking our first stands; and how many nats below its best the best of our first five is."""
    names = list(truth)
    best = lambda s: sorted(names, key=s.get, reverse=True)
    return dict(
        spearman=rounded(spearmanr([truth[n] for n in names], [scores[n] for n in names])[0]),
        top5=len(set(best(truth)[:5]) & set(best(scores)[:5])),
        first_is=1 + best(truth).index(best(scores)[0]),
        lost=rounded(max(truth.values()) - max(truth[n] for n in best(scores)[:5]), 2),
    )


def gains_of(t, X, features):
    "n · (score − base score) of each source's embeddings."
    alone = logme(X, t.labels, t.task)
    return {name: rounded(len(t) * (logme(F, t.labels, t.task) - alone), 2) for name, F in features.items()}


def halves(t, tuned):
    "How well LogME on the tuned models agrees with itself: two halves of the target, ranked apart."
    first, second = (
        {name: logme(Z[part], t.labels[part], t.task) for name, Z in tuned.items()}
        for part in (slice(0, None, 2), slice(1, None, 2))
    )
    return agreement(first, second)


@cache
def maps_in_use(slug):
    "The exact fit, what of it ships, and the paper's fit."
    X, Z, n = pairs(slug)
    return dict(
        exact=ESM.fit(X[:n], Z[:n]), shipped=Pool.open('starter')[name_of(slug)], sgd=ESM.fit(X[:n], Z[:n], 'sgd')
    )


def compared(target_slug):
    "The gain of every source on a target, by its tuned model and by its maps, and how far the rankings agree."
    t, leaks = target(target_slug), shared(target_slug)
    slugs = [s for s in starter.STARTER if leaks.get(s, 0) <= LEAK]
    X, tuned = base().encode(t.texts), {name_of(s): on_target(s, target_slug) for s in slugs}
    maps = {name_of(s): maps_in_use(s) for s in slugs}
    truth, scorer = gains_of(t, X, tuned), scorer_of(X, t.labels, t.task)
    by = {way: gains_of(t, X, {name: m[way](X) for name, m in maps.items()}) for way in WAYS}
    mse = lambda name: {way: fidelity(maps[name][way], X, tuned[name])['mse'] for way in WAYS}
    rows = {
        name: dict(
            tuned=truth[name],
            **{way: by[way][name] for way in WAYS},
            spread=rounded(scorer(maps[name]['exact'])[2], 2),
            mse=mse(name),
        )
        for name in truth
    }
    return dict(
        task=t.task,
        rows=len(t),
        language=fetch.sources()[target_slug]['language'],
        shared=leaks,
        left_out=[name_of(s) for s in starter.STARTER if s not in slugs],
        sources=rows,
        agreement={way: agreement(truth, by[way]) for way in WAYS},
        halves=halves(t, tuned),
    )


def logme_agreement():
    result = dict(targets={}) | found('logme_agreement')
    for slug in TARGETS:
        if slug in result['targets']:
            continue
        result['targets'][slug] = compared(slug)
        save('logme_agreement', result)
        print(slug, result['targets'][slug]['agreement'], flush=True)


# -- why they part ---------------------------------------------------------------------------------


def elsewhere():
    """Is it the texts that a map was fitted on? For each target, maps fitted on the texts of the other targets, and
    not on the source's own. Needs logme_agreement, whose rankings stand beside these."""
    known = found('logme_agreement')['targets']
    if found('elsewhere'):
        return
    X = {t: base().encode(target(t).texts) for t in TARGETS}
    gains, errors = ({t: {} for t in TARGETS} for _ in range(2))
    for slug in starter.STARTER:
        moments = {t: Moments.of(X[t], on_target(slug, t)) for t in TARGETS}
        for t in TARGETS:
            if name_of(slug) not in known[t]['sources']:
                continue
            esm = ESM.fit_moments(sum(m for other, m in moments.items() if other != t))
            gains[t] |= gains_of(target(t), X[t], {name_of(slug): esm(X[t])})
            errors[t][name_of(slug)] = fidelity(esm, X[t], on_target(slug, t))['mse']
    by_tuned = lambda t: {name: row['tuned'] for name, row in known[t]['sources'].items()}
    save(
        'elsewhere',
        dict(
            rows=sum(len(target(t)) for t in TARGETS[1:]),
            targets={
                t: dict(
                    own=known[t]['agreement']['exact'], elsewhere=agreement(by_tuned(t), gains[t]), errors=errors[t]
                )
                for t in TARGETS
            },
        ),
    )
