"""What was learned from dataframes where all sources were tried follows from what came out there, and from nothing of
the dataframe's own family."""

import importlib, json, sys
from pathlib import Path
import numpy as np
import pandas as pd
import pytest
from esm_nb.pool import Pool

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / 'recipes'))
expected = importlib.import_module('expected')
sys.path.pop(0)


@pytest.fixture(scope='module')
def tried():
    return expected.tried()


@pytest.fixture(scope='module')
def made(tmp_path_factory):
    "All of it once more."
    there = tmp_path_factory.mktemp('made')
    (there / 'static').mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expected, 'RESULTS', there)
        patch.setattr(expected, 'PACKAGE', there)
        expected.expected()
    return there


@pytest.mark.parametrize('name', ['rankers', 'verdicts', 'agreement'])
def test_the_tables_are_what_the_recipe_makes(made, name):
    again, kept = (pd.read_csv(where / f'{name}.csv') for where in (made, ROOT / 'results'))
    pd.testing.assert_frame_equal(again, kept, rtol=1e-3, atol=1e-3)


def test_what_rank_expects_is_what_the_recipe_learns(made):
    again, kept = (json.loads((where / 'static/expected.json').read_text()) for where in (made, Path(expected.PACKAGE)))
    assert again['base'] == kept['base'] and again['dataframes'] == kept['dataframes']
    assert set(kept['priors']) == set(Pool.open('starter').names)
    for name in kept['priors']:
        assert again['priors'][name] == pytest.approx(kept['priors'][name], abs=2e-3)
    for way, models in kept['weights'].items():
        for one, other in zip(models, again['weights'][way]):
            assert one['weights'] == pytest.approx(other['weights'], rel=1e-3, abs=1e-4)
            assert one['ends'] == pytest.approx(other['ends'], rel=1e-3)


def test_a_first_place_is_judged_as_by_hand():
    "Of the first draw of each dataframe, from the raw files."
    truth = pd.read_csv(ROOT / 'results/cheap_truth.csv').fillna({'source': ''}).query('rows == 50')
    scores = pd.read_csv(ROOT / 'results/evidence.csv').query('rows == 50')
    judged = pd.read_csv(ROOT / 'results/rankers.csv').query('rows == 50')
    of = judged.set_index(['ranker', 'target']).first1
    draws = [f'v{i}' for i in range(5)]
    for target in judged.target.unique():
        values = truth[truth.target == target].set_index('source')[draws]
        added = 100 * (values - values.loc['']).drop('').mean(axis=1)
        mine = scores[scores.target == target].set_index('source')
        for ranker, kind in {'evidence of the map': 'g', 'hf-dataset-selector': 'p'}.items():
            first = np.mean([added[mine[f'{kind}{i}'].idxmax()] for i in range(5)])
            assert of[ranker, target] == pytest.approx(first, abs=0.01)


def test_nothing_is_learned_from_the_dataframes_own_family(tried):
    some = tried[tried.rows == 50].reset_index(drop=True)
    own = some.family == some.family.iloc[0]
    turned = some.assign(**{c: some[c].where(~own, 50 - some[c]) for c in ('y', 'mean')})
    features = expected.with_features(some, 'g')
    points = [expected.cross_predicted(s, features, expected.FEATURES) for s in (some, turned)]
    np.testing.assert_allclose(points[0][own], points[1][own])
    assert not np.allclose(points[0][~own], points[1][~own])


def test_of_the_intervals_as_many_hold_as_they_say():
    said = pd.read_csv(ROOT / 'results/verdicts.csv')
    for rows, some in said.groupby('rows'):
        assert 0.7 <= some.covered.sum() / some.pairs.sum() <= 0.9, rows
