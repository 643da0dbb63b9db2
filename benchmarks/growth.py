"""What a larger pool costs: ranking 1,000 tweets with all sources of the starter pool and with 200, beside 34 of them;
opening it; and looking up the tweets among its sources' texts. The processor's seconds, on one thread, in one run."""

import json, tempfile, time
from unittest.mock import patch
import torch
from threadpoolctl import threadpool_limits
from esm_nb import Pool, rank, tweets
from esm_nb.files import write_whole
from esm_nb.leaks import leak, text_keys
from scoring import HERE, machine, spread

FEW, MANY, REPEATS = 34, 200, 5


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def ranked(pool):
    "Nothing is remembered."
    with tempfile.TemporaryDirectory() as cache, patch.dict('os.environ', XDG_CACHE_HOME=cache):
        return seconds(lambda: rank(tweets(), pool=pool, progress=False))


if __name__ == '__main__':
    torch.set_num_threads(1)
    pool, keys = Pool.open('starter'), text_keys(tweets().tweet.tolist())
    few = pool[:: len(pool) // FEW][:FEW]
    ranked(few)  # the base is loaded
    with threadpool_limits(1):
        runs = [
            (ranked(few), ranked(pool[:MANY]), ranked(pool), seconds(lambda: Pool.open('starter')))
            for _ in range(REPEATS)
        ]
        sketches = seconds(lambda: [leak(keys, entry.info.text_sketch) for entry in pool.entries])
    result = machine() | dict(
        sources=len(pool),
        few=len(few),
        many=MANY,
        ranking_many_over_few=spread([many / some for some, many, _, _ in runs]),
        ranking_all_over_few=spread([every / some for some, _, every, _ in runs]),
        opening_over_ranking=spread([opening / every for _, _, every, opening in runs]),
        looking_up_over_ranking=round(sketches / runs[-1][2], 4),
    )
    print(json.dumps(result, indent=1))
    write_whole(HERE / 'growth.json', json.dumps(result, indent=1).encode())
