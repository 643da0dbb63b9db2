"""A pool of single ESMs on the Hub, beside hf-dataset-selector in the same run: 300 repositories on a Hub on loopback
that takes 40 ms for every answer. Ratios only: seconds say more about the machine."""

import argparse, json, os, platform, shutil, subprocess, sys, tempfile
from importlib.metadata import version
from pathlib import Path

ROOT, HERE = Path(__file__).parent.parent, Path(__file__).parent
sys.path.insert(0, str(ROOT))

CLIENT = '''
import contextlib, json, sys, tempfile, time
with contextlib.chdir(tempfile.mkdtemp()): # hfselect opens a log file where it is imported
    {imports}
start = time.perf_counter()
n = {call}
print(json.dumps([time.perf_counter() - start, n]))
'''
PEER = dict(
    imports='from hfselect.utils import find_esm_repo_ids, fetch_esms',
    call="len(fetch_esms(find_esm_repo_ids(filters=[])))",
)
OURS = dict(imports='from esm_nb import Pool', call="len(Pool.open('hub:authors', yes=True, progress=False))")
PACKED = dict(imports='from esm_nb import Pool', call="len(Pool.open('hub:tester/pool', yes=True, progress=False))")


def serve_forever(count, dim, latency):
    """The Hub, in a process of its own; its address, then for every line that comes in how many requests there were
    since the last."""
    import numpy as np
    from esm_nb import ESM, ESMInfo, Pool
    from esm_nb.publishing import card_header
    from tests.local_hub import Hub, esm_repo, serve

    rng = np.random.default_rng(0)
    maps = [
        (rng.normal(size=(dim, dim)).astype(np.float32), rng.normal(size=dim).astype(np.float32)) for _ in range(10)
    ]
    hub, base = Hub(latency=latency), 'google-bert/bert-base-multilingual-uncased'
    for i in range(count):
        hub.add(
            'models',
            f'authors/ESM_{i}',
            esm_repo(dict(task_id=f'owner/task-{i}', esm_embedding_dim=dim, version='0.2.1'), *maps[i % 10], base),
        )
    with tempfile.TemporaryDirectory() as tmp:
        pool = Pool.create(
            Path(tmp) / 'pool',
            (
                ESM(*maps[i % 10], ESMInfo(f'task {i}', base_model_name=base, pooling='pooler', max_length=128))
                for i in range(count)
            ),
        )
        hub.add(
            'models',
            'tester/pool',
            {f.name: f.read_bytes() for f in pool.path.iterdir()}
            | {'README.md': card_header('mit', ['embedding_space_map_pool'], base).encode()},
        )
    with serve(hub):
        print(hub.url, flush=True)
        for _ in sys.stdin:
            print(sum('agent-harnesses' not in r for r in hub.requests), flush=True)
            hub.requests.clear()


def measured(client, url, home, server):
    "Seconds, ESMs and requests of a client in a process of its own."
    env = {k: v for k, v in os.environ.items() if not k.startswith('HF_')} | dict(
        HF_ENDPOINT=url, HF_HOME=str(home), HF_HUB_DISABLE_XET='1', PYTHONPATH=str(ROOT), TQDM_DISABLE='1'
    )
    done = subprocess.run([sys.executable, '-c', CLIENT.format(**client)], capture_output=True, text=True, env=env)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    server.stdin.write('\n')
    server.stdin.flush()
    return [*json.loads(done.stdout.splitlines()[-1]), int(server.stdout.readline())]


def compared(count, dim, latency):
    "Every client, cold and warm, on one Hub."
    command, tmp = [sys.executable, __file__, '--serve', str(count), str(dim), str(latency)], Path(tempfile.mkdtemp())
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | dict(PYTHONPATH=str(ROOT))
    )
    try:
        url = server.stdout.readline().strip()
        rows = {
            f'{name}, {state}': measured(client, url, tmp / str(i), server)
            for i, (name, client) in enumerate(
                {'hf-dataset-selector': PEER, 'single repositories': OURS, 'one packed repository': PACKED}.items()
            )
            for state in ('cold', 'warm')
        }
    finally:
        server.kill()
        shutil.rmtree(tmp)
    assert all(n == count for _, n, _ in rows.values()), rows
    peer = rows['hf-dataset-selector, cold'][0]
    return dict(
        repositories=count,
        dim=dim,
        rows={
            name: dict(peer_cold_over_this=round(peer / s, 1), under_a_second=s < 1, requests=r)
            for name, (s, n, r) in rows.items()
        },
    )


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--quick', action='store_true', help='30 repositories; writes no file')
    parser.add_argument('--serve', nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        sys.exit(serve_forever(int(args.serve[0]), int(args.serve[1]), float(args.serve[2])))
    result = dict(
        latency_ms=40,
        cores=os.cpu_count(),
        load_before=round(os.getloadavg()[0], 1),
        python=platform.python_version(),
        versions={p: version(p) for p in ('esm_nb', 'hf-dataset-selector', 'huggingface_hub')},
        runs=[compared(count, dim, 0.04) for count, dim in ([(30, 64)] if args.quick else [(300, 768), (300, 64)])],
    )
    for run in result['runs']:
        print(f"{run['repositories']} repositories, {run['dim']} dimensions")
        for name, row in run['rows'].items():
            print(
                f"{name:32} {row['peer_cold_over_this']:8.1f}× as fast as hf-dataset-selector cold, "
                f"{row['requests']:5,} requests{', under a second' if row['under_a_second'] else ''}"
            )
    if not args.quick:
        (HERE / 'hub.json').write_text(json.dumps(result, indent=1))
