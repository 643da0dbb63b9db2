"""A tiny encoder with random weights and a planted pool: real code, no download, fast."""

import shutil
import numpy as np
import pytest
from esm_nb import Pool
from esm_nb.testing import planted_map, tiny_model, toy_reviews
from lab_server import chromium

MARKS = dict(browser='browser', site='slow', fetched='slow', impatient='slow')  # fixture → marker of its tests


def pytest_collection_modifyitems(items):
    for item in items:
        for fixture in MARKS.keys() & set(item.fixturenames):
            item.add_marker(MARKS[fixture])


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    "Tests neither read nor fill the user's cache of embeddings."
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path_factory.getbasetemp() / 'cache'))


@pytest.fixture(scope='session')
def reviews():
    return toy_reviews(200)


@pytest.fixture(scope='session')
def tiny(tmp_path_factory, reviews):
    return tiny_model(tmp_path_factory.mktemp('tiny'), reviews.review)


@pytest.fixture(scope='session')
def random_esm(tiny):
    def make(name, dim=16, seed=0, **info):
        rng = np.random.default_rng(seed)
        weight = np.eye(dim) + 0.3 * rng.normal(size=(dim, dim))
        return planted_map(name, weight, rng.normal(size=dim).astype(np.float32), str(tiny), **info)

    return make


@pytest.fixture(scope='session')
def pool(tmp_path_factory, random_esm):
    esms = [random_esm(f'source {i}', seed=i) for i in range(5)]
    return Pool.create(tmp_path_factory.mktemp('pools') / 'five', esms)


@pytest.fixture(scope='module')
def browser():
    if not shutil.which('chromium'):
        pytest.fail('no Chromium: as root, apt-get update && apt-get install chromium', pytrace=False)
    with chromium() as browser:
        yield browser
