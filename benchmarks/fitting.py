"Time of the exact fit beside the paper's optimiser on 10,000 pairs, in the same run. Ratios only: seconds say more about the machine. Held-out errors on real sources: results/imitation.json."
import json
from pathlib import Path
import numpy as np
from esm_nb import ESM
from esm_nb.esm import SGD, write_whole
from scoring import machine, spread, threads, timed

ROWS, DIMS, REPEATS = 10_000, (384, 768), 5

def pairs(d, rng):
    "Embeddings whose directions differ in size, as real ones do, and a map that moves some of them."
    X = rng.normal(size=(ROWS, d)) * np.exp(-np.arange(d) / 100) @ np.linalg.qr(rng.normal(size=(d, d)))[0]
    Z = X + X @ rng.normal(size=(d, d)) * .3 * d**-.5 + .1 * X.std() * rng.normal(size=X.shape)
    return X.astype(np.float32), Z.astype(np.float32)

def sgd_over_exact(d, rng):
    X, Z = pairs(d, rng)
    with threads(1):
        times = {method: [timed(ESM.fit, X, Z, method)[0] for _ in range(repeats + 1)][1:] for method, repeats in (('exact', 2 * REPEATS), ('sgd', REPEATS))} # the first warms up
    return dict(d=d, rows=ROWS, sgd_over_exact=spread(np.divide.outer(times['sgd'], times['exact'])))

if __name__ == '__main__':
    rng = np.random.default_rng(0)
    result = machine() | dict(sgd=SGD, fits=[sgd_over_exact(d, rng) for d in DIMS])
    for row in result['fits']: print(row)
    write_whole(Path(__file__).parent/'fitting.json', json.dumps(result, indent=1).encode())
