"""What a gain says when there is nothing to say, and whether its spread is true: benchmarks/noise.json.

`python benchmarks/noise.py` (a minute or two): labels that mean nothing, on real texts. In at most 5 % of the cases
may a source be two spreads above zero. `python benchmarks/noise.py spread` (some minutes more): true labels, the
rows drawn again 200 times. The spread should be what gains really vary by."""

import json, os, sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
import numpy as np
from threadpoolctl import threadpool_limits
from esm_nb import Encoder, Pool, tweets
from esm_nb.files import write_whole
from esm_nb.scoring import scorer_of, too_few, verdict_of

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / 'recipes'))
import fetch
from results import ran_on

ROWS, DRAWS, RESAMPLES, EVERY = (50, 100, 300, 1000), 2, 200, 6  # every sixth source is resampled
TEXTS = ['tweets', 'bbc_news', 'home_intents_en']
TRUE = dict(
    vader_tweets=(50, 100, 300), bbc_news=(50, 100, 300), crowdflower_sentiment=(50, 100, 300), wordnet_nouns=(300,)
)  # rows drawn from at most 4,000


def classes(k):
    return lambda n, rng: rng.permutation(np.arange(n) % k)


LABELS = {
    '2 classes': ('classification', classes(2)),
    '3 classes': ('classification', classes(3)),
    '5 classes': ('classification', classes(5)),
    '20 classes': ('classification', classes(20)),
    '95/5': ('classification', lambda n, rng: rng.permutation(np.arange(n) < n / 20)),
    'numbers': ('regression', lambda n, rng: rng.normal(size=n)),
    '5 labels at a time': (
        'multilabel',
        lambda n, rng: np.stack([rng.permutation(np.arange(n) < n * share) for share in (0.5, 0.4, 0.3, 0.2, 0.1)], 1),
    ),
}


def texts_of(name):
    if name == 'tweets':
        return tweets().tweet.tolist()
    df, meta = fetch.load(name), fetch.sources()[name]
    return [' '.join(t) for t in df[meta['text']].sample(min(len(df), 4000), random_state=0).itertuples(index=False)]


def scored(X, y, task, maps, variant='exact'):
    "Gain, spread and verdict of each map."
    scorer = scorer_of(X, y, task, variant)
    few = too_few(scorer.moments, task)
    return [(gain, spread, verdict_of(gain, spread, not few)) for _, gain, spread in map(scorer, maps)]


def shares(rows):
    gains, spreads, verdicts = zip(*rows)
    gains, spreads = np.array(gains), np.array(spreads)
    return dict(
        pairs=len(gains),
        above_2_spreads=round(float((gains > 2 * spreads).mean()), 4),
        said_to_help=round(verdicts.count('helps') / len(gains), 4),
        mean_gain=round(float(gains.mean()), 3),
        best_gain=round(float(gains.max()), 2),
    )


def noise(pool, encoder):
    "Labels drawn without a look at the texts."
    maps, X = list(pool), {name: encoder.encode(texts_of(name)[:1000]) for name in TEXTS}
    jobs = list(product(TEXTS, LABELS, ROWS, range(DRAWS)))

    def work(job):
        name, kind, n, draw = job
        rng = np.random.default_rng([TEXTS.index(name), list(LABELS).index(kind), n, draw])
        task, make = LABELS[kind]
        rows, y = rng.choice(len(X[name]), min(n, len(X[name])), replace=False), make(min(n, len(X[name])), rng)
        published = scored(X[name][rows], y, task, maps, 'reference') if (kind, n) == ('2 classes', 1000) else []
        return job, scored(X[name][rows], y, task, maps), published

    with threadpool_limits(1, user_api='blas'), ThreadPoolExecutor(os.cpu_count()) as threads:
        done = list(threads.map(work, jobs))

    def where(field, value):
        return shares([row for job, rows, _ in done if job[field] == value for row in rows])

    return dict(
        texts=TEXTS,
        draws=DRAWS,
        sources=len(maps),
        by_labels={k: where(1, k) for k in LABELS},
        by_rows={n: where(2, n) for n in ROWS},
        by_texts={t: where(0, t) for t in TEXTS},
        coin_flips_1000_rows=dict(
            with_intercept=shares([r for job, rows, _ in done if job[1:3] == ('2 classes', 1000) for r in rows]),
            as_published=shares([r for _, _, rows in done for r in rows]),
        ),
    )


def resampled(pool, encoder):
    """How many times the true standard deviation of a gain its spread is. Rows are drawn without replacement, and the
    deviation corrected for that."""
    maps, found = list(pool)[::EVERY], []
    for name, sizes in TRUE.items():
        df, meta = fetch.load(name), fetch.sources()[name]
        df = df.sample(min(len(df), 4000), random_state=0)
        X, y = encoder.encode(df[meta['text'][0]].tolist()), df[meta['label']].to_numpy()
        for n in sizes:

            def draw(seed):
                rows = np.random.default_rng([n, seed]).choice(len(X), n, replace=False)
                return [r[:2] for r in scored(X[rows], y[rows], meta['task'], maps)]

            with threadpool_limits(1, user_api='blas'), ThreadPoolExecutor(os.cpu_count()) as threads:
                drawn = np.array(list(threads.map(draw, range(RESAMPLES))))
            true = drawn[:, :, 0].std(0, ddof=1) / np.sqrt(1 - n / len(X))
            ratios = drawn[:, :, 1].mean(0) / true
            found.append(
                dict(
                    target=name,
                    task=meta['task'],
                    rows=n,
                    deviation=round(float(np.median(true)), 2),
                    ratios=[round(float(r), 2) for r in ratios],
                )
            )
            print(f"{name:24} {n:5} rows: spread / deviation", *found[-1]['ratios'], flush=True)
    every = [r for row in found for r in row['ratios']]
    return dict(
        resamples=RESAMPLES,
        sources=[m.info.source for m in maps],
        rows=found,
        inside=round(float(np.mean([0.7 <= r <= 1.5 for r in every])), 3),
        median=round(float(np.median(every)), 2),
    )


if __name__ == '__main__':
    path, pool = HERE / 'noise.json', Pool.open('starter')
    encoder, known = Encoder(pool.base), json.loads(path.read_text()) if path.exists() else {}
    key, make = ('spread', resampled) if sys.argv[1:] == ['spread'] else ('noise', noise)
    known |= {key: make(pool, encoder), 'ran_on': ran_on()}
    write_whole(path, json.dumps(known, indent=1).encode())
    if key == 'noise':
        for part in ('by_labels', 'by_rows', 'by_texts', 'coin_flips_1000_rows'):
            for what, s in known['noise'][part].items():
                print(
                    f"{str(what):20} above 2 spreads {s['above_2_spreads']:6.1%}   "
                    f"said to help {s['said_to_help']:6.1%}   "
                    f"mean gain {s['mean_gain']:+.2f}   best {s['best_gain']:+.1f}"
                )
