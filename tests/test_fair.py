"""Rows that belong together, labels that mean nothing, rare classes, and pairs: what a result may claim."""

import numpy as np
import pandas as pd
import pytest
from esm_nb import ESM, ESMInfo, Pool, fine_tune, rank, tweets
from esm_nb.target import Target

pytestmark = pytest.mark.slow

BASE = 'sentence-transformers/all-MiniLM-L6-v2'
TEXTS = list(dict.fromkeys(tweets().tweet))
quick = dict(progress=False, max_steps=2)


def halves(n, seed=0):
    "Two halves of one tweet, or of two: which, no half tells by itself."
    rng = np.random.default_rng(seed)
    long = [t.split() for t in TEXTS if len(t.split()) > 13][:n]
    first, second = ([' '.join(part) for part in parts] for parts in zip(*((t[::2], t[1::2]) for t in long)))
    same = rng.random(len(long)) < 0.5
    other = [second[i if one else (i + 1) % len(long)] for i, one in enumerate(same)]
    return pd.DataFrame(dict(text_a=first, text_b=other, label=np.where(same, 'one tweet', 'two tweets')))


@pytest.fixture(scope='module')
def pool(tmp_path_factory):
    rng = np.random.default_rng(0)
    kind = dict(base_model_name=BASE, pooling='mean', max_length=128, pairs='apart')
    bend = np.eye(384) + np.outer(rng.normal(size=384), rng.normal(size=384)) / 100
    esms = [
        ESM(np.eye(384), np.zeros(384), ESMInfo('as it is', **kind)),
        ESM(bend, np.zeros(384), ESMInfo('bent', **kind)),
    ]
    return Pool.create(tmp_path_factory.mktemp('pools') / 'apart', esms)


def test_pairs_are_read_apart(pool):
    df = halves(120)
    ranking = rank(df, pool=pool, progress=False)
    assert ranking.about['text'] == ('text_a', 'text_b') and any('look like a pair' in note for note in ranking.notes)
    assert ranking.about['explained'] > 5  # nats
    assert ranking['as it is'].gain == pytest.approx(0, abs=1e-3)
    result = fine_tune(df[:80], held_out=df[80:], **quick, seeds=1)
    assert result.reached('a head alone')[0] > 0.7
    assert list(result.predict([('a b c', 'a b c')])) == ['one tweet']


def test_one_of_the_two_texts_can_be_named(pool):
    ranking = rank(halves(60), text='text_b', pool=pool, progress=False)
    assert ranking.about['text'] == ('text_b',) and ranking.about['explained'] < 3


def test_several_raters_of_a_text_are_on_one_side():
    "A number at random for each text, of which three people's ratings differ a little, can't be known of other texts."
    rng = np.random.default_rng(0)
    number = rng.normal(size=40)
    rows = [dict(text=TEXTS[i], rating=number[i] + 0.01 * rater) for i in range(40) for rater in range(3)]
    result = fine_tune(pd.DataFrame(rows), **quick)
    assert result.held_out == 120 and result.reached('a head alone')[0] < 0.4
    assert any('40 texts come more than once' in note for note in Target.from_frame(pd.DataFrame(rows)).notes)


def test_a_source_is_judged_by_texts_that_it_has_not_seen():
    from esm_nb import Source, train_esm

    number = np.random.default_rng(0).normal(size=40)
    rows = pd.DataFrame([dict(text=TEXTS[i], rating=number[i] + 0.01 * r) for i in range(40) for r in range(3)])
    esm = train_esm(Source('raters', rows), progress=False, general=TEXTS[100:150], max_steps=20)
    assert esm.info.tuned_metric < 0.5


@pytest.mark.parametrize('seed', range(4))
def test_five_ratings_that_mean_nothing_neither_help_nor_hurt(seed):
    "Whatever a source does, 80 texts with labels at random are 80 texts, and not 400."
    rng = np.random.default_rng(seed)
    liked = rng.random(80)
    rows = [dict(text=TEXTS[i], liked=float(liked[i] + 0.1 * rng.normal())) for i in range(80) for _ in range(5)]
    ranking = rank(pd.DataFrame(rows), task='regression', progress=False)
    assert ranking.about['n'] == 80 and {r.verdict for r in ranking} == {'tie'}


def test_four_rare_rows_are_in_every_part():
    rows = pd.DataFrame(dict(text=TEXTS[:100], label=['rare' if i % 25 == 0 else 'ab'[i % 2] for i in range(100)]))
    target = Target.from_frame(rows)
    parts = target.folds(min(5, target.fewest))
    assert len(parts) == 4 and all('rare' in target.labels[held_out] for _, held_out in parts)
    result = fine_tune(rows, **quick)
    assert result.folds == 4 and result.held_out == 100


def test_tags_at_random_are_found_by_nobody():
    rng = np.random.default_rng(0)
    tags = [list(rng.choice([f'tag {i:02}' for i in range(28)], 2, replace=False)) for _ in range(150)]
    result = fine_tune(pd.DataFrame(dict(text=TEXTS[:150], tags=tags)), **quick)
    by_way = {a.way: a for a in result.answers}
    assert by_way['a head alone'].beside['of all answers right'] > 0.9  # which says nothing
    assert by_way['a head alone'].score < 0.1 < by_way['naive'].score
    assert result.kept.way == 'naive'


def test_uneven_classes_show_their_f1():
    rows = pd.DataFrame(dict(text=TEXTS[:100], label=['rare' if i % 10 == 0 else 'usual' for i in range(100)]))
    naive = fine_tune(rows, **quick).answers[0]
    assert naive.score == 0.9 and naive.beside['macro-F1'] == pytest.approx((18 / 19) / 2)


def test_one_row_of_a_class_is_no_obstacle():
    rows = pd.DataFrame(dict(text=TEXTS[:50], label=['b'] + ['a'] * 49))
    assert set(fine_tune(rows, **quick).predict(TEXTS[:5])) == {'a'}


def test_few_held_out_rows_are_said_to_be_few():
    rows = tweets()[:60]
    result = fine_tune(rows, held_out=tweets()[100:108], **quick)
    assert '8 held-out rows are too few to tell much' in repr(result)


def test_the_kept_model_is_trained_once_more_on_all_rows(monkeypatch):
    from esm_nb.train import compare

    seen = []

    def noted(fit):
        return lambda encoder, texts, *more, **other: seen.append(len(texts)) or fit(encoder, texts, *more, **other)

    for name in ('constant', 'fit_head', 'tune_model'):
        monkeypatch.setattr(compare, name, noted(getattr(compare, name)))
    rows, others = (pd.DataFrame(dict(text=some, label=['a', 'b'] * 20)) for some in (TEXTS[:40], TEXTS[50:90]))
    fine_tune(rows, **quick)
    assert seen == [32] * 15 + [40]
    seen.clear()
    fine_tune(rows, held_out=others, **quick, seeds=1)
    assert seen == [40] * 3


def test_where_little_can_be_told_the_figures_are_given(pool):
    df = halves(120)
    coin = np.random.default_rng(0).choice(['heads', 'tails'], len(df))
    verdict = rank(df.assign(label=coin), pool=pool, progress=False).verdict
    assert 'tell too little of these labels' in verdict and 'a linear head on them reaches 0.' in verdict
