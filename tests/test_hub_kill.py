"""A fetch of 200 repositories, killed at 20 random moments and started again: complete, equal, nothing fetched twice
that was whole."""

import random, re, subprocess, sys, time
from pathlib import Path
import numpy as np
import pytest
from esm_nb import Pool
from tests.local_hub import Hub, add_esms, environment, serve

pytestmark = pytest.mark.slow

FETCH = '''
import sys
from esm_nb import Pool
print('ready', flush=True)
pool = Pool.open('hub:authors', progress=False)
pool.verify()
print(pool.path, pool.sha256, flush=True)
'''


def start(hub, home):
    return subprocess.Popen(
        [sys.executable, '-c', FETCH], stdout=subprocess.PIPE, text=True, env=environment(hub, home)
    )


def whole(home):
    "The repositories whose map is here: beside the pool, or in its index."
    names = set()
    for folder in Path(home).glob('assets/esm_nb/*/authors--*'):
        names |= {
            m[1]
            for f in folder.glob('arriving/*/model.safetensors')
            if (m := re.search('authors--(ESM_[0-9]+)@', str(f)))
        }
        if (folder / 'sources.jsonl').exists():
            names |= set(re.findall('authors/(ESM_[0-9]+)/tree', (folder / 'sources.jsonl').read_text()))
    return names


def test_killed_at_twenty_moments_and_started_again(tmp_path):
    draw, moments = random.Random(0), []
    with serve(Hub(latency=0.04)) as hub:
        maps = add_esms(hub, 'authors', 200)
        straight = start(hub, tmp_path / 'straight')
        assert straight.stdout.readline() == 'ready\n'
        _, expected = straight.stdout.readline().split()
        for _ in range(20):
            process = start(hub, tmp_path / 'killed')
            assert process.stdout.readline() == 'ready\n'
            there = whole(tmp_path / 'killed')
            hub.requests.clear()
            enough = draw.randrange(1, 80)
            while process.poll() is None and len(hub.requests) < enough:
                time.sleep(0.005)
            process.kill()
            process.wait()
            again = {m[1] for r in hub.requests if (m := re.search('GET /authors/(ESM_[0-9]+)/resolve/.*model', r))}
            assert not again & there
            moments.append(len(whole(tmp_path / 'killed')))
        last = start(hub, tmp_path / 'killed')
        assert last.stdout.readline() == 'ready\n'
        path, sha256 = last.stdout.readline().split()
    assert sha256 == expected and sorted(Pool.open(path).names) == sorted(maps)
    assert len(set(moments)) > 5, moments  # the kills did hit different moments of one fetch
    pool = Pool.open(path)
    for name, (weight, _) in maps.items():
        np.testing.assert_array_equal(pool[name].weight, weight)
    assert not list(Path(path).glob('arriving/*')) and not list(Path(path).rglob('.*.part'))
