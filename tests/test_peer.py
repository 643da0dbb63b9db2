"""Scores and files beside the published package (hf-dataset-selector), and beside the Gaussian density computed
directly, its intercept integrated out."""

import contextlib, shutil, tempfile
from itertools import product
import numpy as np, pytest, torch
from huggingface_hub import PyTorchModelHubMixin
from scipy.linalg import helmert
from scipy.optimize import minimize_scalar
from scipy.stats import multivariate_normal
from esm_nb import ESM, ESMInfo, Pool, logme, rank_embeddings

pytestmark = pytest.mark.slow

aside = tempfile.mkdtemp()
with contextlib.chdir(aside):  # hfselect opens a log file where it is imported
    import hfselect
    from hfselect.esmconfig import ESMConfig
    from hfselect.logme import LogME
    from hfselect.task_ranking import TaskRanking
shutil.rmtree(aside)


# --- the published score ---


@pytest.fixture(params=['float32', 'float64'])
def dtype(request):
    return request.param


def embeddings(n, d, seed, dtype='float64', task='classification', classes=2):
    "Correlated features off the origin, and labels that depend on some of them."
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) @ np.diag(np.geomspace(1, 0.1, d)) + rng.normal(size=d)
    hidden = (X - X.mean(0))[:, :4] @ rng.normal(size=(4, classes)) + rng.normal(size=(n, classes))
    labels = dict(
        regression=40 + 7 * hidden[:, 0],
        multilabel=hidden > 0,
        classification=np.unique(hidden.argmax(1), return_inverse=True)[1],
    )
    return X.astype(dtype), labels[task]


SIZES = [(30, 8), (60, 48), (200, 64), (400, 300), (1000, 384), (900, 768), (2000, 768)]


@pytest.mark.parametrize('classes', [2, 5, 12])
@pytest.mark.parametrize('n, d', SIZES)
def test_classification_is_published_logme(n, d, classes, dtype):
    X, y = embeddings(n, d, n + classes, dtype, classes=classes)
    assert logme(X, y, variant='reference') == pytest.approx(LogME().fit(X, y), rel=1e-6)


@pytest.mark.parametrize('n, d', SIZES)
def test_regression_is_published_logme(n, d, dtype):
    X, y = embeddings(n, d, n, dtype, 'regression')
    assert logme(X, y, 'regression', variant='reference') == pytest.approx(LogME(regression=True).fit(X, y), rel=1e-6)


# --- the published ranking and files ---


def peer_esm(dim, seed, name, version='0.2.1'):
    "An ESM of the peer, its layer near the identity."
    generator = torch.Generator().manual_seed(seed)
    esm = hfselect.ESM(
        'linear',
        dim,
        ESMConfig(
            base_model_name='base', task_id=name, esm_architecture='linear', esm_embedding_dim=dim, version=version
        ),
    )
    layer = esm.sequential[0] if esm.is_legacy_model else esm.model
    with torch.no_grad():
        layer.weight.copy_(torch.eye(dim) + 0.3 * dim**-0.5 * torch.randn(dim, dim, generator=generator))
        layer.bias.copy_(0.1 * torch.randn(dim, generator=generator))
    return esm


def peer_map(esm, X):
    with torch.no_grad():
        return esm(torch.as_tensor(X)).numpy()


@pytest.mark.parametrize(
    'task, n, d', [('classification', 500, 64), ('classification', 900, 384), ('regression', 300, 32)]
)
def test_ranking_is_published_ranking(tmp_path, task, n, d):
    X, y = embeddings(n, d, 1, 'float32', task, classes=4)
    peers = [peer_esm(d, seed, f'source {seed}') for seed in range(10)]

    def ours_of(p):
        info = ESMInfo(p.config.task_id, base_model_name='base', pooling='mean', max_length=16)
        return ESM(p.model.weight.detach().numpy(), p.model.bias.detach().numpy(), info)

    pool = Pool.create(tmp_path / 'pool', map(ours_of, peers))
    scores = [LogME(regression=task == 'regression').fit(peer_map(p, X), y) for p in peers]
    theirs = TaskRanking([p.config for p in peers], scores)
    ours = rank_embeddings(X, y, pool, task, variant='reference')
    assert [r.source for r in ours] == [c.task_id for c in theirs.esm_configs]
    assert [r.score for r in ours] == pytest.approx(theirs.scores, abs=1e-5)


def save_as_published(esm, directory):
    "0.1.0 wrote its layer as `sequential.0`; 0.2 renames it on saving, so go past its own method."
    if esm.is_legacy_model:
        PyTorchModelHubMixin.save_pretrained(esm, directory, config=esm.config.to_dict())
    else:
        esm.save_pretrained(directory)


def same_map(ours, theirs):
    X = np.random.default_rng(2).normal(size=(20, ours.dim)).astype(np.float32)
    layer = theirs.sequential[0] if theirs.is_legacy_model else theirs.model
    np.testing.assert_array_equal(ours.weight, layer.weight.detach().numpy())
    np.testing.assert_array_equal(ours.bias, layer.bias.detach().numpy())
    np.testing.assert_allclose(ours(X), peer_map(theirs, X), atol=1e-5)


@pytest.mark.parametrize('version', ['0.1.0', '0.2.1'])
def test_reads_what_the_peer_saves(tmp_path, version):
    theirs = peer_esm(24, 3, 'imdb', version)
    save_as_published(theirs, tmp_path)
    keys = {'0.1.0': b'"sequential.0.weight"', '0.2.1': b'"model.weight"'}
    assert keys[version] in (tmp_path / 'model.safetensors').read_bytes()
    ours = ESM.load(tmp_path)
    same_map(ours, theirs)
    assert (ours.info.task_id, ours.info.base_model_name, ours.info.esm_embedding_dim) == ('imdb', 'base', 24)


@pytest.mark.parametrize('r', [None, 3])
def test_peer_reads_what_we_save(tmp_path, r):
    rng = np.random.default_rng(4)
    info = ESMInfo(
        'imdb',
        task='classification',
        task_id='stanfordnlp/imdb',
        base_model_name='base',
        text_column='text',
        fidelity=dict(mse=0.4),
    )
    arrays = [
        rng.normal(size=shape).astype(np.float32) for shape in ([(24, 24)] if r is None else [(24, r)] * 2) + [24]
    ]
    ours = (ESM if r is None else ESM.factored)(*arrays, info)
    ours.save(tmp_path)
    theirs = hfselect.ESM.from_pretrained(tmp_path)
    same_map(ours, theirs)
    assert theirs.create_config().is_valid and theirs.create_config().task_id == 'stanfordnlp/imdb'


def test_peer_reads_an_old_file_that_we_saved_again(tmp_path):
    theirs = peer_esm(24, 5, 'imdb', '0.1.0')
    save_as_published(theirs, tmp_path / 'old')
    ESM.load(tmp_path / 'old').save(tmp_path / 'new')
    same_map(ESM.load(tmp_path / 'new'), hfselect.ESM.from_pretrained(tmp_path / 'new'))


# --- the exact score ---


def columns(y, task):  # what a label means, written once more
    if task == 'regression':
        return [(y - y.mean()) / y.std()]
    every = y.T if task == 'multilabel' else [y == c for c in np.unique(y)]
    return [c.astype(float) for c in every if c.any() and not c.all()]


def maximum(f, low, high, points=300):
    "Of a function on an interval: the best of many points, then between its neighbours."
    grid = np.linspace(low, high, points)
    best = np.argmax([f(u) for u in grid])
    inside = minimize_scalar(
        lambda u: -f(u),
        bounds=(grid[max(best - 1, 0)], grid[min(best + 1, points - 1)]),
        method='bounded',
        options=dict(xatol=1e-9),
    )
    return max(-inside.fun, f(grid[best]))


def range_of_log_t(X):
    trace = ((X - X.mean(0)) ** 2).sum()
    return np.log(1e-6 * trace / len(X)), np.log(1e8 * trace)


def without_intercept(K):
    """An intercept of any size, all equally likely, is one direction of which nothing is known: that of the rows'
    common value. What is left is seen along the n - 1 directions at right angles to it."""
    rest = helmert(len(K))
    return rest, rest @ K @ rest.T


def density_in_two_variables(X, y, task):
    "The largest Gaussian density of the labels over α and β, from dense covariances."
    rest, K = without_intercept(X @ X.T)

    def best(column):
        def at(u):
            C = np.eye(len(K)) + K * np.exp(-u)
            density = lambda v: multivariate_normal.logpdf(rest @ column, cov=C * np.exp(-v))
            return maximum(density, -5, 40, 10)  # concave in log β

        return maximum(at, *range_of_log_t(X), 50)

    return np.mean([best(c) for c in columns(y, task)]) / len(X)


def density_in_dual_space(X, y, task):
    "The same from the eigenvalues of what is left of XXᵀ."
    rest, K = without_intercept(X @ X.T)
    values, vectors = np.linalg.eigh(K)
    values, n = np.maximum(values, 0), len(K)

    def best(column):
        z2 = (vectors.T @ (rest @ column)) ** 2

        def at(u):
            variances = 1 + values * np.exp(-u)
            beta = n / (z2 / variances).sum()  # where the density's derivative in β is 0
            return 0.5 * (n * np.log(beta / (2 * np.pi)) - np.log(variances).sum() - n)

        return maximum(at, *range_of_log_t(X))

    return np.mean([best(c) for c in columns(y, task)]) / len(X)


def awkward(kind, n, d, task):
    X, y = embeddings(n, d, n + d, 'float64', task, classes=3)
    if kind == 'rank-deficient':
        X = X[:, : max(d // 3, 2)] @ np.random.default_rng(6).normal(size=(max(d // 3, 2), d)) / d**0.5
    if kind == 'duplicated rows':
        X, y = np.concatenate([X[: n // 2]] * 2), np.concatenate([y[: n // 2]] * 2)
    if kind == 'constant column':
        X[:, 1] = 5
    return X, y


KINDS = ['plain', 'rank-deficient', 'duplicated rows', 'constant column']


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('n, d', [*product((8, 30), (5, 64)), (30, 384)])
@pytest.mark.parametrize('task', ['classification', 'regression', 'multilabel'])
def test_exact_score_is_the_largest_density(n, d, kind, task):
    X, y = awkward(kind, n, d, task)
    assert logme(X, y, task) == pytest.approx(density_in_two_variables(X, y, task), rel=1e-6)


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('n, d', [*product((8, 30, 200, 1000), (5, 64, 384, 768)), (2000, 768)])
def test_exact_score_is_the_largest_density_in_dual_space(n, d, kind):
    task = {5: 'multilabel', 64: 'regression'}.get(d, 'classification')
    X, y = awkward(kind, n, d, task)
    assert logme(X, y, task) == pytest.approx(density_in_dual_space(X, y, task), rel=1e-6)


# --- fewer rows than dimensions ---


def signal_and_noise(n, seed, d=768):
    "Rows of about unit length, as sentence embeddings are: one dimension shifted per class, and pure noise."
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 4
    return (rng.normal(size=(n, d)) + 4 * np.eye(4, d)[y]) / d**0.5, rng.normal(size=(n, d)) / d**0.5, y


@pytest.mark.parametrize('n', [32, 100, 200, 400, 1000])
def test_few_rows(n):
    draws = [signal_and_noise(n, seed) for seed in range(6)]
    ours, published = (
        [(score(signal, y), score(noise, y)) for signal, noise, y in draws]
        for score in (logme, lambda X, y: LogME().fit(X, y))
    )
    assert [signal > noise for signal, noise in ours] == [True] * 6
    assert [signal > noise for signal, noise in published] == [n > 768] * 6
    if n == 32:
        assert all(p > 10 > 0 > o for (_, p), (_, o) in zip(published, ours))
