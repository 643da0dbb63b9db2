"""build_pool killed at random moments and started again ends with the pool that an undisturbed run makes."""

import random
import subprocess
import sys
import numpy as np
import pytest
from esm_nb import Pool

pytestmark = pytest.mark.slow

BUILD = '''
import sys, torch, transformers
transformers.Trainer # loaded before it begins: it takes longer than all of the work
import numpy as np, pandas as pd
from esm_nb import Source, build_pool, Encoder
torch.set_num_threads(1)
rng = np.random.default_rng(0)
def source(i):
    words = rng.choice('great lovely warm fine awful dull cold poor'.split(), (60, 3))
    texts = [f'the film was {" ".join(w)} in {j}' for j, w in enumerate(words)]
    labels = np.where(np.isin(words[:, 0], ['great', 'lovely', 'warm', 'fine']), 'good', 'bad')
    return Source(f'source {i}', pd.DataFrame(dict(text=texts, label=labels)))
sources, encoder = [source(i) for i in range(6)], Encoder(sys.argv[2], max_length=16)
encoder.model
print('ready', flush=True)
build_pool(sources, sys.argv[1], encoder, general=[], progress=False)
print('done', flush=True)
'''


def start(path, model):
    process = subprocess.Popen([sys.executable, '-c', BUILD, str(path), str(model)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == 'ready\n'
    return process


def test_killed_at_twenty_moments_and_started_again(tmp_path, tiny):
    whole, killed, draw = tmp_path / 'whole', tmp_path / 'killed', random.Random(0)
    assert start(whole, tiny).stdout.readline() == 'done\n'
    grown = []
    for _ in range(20):
        process = start(killed, tiny)
        try:
            process.wait(draw.uniform(0, 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        if (killed / 'pool.json').exists():
            pool = Pool.open(killed)
            pool.verify()
            assert pool.names[: len(grown)] == grown
            grown = pool.names
    assert start(killed, tiny).stdout.readline() == 'done\n'
    expected, got = Pool.open(whole), Pool.open(killed)
    assert got.names == expected.names and len(got) == 6
    for a, b in zip(got, expected):
        np.testing.assert_allclose(a.weight, b.weight, atol=1e-6)
