"""Repositories that mean harm are skipped, each with its reason; the others are there. Nothing of them is executed,
allocated or shown as markup."""

import json, os, re, resource, struct
import numpy as np
import pytest
from safetensors.numpy import save
from esm_nb import Pool, find_esms, rank_embeddings
from tests.local_hub import Hub, add_esms, esm_repo, point_at, serve

D = 16
EYE, ZERO = np.eye(D, dtype=np.float32), np.zeros(D, np.float32)
EVIL = '<img src=x onerror=alert(1)>\x1b[2J\u202e'


@pytest.fixture
def hub(tmp_path, monkeypatch):
    with serve(Hub()) as hub:
        point_at(hub, tmp_path / 'hf', monkeypatch.setattr, monkeypatch.setenv)
        yield hub


def repo(config=None, weights=None, **tensors):
    files = esm_repo(dict(task_id='owner/evil') | (config or {}), EYE, ZERO)
    if tensors:
        files['model.safetensors'] = save(tensors)
    if weights is not None:
        files['model.safetensors'] = weights
    return files


def header(size, text=b'{}'):
    return struct.pack('<Q', size) + text


class Bomb:
    def __reduce__(self):
        return os.system, ('touch /tmp/esm_nb_was_here',)


def pickled():
    import pickle

    files = repo()
    files['pytorch_model.bin'] = files['model.pkl'] = pickle.dumps(Bomb())
    del files['model.safetensors']
    return files


HUGE = {'dtype': 'F32', 'shape': [60000, 60000], 'data_offsets': [0, 14400000000]}
HOSTILE = {
    'pickle': (pickled, 'has no model.safetensors'),
    'pickle-in-disguise': (
        lambda: repo(weights=pickled()['model.pkl']),
        'not an ESM file|not a whole safetensors file',
    ),
    'huge-header': (lambda: repo(weights=header(1 << 40)), 'its header claims'),
    'long-header': (
        lambda: repo(weights=header(70_000, b'{"a":' + b' ' * 69_994 + b'1}')),
        'its header claims 70,000 bytes|has more than',
    ),
    'huge-shape': (
        lambda: repo(weights=header(105, json.dumps({'model.weight': HUGE}).encode().ljust(105))),
        'no map of d dimensions|not a whole',
    ),
    'not-square': (
        lambda: repo(**{'model.weight': EYE[:8], 'model.bias': ZERO[:8]}),
        'no map of d dimensions|not an affine map',
    ),
    'mismatched': (lambda: repo(**{'model.weight': np.zeros((17, 16), np.float32)}), 'holds model.weight'),
    'other-keys': (lambda: repo(**{'weight': EYE, 'bias': ZERO}), 'holds bias, weight'),
    'a-third-tensor': (
        lambda: repo(**{'model.weight': EYE, 'model.bias': ZERO, 'more': ZERO}),
        'no map of d dimensions|holds model.bias',
    ),
    'integers': (
        lambda: repo(**{'model.weight': EYE.astype(np.int64), 'model.bias': ZERO.astype(np.int64)}),
        'tensors of type I64',
    ),
    'nan': (lambda: repo(**{'model.weight': EYE * np.nan, 'model.bias': ZERO}), 'NaN or infinite'),
    'infinite': (lambda: repo(**{'model.weight': EYE, 'model.bias': ZERO + np.inf}), 'NaN or infinite'),
    'empty': (lambda: repo(weights=b''), 'not a whole safetensors file'),
    'other-dimension': (
        lambda: repo(**{'model.weight': np.eye(8, dtype=np.float32), 'model.bias': np.zeros(8, np.float32)}),
        '8 dimensions',
    ),
    '60000-dimensions': (
        lambda: repo(dict(esm_embedding_dim=60_000)),
        'its config says 60000 dimensions, its map has 16',
    ),
    'other-architecture': (lambda: repo(dict(esm_architecture={'linear': '__import__("os")'})), None),
    'another-architecture': (lambda: repo(dict(esm_architecture='mlp')), 'only linear maps'),
    'other-base': (lambda: repo(dict(base_model_name='evil/base')), 'its config belongs to evil/base'),
    'huge-config': (
        lambda: repo() | {'config.json': b'{"task_id": "' + b'a' * 300_000 + b'"}'},
        'config.json has more than 256,000 bytes',
    ),
    'deep-config': (lambda: repo() | {'config.json': b'[' * 100_000}, 'config.json is not a JSON object'),
    'list-config': (lambda: repo() | {'config.json': b'[]'}, 'config.json is not a JSON object'),
    'no-config': (lambda: {k: v for k, v in repo().items() if k != 'config.json'}, 'has no config.json'),
    'odd-pooling': (lambda: repo(dict(pooling='../../x')), 'unlike the others'),
    'large-file': (
        lambda: repo(weights=save({'model.weight': EYE, 'model.bias': ZERO}) + b'\0' * 10**6),
        'has more than',
    ),
}


def test_hostile_repositories_are_skipped(hub):
    maps = add_esms(hub, 'authors', 5, dim=D)
    for name, (files, _) in HOSTILE.items():
        hub.add('models', f'authors/ESM_{name}', files())
    markup = dict(task_id=EVIL, task_subset='a' * 100, language=EVIL, license=EVIL, label_column=['a', EVIL])
    hub.add('models', 'authors/ESM_markup', repo(markup | dict(num_examples=1e400)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pool = Pool.open('hub:authors', progress=False)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB
    for name, (_, why) in HOSTILE.items():
        if why:
            assert re.search(why, pool.skipped[f'authors/ESM_{name}']), (name, pool.skipped.get(f'authors/ESM_{name}'))
    # Markup is no crime, nor is an architecture that says nothing.
    assert len(pool) == len(maps) + 2 and set(maps) <= set(pool.names)
    assert not os.path.exists('/tmp/esm_nb_was_here')
    for i in range(len(pool)):
        pool[i]  # each map is what the index says
    X = np.random.default_rng(0).normal(size=(60, D)).astype(np.float32)
    ranking = rank_embeddings(X, X[:, 0] > 0, pool)
    assert '<img' not in ranking._repr_html_() and '\x1b' not in repr(ranking) and '\u202e' not in repr(ranking)
    hub.requests.clear()
    assert Pool.open('hub:authors').skipped == pool.skipped and hub.requests == []
    Pool.open('hub:authors', refresh=True, progress=False)  # what is hostile at this commit stays so
    assert not [r for r in hub.requests if 'safetensors' in r]


def test_hostile_listing(hub):
    add_esms(hub, 'authors', 2, dim=D)
    for name in ('authors/..', '../../etc', 'authors/a b', f'authors/{EVIL}', '/etc/passwd'):
        hub.add('models', name, repo())
    hub.add('models', 'authors/ESM_card', esm_repo(dict(task_id=EVIL), EYE, ZERO, base=EVIL, license=EVIL))
    found = find_esms()
    assert [p.repo for p in found] == ['authors/ESM_0000', 'authors/ESM_0001', 'authors/ESM_card']
    for html in (found._repr_html_(), found.to_pandas()._repr_html_()):
        assert '<img' not in html
    for shown in (found._repr_html_(), repr(found), repr(found.to_pandas())):
        assert '\x1b' not in shown and '\u202e' not in shown


def unsealed(tmp_path):
    "The files of a pool without checksums: whoever means harm would leave them out, or write ones that fit."
    files = {f.name: f.read_bytes() for f in (tmp_path / 'made').iterdir()}
    bare = lambda d, *more: {k: v for k, v in d.items() if k not in ('check', *more)}
    head = bare(json.loads(files['pool.json']), 'records', 'previous') | dict(schema=1)
    lines = [json.dumps(bare(json.loads(line))) + '\n' for line in files['sources.jsonl'].splitlines()]
    return files | {'pool.json': json.dumps(head).encode(), 'sources.jsonl': ''.join(lines).encode()}


def packed(tmp_path, name, **changes):
    files = unsealed(tmp_path)
    return files | {k.replace('__', '.'): v(files[k.replace('__', '.')]) for k, v in changes.items()}


@pytest.mark.parametrize(
    'changes, why',
    [
        (
            dict(sources__jsonl=lambda b: b.replace(b'maps-00000.safetensors', b'../../../etc/passwd')),
            'is not the name of a file of maps',
        ),
        (
            dict(sources__jsonl=lambda b: b.replace(b'maps-00000.safetensors', b'/etc/passwd')),
            'is not the name of a file of maps',
        ),
        (
            dict(sources__jsonl=lambda b: b.replace(b'maps-00000.safetensors', b'https://evil/maps-00000.safetensors')),
            'is not the name of a file of maps',
        ),
        (dict(pool__json=lambda b: b.replace(b'16', b'60000')), 'dim is 60000'),
        (dict(pool__json=lambda b: b' ' * 300_000 + b), 'more than 256,000'),
        (dict(pool__json=lambda b: b'null'), 'not a JSON object'),
    ],
)
def test_hostile_pools(hub, tmp_path, random_esm, changes, why):
    made = Pool.create(tmp_path / 'made', [random_esm('one', dim=16)])
    files = packed(tmp_path, made, **changes) | {'../../escaped': b'', 'model.pkl': pickled()['model.pkl']}
    hub.add('models', 'evil/pool', files)
    with pytest.raises(ValueError, match=why):
        Pool.open('hub:evil/pool', progress=False)
    assert not [f for f in tmp_path.rglob('*') if f.name in ('escaped', 'model.pkl')]
    assert not os.path.exists('/tmp/esm_nb_was_here')


def test_pool_with_other_maps_than_its_index_says(hub, tmp_path, random_esm):
    Pool.create(tmp_path / 'made', [random_esm('one', dim=16)])
    changes = {'maps-00000__safetensors': lambda b: b[:-1] + bytes([b[-1] ^ 1])}
    hub.add('models', 'evil/pool', packed(tmp_path, 'made', **changes))
    with pytest.raises(ValueError, match='is not what the index says'):
        Pool.open('hub:evil/pool', progress=False)[0]
