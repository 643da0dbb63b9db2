"""`make results`: what the explanation notebooks draw from, in results/*.json. Needs the full maps and tuned models
that `make pool` leaves in build/.

What is finished is not done again: delete a result to redo it. `python recipes/experiments.py imitation` makes that
one alone."""

import sys
from itertools import product
from scipy.stats import spearmanr
from esm_nb import Pool, Target, rank, rank_embeddings
from esm_nb.encoder import Encoder
from esm_nb.models import load_model
from esm_nb.train.build import DEFAULT_BASE
from esm_nb.tasks import metric
from esm_nb.train.finetune import tune
import fetch, quickstart, starter
from imitation import elsewhere, imitation, logme_agreement
from nonlinear import nonlinear
from results import found, save
from savings import savings
from small_and_shuffled import small_and_shuffled

SEEDS = (0, 1, 2)
TARGETS = [
    'vader_tweets',
    'crowdflower_sentiment',
    'movie_sentences',
    'newsgroups',
    'reuters_r8',
    'bbc_news',
    'brown_genres',
    'reviews_fr',
]


# -- does it help? ---------------------------------------------------------------------------------

ROWS, EPOCHS, RATE = (
    300,
    10,
    5e-5,
)  # at which fine-tuning alone has converged: three times as many epochs as in the paper, and a larger rate


def after(source, train, test, encoder, seed):
    "Held-out result of fine-tuning on the target, after a source (or after none)."
    model = load_model(starter.TUNED / source).to(encoder.device) if source else None
    tuned = tune(
        encoder, train.texts, train.labels, train.task, model, seed, num_train_epochs=EPOCHS, learning_rate=RATE
    )
    return metric(test.labels, tuned.predict(tuned.embed(test.texts)), train.task)


def transfer():
    "The quickstart's target, fine-tuned alone and after the first, a middle and the last source of its ranking."
    mine = quickstart.tweets()[:ROWS]
    ranking = rank(mine, progress=False)
    train, test = Target.from_frame(mine, rows=10_000), Target.from_frame(quickstart.held_out(), rows=10_000)
    chosen = {'first': ranking[0], 'middle': ranking[len(ranking) // 2], 'last': ranking[-1]}
    encoder = Encoder(DEFAULT_BASE)
    result = dict(
        rows=len(train),
        held_out_rows=len(test),
        sources=len(ranking),
        metric='mean of Pearson and Spearman',
        epochs=EPOCHS,
        learning_rate=RATE,
        runs=found('transfer_300').get('runs', []),
        chosen={
            k: dict(source=r.source, rank=r.rank, gain=r.gain, spread=r.spread, verdict=r.verdict)
            for k, r in chosen.items()
        },
    )
    sources = [None, *(r.source for r in chosen.values())]
    for seed, source in product(SEEDS, sources):
        if any((r['source'], r['seed']) == (source, seed) for r in result['runs']):
            continue
        score = after(source, train, test, encoder, seed)
        result['runs'].append(dict(source=source, seed=seed, score=round(score, 4)))
        save('transfer_300', result)
        print(source, seed, round(score, 4), flush=True)
    save('transfer_300', result)


# -- what compression does -------------------------------------------------------------------------


def gains(pool, X, target):
    "Gain and spread of every source."
    return {
        r.source: (round(r.gain, 2), round(r.spread, 2)) for r in rank_embeddings(X, target.labels, pool, target.task)
    }


def agreement(full, other):
    "Rank correlation, and how many of the top 5 are the same."
    names = list(full)
    top = lambda s: set(sorted(s, key=s.get)[-5:])
    return dict(
        spearman=round(float(spearmanr([full[n][0] for n in names], [other[n][0] for n in names])[0]), 4),
        top5=len(top(full) & top(other)),
        first=max(full, key=full.get) == max(other, key=other.get),
    )


def compression():
    "Rankings by full maps and by compressed ones, on targets that are no sources of the pool."
    encoder, full = Encoder(DEFAULT_BASE), Pool.open(starter.FULL)
    free = full.filter(source=Pool.open('starter').names)
    moments = starter.sample_moments(encoder, starter.sources(starter.STARTER))
    targets = {
        slug: Target.from_frame(
            fetch.load(slug),
            fetch.sources()[slug]['text'],
            fetch.sources()[slug]['label'],
            fetch.sources()[slug]['task'],
        )
        for slug in TARGETS
    }
    X = {slug: encoder.encode(t.texts) for slug, t in targets.items()}
    by_full = {slug: gains(free, X[slug], t) for slug, t in targets.items()}
    rows = []
    for r in (2, 4, 8, 16, 32, 64, 128):
        directory = starter.ROOT / 'build' / f'rank-{r}-{full.sha256[:8]}'
        if not (directory / 'pool.json').exists():
            Pool.create(directory, (esm.compress(r, moments) for esm in free))
        rows += [
            dict(r=r, target=slug, **agreement(by_full[slug], gains(Pool.open(directory), X[slug], t)))
            for slug, t in targets.items()
        ]
    by_shipped = {slug: gains('starter', X[slug], t) for slug, t in targets.items()}
    rows += [dict(r='shipped', target=slug, **agreement(by_full[slug], by_shipped[slug])) for slug in targets]
    save('compression', dict(sources=len(free), dim=free.dim, rows=rows, full=by_full, shipped=by_shipped))


EXPERIMENTS = dict(
    transfer_300=transfer,
    compression=lambda: found('compression') or compression(),
    imitation=imitation,
    logme_agreement=logme_agreement,
    elsewhere=elsewhere,
    nonlinear=nonlinear,
    small_and_shuffled=small_and_shuffled,
    savings=savings,
)  # last: it leaves the process one core

if __name__ == '__main__':
    for name in sys.argv[1:] or EXPERIMENTS:
        EXPERIMENTS[name]()
