"""Time and memory of scoring one source, beside hf-dataset-selector and beside the code as it was, in the same run.
Ratios only: seconds say more about the machine."""

import argparse, contextlib, ctypes, gc, json, os, platform, shutil, tempfile, time
from importlib.metadata import version
from pathlib import Path
import numpy as np, torch
from threadpoolctl import threadpool_limits
from before import ROOT, Process, checkout
from esm_nb import ESM, ESMInfo, Pool
from esm_nb.files import write_whole
from esm_nb.scoring import score_pool, scorer_of

aside = tempfile.mkdtemp()
with contextlib.chdir(aside):  # hfselect opens a log file where it is imported
    import hfselect
    from hfselect.logme import LogME
shutil.rmtree(aside)

CLASSES, CORES, HERE = 5, os.cpu_count(), Path(__file__).parent

# What every process has: a target, and a map that is dense or of low rank.
COMMON = """
import numpy as np
def target(n, d, classes):
    rng = np.random.default_rng(n)
    X = rng.normal(size=(n, d)).astype(np.float32)
    return X, (X[:, :classes] + rng.normal(size=(n, classes))).argmax(1)

def factors(d, rank, seed):
    rng = np.random.default_rng(seed)
    return [(.3 * (d * rank)**-.25 * rng.normal(size=(d, rank))).astype(np.float32) for _ in 'UV']
"""
OURS = (
    COMMON
    + """
from esm_nb import ESM
try: from esm_nb.scoring import scorer_of
except ImportError: from esm_nb.ranking import scorer_of # as it was called before
def map_of(d, rank, seed):
    if rank: return ESM.factored(*factors(d, rank, seed), np.zeros(d, np.float32))
    U, V = factors(d, d, seed)
    return ESM(np.eye(d, dtype=np.float32) + U @ V.T, np.zeros(d, np.float32))
def plain(esm):
    from esm_nb.evidence import logme
    return logme(esm(X).astype(float), y)
"""
)
PEER = (
    COMMON
    + """
import os, tempfile, torch
os.chdir(tempfile.mkdtemp()) # a log file is opened where it is imported
import hfselect
from hfselect.logme import LogME
def map_of(d, rank, seed):
    esm = hfselect.ESM('linear', d)
    U, V = factors(d, rank or d, seed)
    state = {'model.weight': torch.eye(d) + torch.from_numpy(U @ V.T), 'model.bias': torch.zeros(d)}
    esm.load_state_dict(state)
    return esm
def score(esm, X, y):
    with torch.no_grad(): return LogME().fit(esm(torch.from_numpy(X)).numpy(), y)
"""
)


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


def spread(values, places=3):
    "Lower quartile, median, upper quartile."
    return [round(float(q), places) for q in np.quantile(values, [0.25, 0.5, 0.75])]


def per_source(shapes, repeats):
    "Rows of the first table: us, us before, and them in turns, on one thread each."
    kinds = {'now': (ROOT, OURS), 'before': (checkout(), OURS), 'peer': (ROOT, PEER)}
    with contextlib.ExitStack() as stack:
        processes = {}
        for who, (directory, code) in kinds.items():
            processes[who] = stack.enter_context(Process(directory))
            processes[who].run(code)
        for d, rank, n, classes in shapes:
            yield dict(d=d, rank=rank or d, n=n, classes=classes) | _ratios(processes, d, rank, n, classes, repeats)


def _ratios(processes, d, rank, n, classes, repeats):
    for who in ('now', 'before'):
        processes[who].run(f'X, y = target({n}, {d}, {classes}); scorer = scorer_of(X, y)')
    processes['peer'].run(f'X, y = target({n}, {d}, {classes})')
    call = dict(now='scorer(esm)[0]', before='scorer(esm)[0]', peer='score(esm, X, y)')
    times = {who: [] for who in processes}
    for repeat in range(repeats + 1):  # the first compiles and warms up
        scores = {}
        for who in list(processes)[:: (-1) ** repeat]:
            processes[who].run(f'esm = map_of({d}, {rank}, {repeat})')
            seconds, _, scores[who] = processes[who].run(f'answer = float({call[who]})')
            if repeat:
                times[who].append(seconds)
        # the same work: LogME as published, and ours (it has an intercept) of the embeddings as they are mapped
        assert n <= d or abs(scores['before'] - scores['peer']) < 1e-3, scores
        assert repeat or abs(scores['now'] - processes['now'].run('answer = plain(esm)')[2]) < 1e-6, scores
    t = {who: np.array(seconds) for who, seconds in times.items()}
    return dict(peer_over_ours=spread(t['peer'] / t['now']), before_over_ours=spread(t['before'] / t['now']))


def memory(d, n, rng):
    X, y = target(n, d, rng)
    ours, theirs = random_map(d, rng)
    scorer = scorer_of(X, y)
    with threads(1):
        return dict(d=d, n=n, ours_mb=peak_mb(scorer, ours), peer_mb=peak_mb(peer_score, theirs, X, y))


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
    shapes = [(384, 48, 1000, CLASSES), (768, 8, 1000, CLASSES)]
    if not quick:
        shapes = [(384, 48, n, CLASSES) for n in (100, 300, 1000, 10000)] + [(384, None, 1000, CLASSES)]
        shapes += [(768, 8, n, CLASSES) for n in (300, 1000, 10000)]
        shapes += [(768, rank, 1000, CLASSES) for rank in (16, 32, 54, None)]
        shapes += [(768, rank, 1000, 50) for rank in (8, 54, None)]
    dims, repeats, sources = ([384], 3, 8) if quick else ([384, 768], 11, 32)
    rng, result = np.random.default_rng(0), machine()
    result['per_source'] = list(per_source(shapes, repeats))
    result['memory'] = [memory(d, n, rng) for d in dims for n in (1000, 10000)]
    result['pool'] = [whole_pool(d, sources, max(repeats // 3, 2), rng) for d in dims]
    v = ', '.join(f'{p} {n}' for p, n in result['versions'].items())
    print(
        f"{result['cpu']}, {CORES} cores (load {result['load_before']} before), Python {result['python']}, {v}.",
        'Median (quartiles) of ratios of times; MB: rise of resident memory during one call.',
        markdown(result['per_source']),
        markdown(result['memory']),
        markdown(result['pool']),
        sep='\n\n',
    )
    if not quick:
        write_whole(HERE / 'scoring.json', json.dumps(result, indent=1).encode())
