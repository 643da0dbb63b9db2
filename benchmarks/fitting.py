"""Time of the exact fit on 10,000 pairs, beside the paper's optimiser in the same run: as hf-dataset-selector runs it,
and our own `sgd`, which does without its data loader.

Ratios only: seconds say more about the machine. Held-out errors on real sources: results/imitation.json."""

import json
from pathlib import Path
import numpy as np
from esm_nb import ESM
from esm_nb.esm import SGD
from esm_nb.files import write_whole
from scoring import CORES, machine, spread, threads, timed
from hfselect.embedding_dataset import EmbeddingDataset
from hfselect.trainers import ESMTrainer

ROWS, DIMS, REPEATS = 10_000, (384, 768), 5


def pairs(d, rng):
    "Embeddings whose directions differ in size, as real ones do, and a map that moves some of them."
    X = rng.normal(size=(ROWS, d)) * np.exp(-np.arange(d) / 100) @ np.linalg.qr(rng.normal(size=(d, d)))[0]
    Z = X + X @ rng.normal(size=(d, d)) * 0.3 * d**-0.5 + 0.1 * X.std() * rng.normal(size=X.shape)
    return X.astype(np.float32), Z.astype(np.float32)


def exact(X, Z):
    return ESM.fit(X, Z)


def sgd(X, Z):
    return ESM.fit(X, Z, 'sgd')


def peer(X, Z):
    return ESMTrainer().train_with_embeddings(EmbeddingDataset(X, Z), verbose=0)


def seconds(fit, pair, repeats):
    return [timed(fit, *pair)[0] for _ in range(repeats + 1)][1:]  # the first warms up


def ratios(d, cores, rng):
    pair = pairs(d, rng)
    with threads(cores):
        ours, *theirs = (
            seconds(fit, pair, repeats) for fit, repeats in ((exact, 2 * REPEATS), (peer, REPEATS), (sgd, REPEATS))
        )
    return dict(d=d, rows=ROWS, threads=cores) | {
        f'{name}_over_exact': spread(np.divide.outer(t, ours)) for name, t in zip(('peer', 'sgd'), theirs)
    }


if __name__ == '__main__':
    rng = np.random.default_rng(0)
    result = machine() | dict(sgd=SGD, fits=[])
    for d in DIMS:
        for cores in sorted({1, CORES}):
            result['fits'].append(ratios(d, cores, rng))
            print(result['fits'][-1], flush=True)
    write_whole(Path(__file__).parent / 'fitting.json', json.dumps(result, indent=1).encode())
