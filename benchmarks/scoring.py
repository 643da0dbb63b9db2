"""Time and memory of scoring one source, beside hf-dataset-selector in the same run. Ratios only: seconds say more
about the machine."""

import argparse, contextlib, ctypes, gc, json, os, platform, shutil, tempfile, time
from importlib.metadata import version
from pathlib import Path
import numpy as np, torch
from threadpoolctl import threadpool_limits
from esm_nb import ESM, ESMInfo, Pool
from esm_nb.files import write_whole
from esm_nb.scoring import score_pool, scorer_of

aside = tempfile.mkdtemp()
with contextlib.chdir(aside):  # hfselect opens a log file where it is imported
    import hfselect
    from hfselect.logme import LogME
shutil.rmtree(aside)

CLASSES, CORES, HERE = 5, os.cpu_count(), Path(__file__).parent


def target(n, d, rng):
    X = rng.normal(size=(n, d)).astype(np.float32)
    return X, (X[:, :CLASSES] + rng.normal(size=(n, CLASSES))).argmax(1)


def random_map(d, rng, name='random'):
    "The same map for us and for them."
    weight, bias = np.eye(d) + 0.3 * d**-0.5 * rng.normal(size=(d, d)), 0.1 * rng.normal(size=d)
    ours = ESM(
        weight.astype(np.float32),
        bias.astype(np.float32),
        ESMInfo(name, base_model_name='none', pooling='mean', max_length=128),
    )
    theirs = hfselect.ESM('linear', d)
    theirs.load_state_dict({'model.weight': torch.from_numpy(ours.weight), 'model.bias': torch.from_numpy(ours.bias)})
    return ours, theirs


def peer_score(esm, X, y):
    with torch.no_grad():
        return LogME().fit(esm(torch.from_numpy(X)).numpy(), y)


@contextlib.contextmanager
def threads(count):
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        with threadpool_limits(count):
            yield
    finally:
        torch.set_num_threads(before)


def timed(f, *args):
    start = time.perf_counter()
    result = f(*args)
    return time.perf_counter() - start, result


def peak_mb(f, *args):
    """How far the resident memory rises during a call, whoever allocates it (Linux; None elsewhere). Free memory is
    given back first."""
    status = lambda field: (
        int(next(line for line in open('/proc/self/status') if line.startswith(field)).split()[1]) / 1024
    )
    try:
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        Path('/proc/self/clear_refs').write_text('5')  # the high-water mark starts again from here
        before = status('VmRSS')
        f(*args)
        return round(status('VmHWM') - before, 1)
    except (OSError, AttributeError):
        return None


def spread(values):
    "Lower quartile, median, upper quartile."
    return [round(float(q), 3) for q in np.quantile(values, [0.25, 0.5, 0.75])]


def per_source(d, sizes, repeats, rng):
    "Rows of the first table. Every repeat scores one new map at every size, us and them in turns."
    times = {n: dict(ours=[], peer=[], peer_all_threads=[], prepare=[]) for n in sizes}
    targets = {n: target(n, d, rng) for n in sizes}
    with threads(1):
        scorers = {n: scorer_of(X, y) for n, (X, y) in targets.items()}
    for repeat in range(repeats + 1):  # the first compiles and warms up
        ours, theirs = random_map(d, rng)
        for n, (X, y) in targets.items():
            calls = dict(
                ours=(1, scorers[n], ours),
                peer=(1, peer_score, theirs, X, y),
                peer_all_threads=(CORES, peer_score, theirs, X, y),
                prepare=(1, scorer_of, X, y),
            )
            results = {}
            for who in list(calls)[:: (-1) ** repeat]:
                with threads(calls[who][0]):
                    seconds, results[who] = timed(*calls[who][1:])
                if repeat:
                    times[n][who].append(seconds)
            assert n <= d or abs(results['ours'][0] - results['peer']) < 1e-3, (
                results,
                'not the same score, so not the same work',
            )
    for n, (X, y) in targets.items():
        t = {who: np.array(seconds) for who, seconds in times[n].items()}
        with threads(1):
            memory = dict(ours_mb=peak_mb(scorers[n], ours), peer_mb=peak_mb(peer_score, theirs, X, y))
        yield (
            dict(
                d=d,
                n=n,
                peer_over_ours=spread(t['peer'] / t['ours']),
                peer_with_all_threads_over_ours=spread(t['peer_all_threads'] / t['ours']),
                ours_over_ours_at_1000=spread(t['ours'] / times[1000]['ours']),
                prepare_over_ours=spread(t['prepare'] / t['ours']),
            )
            | memory
        )


def whole_pool(d, sources, repeats, rng):
    "A row of the second table: `score_pool` beside the same sources one after another, 1,000 rows."
    scorer, directory = scorer_of(*target(1000, d, rng)), Path(tempfile.mkdtemp())
    pool = Pool.create(directory / 'pool', (random_map(d, rng, f'source {i}')[0] for i in range(sources)))
    one_after_another = lambda: [scorer(pool[i]) for i in range(len(pool))]
    times = dict(score_pool=[], all_threads=[], one_thread=[])
    for repeat in range(repeats + 1):
        for who, count in dict(score_pool=CORES, all_threads=CORES, one_thread=1).items():
            with threads(count):
                seconds, _ = timed(score_pool, scorer, pool) if who == 'score_pool' else timed(one_after_another)
            if repeat:
                times[who].append(seconds)
    shutil.rmtree(directory)
    return dict(d=d, sources=sources) | {
        f'{who}_over_score_pool': spread(np.divide(times[who], times['score_pool']))
        for who in ('all_threads', 'one_thread')
    }


def machine():
    cpu = (
        next((line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')), '')
        if Path('/proc/cpuinfo').exists()
        else platform.processor()
    )
    return dict(
        cpu=cpu,
        cores=CORES,
        load_before=round(os.getloadavg()[0], 1),
        python=platform.python_version(),
        versions={p: version(p) for p in ('esm_nb', 'hf-dataset-selector', 'numpy', 'scipy', 'numba', 'torch')},
    )


def markdown(rows):
    cell = lambda v: '–' if v is None else f'{v[1]:.2f} ({v[0]:.2f}–{v[2]:.2f})' if isinstance(v, list) else f'{v:,.0f}'
    return '\n'.join(
        '| ' + ' | '.join(line) + ' |'
        for line in [
            [k.replace('_', ' ') for k in rows[0]],
            ['---:'] * len(rows[0]),
            *([cell(v) for v in r.values()] for r in rows),
        ]
    )


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--quick', action='store_true', help='a small run; writes no file')
    quick = parser.parse_args().quick
    dims, sizes, repeats, sources = ([384], [300, 1000], 3, 8) if quick else ([384, 768], [300, 1000, 10000], 15, 32)
    rng, result = np.random.default_rng(0), machine()
    result['per_source'] = [row for d in dims for row in per_source(d, sizes, repeats, rng)]
    result['pool'] = [whole_pool(d, sources, max(repeats // 3, 2), rng) for d in dims]
    v = ', '.join(f'{p} {n}' for p, n in result['versions'].items())
    print(
        f"{result['cpu']}, {CORES} cores (load {result['load_before']} before), Python {result['python']}, {v}.",
        'Median (quartiles) of ratios of times; MB: rise of resident memory during one call.',
        markdown(result['per_source']),
        markdown(result['pool']),
        sep='\n\n',
    )
    if not quick:
        write_whole(HERE / 'scoring.json', json.dumps(result, indent=1).encode())
