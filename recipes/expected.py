"""From nats to points: how much a source adds, learned from dataframes where every source has been tried.
`python recipes/expected.py` reads results/cheap_truth.csv and results/evidence.csv, and writes

- results/rankers.csv: how good each way to rank is on each dataframe, whose family it has not learned from;
- results/agreement.csv: how far the evidence of maps agrees with that of the tuned models;
- results/verdicts.csv: what was said of the sources of each dataframe, and how often it happened;
- esm_nb/static/expected.json: what was learned from all of them, which is what `rank` uses.

It takes a minute."""

import json
import numpy as np
import pandas as pd
from esm_nb.expected import Expected, known_beforehand
from esm_nb.files import PACKAGE, write_whole
from esm_nb.pool import Pool
from esm_nb.scoring import STRONG, Score
from cheap_truth import CSV as TRUTH, DRAWS
from evidence import CSV as EVIDENCE
from grid import TARGETS, sources_for
from labelled import INFO
from results import RESULTS

SHRINK = 6  # dataframes: a source that was tried on so many is believed by half
RIDGE = 0.03  # of the variance of a standardised feature
FEATURES = ['prior', 'evidence', 'sureness', 'same_task', 'same_pairs']
COVERED = 0.8
TOGETHER = 'together', 'together, tuned'


def of_draws(table, kinds):
    "A line a draw of the rows, with a column for each kind of figure."
    parts = []
    for draw in range(max(DRAWS.values())):
        part = table[['target', 'source', 'rows']].assign(draw=draw)
        parts.append(part.assign(**{kind: table[f'{kind}{draw}'] for kind in kinds}))
    return pd.concat(parts).dropna()


def tried():
    """A line for each dataframe, source, number of rows and draw: y, the points that a head gains; mean, those of all
    draws; g and s, gain and spread of the map, and of the tuned embeddings; p, the peer's score."""
    truth = pd.read_csv(TRUTH, na_filter=True).fillna({'source': ''}).drop_duplicates(['target', 'source', 'rows'])
    whole = [t for t in TARGETS if (truth.target == t).sum() == len(DRAWS) * (1 + len(sources_for(t)))]
    heads = of_draws(truth[truth.target.isin(whole)], 've')
    base = heads[heads.source == ''].drop(columns='source').rename(columns=dict(v='base', e='base_e'))
    keys = ['target', 'rows', 'draw']
    both = heads[heads.source != ''].merge(base, on=keys)
    both = both.merge(of_draws(pd.read_csv(EVIDENCE), 'gsp'), on=[*keys, 'source'])
    both['y'] = 100 * (both.v - both.base)
    both['tuned_g'] = both.rows * (both.e - both.base_e)
    both['mean'] = both.groupby(['target', 'source', 'rows']).y.transform('mean')
    return both.assign(family=both.target.map(lambda t: INFO[t]['family']))


def table_of(some):
    "What each source added to each dataframe, in the mean of the draws: dataframes × sources."
    return some.drop_duplicates(['target', 'source']).pivot(index='target', columns='source', values='mean')


def priors(table):
    "Source → points that it added, shrunken towards the mean of all sources."
    return (table.sum() + SHRINK * np.nanmean(table)) / (table.count() + SHRINK)


def prior_of(some, table):
    "For each line, the prior of its source on the dataframes of a table that are of another family."
    family = table.index.map(lambda target: INFO[target]['family'])
    by = pd.DataFrame({f: priors(table[family != f]) for f in some.family.unique()}).stack()
    return by.reindex(pd.MultiIndex.from_frame(some[['source', 'family']])).to_numpy()


def with_features(some, gain):
    "All that is known beforehand but for the prior."
    infos = {e.info.source: e.info for e in Pool.open('starter').entries}
    known = [
        known_beforehand(Score(0.0, g, s), infos[source], INFO[target]['task'], bool(INFO[target]['pair']), 0.0)
        for g, s, source, target in zip(some[gain], some.s, some.source, some.target)
    ]
    return pd.DataFrame(known, some.index)


def families(some):
    "All other families, and one."
    for family in some.family.unique():
        yield some[some.family != family], some[some.family == family]


def ridge(X, y, names):
    "Weights of the features as they are, and the intercept."
    X = X[names]
    mean, scale = X.mean(), X.std() + 1e-9
    Z = (X - mean) / scale
    w = np.linalg.solve(Z.T @ Z / len(Z) + RIDGE * np.eye(len(names)), Z.T @ (y - y.mean()) / len(Z)) / scale
    return dict(weights=w.to_dict(), intercept=float(y.mean() - mean @ w))


def predict(model, X):
    return model['intercept'] + X[list(model['weights'])] @ pd.Series(model['weights'])


def cross_predicted(some, X, names):
    "Learned, for each family, from all others; so are the priors, also those that are learned from."
    table, parts = table_of(some), []
    for others, own in families(some):
        known = table.loc[others.target.unique()]
        learn, judge = (X.loc[part.index].assign(prior=prior_of(part, known)) for part in (others, own))
        parts.append(predict(ridge(learn, others['mean'], names), judge))
    return pd.concat(parts).loc[some.index]


def interval(some, points):
    "Errors in units of a scale that grows with the expectation, so that so many of them are covered."
    size, error = points.abs(), some.y - points
    Z = np.column_stack([np.ones(len(size)), size])
    a, b = np.linalg.lstsq(Z, error.abs(), rcond=None)[0]
    scale = a + max(b, 0) * size
    ends = np.quantile(error / scale, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return dict(scale=[float(a), float(max(b, 0))], ends=ends.tolist())


def bounds(interval, points):
    scale = interval['scale'][0] + interval['scale'][1] * points.abs()
    return [points + end * scale for end in interval['ends']]


def judged(some, score):
    "Of a way to rank: what its first sources add, in the mean of the draws, on each dataframe."
    found = []
    for (target, draw), one in some.assign(score=score).groupby(['target', 'draw']):
        one = one.sample(frac=1, random_state=draw).sort_values('score', ascending=False, kind='stable')
        y, reached = one['mean'].to_numpy(), 100 * one.base.iloc[0]
        best = y.max()
        regret = {f'regret{k}': 100 * (best - y[:k].max()) / max(reached + best, 1) for k in (1, 5)}
        spearman = one.score.corr(one['mean'], 'spearman')
        firsts = {f'first{k}': y[:k].max() for k in (1, 3, 5, 20)}
        found.append(dict(target=target, base=reached, **firsts, best=best, **regret, spearman=spearman))
    return pd.DataFrame(found).groupby('target').mean()


def rankers(some, X, T):
    no_prior = [f for f in FEATURES if f != 'prior']
    infos = {e.info.source: e.info for e in Pool.open('starter').entries}
    same_kind = some.source.map(lambda s: infos[s].kind) == some.target.map(lambda t: INFO[t]['kind'])
    return {
        'random': pd.Series(0.0, some.index),
        'hf-dataset-selector': some.p,
        'evidence of the map': some.g,
        'evidence of the tuned model': some.tuned_g,
        'rows of the source': some.source.map(lambda s: infos[s].num_examples),
        "the source's own metric": some.source.map(lambda s: infos[s].tuned_metric - infos[s].naive_metric),
        'same kind': same_kind.astype(float),
        'prior': pd.Series(prior_of(some, table_of(some)), some.index),
        'without the prior': cross_predicted(some, X, no_prior),
        'without the evidence': cross_predicted(some, X, ['prior', 'same_task', 'same_pairs']),
        TOGETHER[0]: cross_predicted(some, X, FEATURES),
        TOGETHER[1]: cross_predicted(some, T, FEATURES),
    }


def firsts(n, k):
    "Dataframe → the first so many sources of each way to rank, on the first draw of its rows."
    every = tried()
    some = every[every.rows == n].reset_index(drop=True)
    ways = rankers(some, with_features(some, 'g'), with_features(some, 'tuned_g'))
    ways = {name: ways[name] for name in ('hf-dataset-selector', 'evidence of the map', 'prior', *TOGETHER)}
    found = {}
    for score in ways.values():
        for target, one in some.assign(score=score)[some.draw == 0].groupby('target'):
            found.setdefault(target, []).append(one.nlargest(k, 'score').source.tolist())
    return found


def agreement(some):
    "Of the order by maps with the order by tuned models, in the mean of the draws."
    found = []
    for (target, _), one in some.groupby(['target', 'draw']):
        by_map, by_tuned = one.sort_values('g', ascending=False), one.sort_values('tuned_g', ascending=False)
        sure = one[(one.g >= STRONG) & (one.g >= 2 * one.s)]
        agree = dict(spearman=one.g.corr(one.tuned_g, 'spearman'), peer=one.p.corr(one.tuned_g, 'spearman'))
        agree |= {f'of_{k}': len({*by_map.source[:k]} & {*by_tuned.source[:k]}) for k in (5, 20)}
        agree |= dict(place=by_tuned.source.tolist().index(by_map.source.iloc[0]) + 1)
        found.append(dict(target=target, **agree, sure=len(sure), sure_gain=(sure.tuned_g > 0).sum()))
    return pd.DataFrame(found).groupby('target').mean()


def verdicts(said):
    """What was said of pairs of a source and a draw of rows: in how many of them what happened lies in the interval,
    and, in the mean of the draws, in how many a head gained (or lost) anything, and how many points."""
    verdict = [Expected(*e).verdict for e in zip(said.points, said.low, said.high)]
    covered = said.y.between(said.low, said.high)
    each = said.assign(verdict=verdict, covered=covered, gained=said['mean'] > 0, lost=said['mean'] < 0, pairs=1)
    by = each.groupby(['target', 'verdict'])
    return by[['pairs', 'covered', 'gained', 'lost']].sum().join(by[['points', 'mean']].mean())


def expected():
    all_tried, found, agrees, happened = tried(), [], [], []
    ways = {'maps': ('g', FEATURES), 'tuned': ('tuned_g', FEATURES)}
    ways |= {f'{way}, no prior': (gain, [f for f in names if f != 'prior']) for way, (gain, names) in ways.items()}
    models, of_source = {way: [] for way in ways}, {}
    for n in DRAWS:
        some = all_tried[all_tried.rows == n].reset_index(drop=True)
        features = {gain: with_features(some, gain) for gain in ('g', 'tuned_g')}
        prior = prior_of(some, table_of(some))
        for name, score in rankers(some, features['g'], features['tuned_g']).items():
            found.append(judged(some, score).assign(rows=n, ranker=name).reset_index())
        agrees.append(agreement(some).assign(rows=n).reset_index())
        for way, (gain, names) in ways.items():
            X = features[gain]
            points = cross_predicted(some, X, names)
            model = ridge(X.assign(prior=prior), some['mean'], names)
            models[way].append(model | interval(some, points))
        points = cross_predicted(some, features['g'], FEATURES)
        low, high = zip(*[bounds(interval(a, points[a.index]), points[b.index]) for a, b in families(some)])
        said = some.assign(points=points, low=pd.concat(low), high=pd.concat(high))
        happened.append(verdicts(said).assign(rows=n).reset_index())
        for source, points in priors(table_of(some)).items():
            of_source.setdefault(source, []).append(round(points, 3))
    pd.concat(found).to_csv(RESULTS / 'rankers.csv', index=False, float_format='%.5g')
    pd.concat(agrees).to_csv(RESULTS / 'agreement.csv', index=False, float_format='%.4g')
    pd.concat(happened).to_csv(RESULTS / 'verdicts.csv', index=False, float_format='%.4g')
    pool = Pool.open('starter')
    base = {field: pool.head[field] for field in ('base', 'sha256', 'pooling', 'max_length', 'pairs')}
    learned = dict(base=base, rows=list(DRAWS), dataframes=sorted(all_tried.target.unique()), weights=models)
    learned |= dict(priors=of_source)
    write_whole(PACKAGE / 'static/expected.json', (json.dumps(learned, indent=1) + '\n').encode())


if __name__ == '__main__':
    expected()
