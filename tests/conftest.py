"""A tiny encoder with random weights and a planted pool: real code, no download, fast."""
import numpy as np
import pandas as pd
import pytest
from esm_nb import ESM, ESMInfo, Pool
from esm_nb.encoder import tiny_model


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    "Tests neither read nor fill the user's cache of embeddings."
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path_factory.getbasetemp() / 'cache'))


@pytest.fixture(scope='session')
def reviews():
    rng = np.random.default_rng(0)
    words = dict(good='great lovely warm fine'.split(), bad='awful dull cold poor'.split())
    return pd.DataFrame([dict(review=' '.join(['the film was', *rng.choice(words[k], 3), f'in {i}']), verdict=k) for i, k in enumerate(['good', 'bad'] * 100)])


@pytest.fixture(scope='session')
def tiny(tmp_path_factory, reviews):
    return tiny_model(tmp_path_factory.mktemp('tiny'), reviews.review)


@pytest.fixture(scope='session')
def random_esm(tiny):
    def make(name, dim=16, seed=0, **info):
        rng = np.random.default_rng(seed)
        weight = np.eye(dim) + .3 * rng.normal(size=(dim, dim))
        return ESM(weight.astype(np.float32), rng.normal(size=dim).astype(np.float32), ESMInfo(name, base_model_name=str(tiny), pooling='mean', max_length=16, **info))
    return make


@pytest.fixture(scope='session')
def pool(tmp_path_factory, random_esm):
    return Pool.create(tmp_path_factory.mktemp('pools') / 'five', [random_esm(f'source {i}', seed=i) for i in range(5)])
