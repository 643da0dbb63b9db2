"""`make torture`: two writers at once, flipped bits, kills, and dataframes that nobody would send on purpose. Prints
what it counted; anything but zeros is a bug. `tests/test_torture.py` does a small part of it."""

import argparse, itertools, multiprocessing, os, random, shutil, tempfile, time
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
import numpy as np
import pandas as pd
from esm_nb import Encoder, Pool, rank
from esm_nb.text import PLAIN_MISTAKES
from esm_nb.low_rank import LowRank
from esm_nb.testing import random_esm, tiny_model, toy_pool, toy_reviews
import layouts

# Processes are forked from one that has loaded everything: a start takes milliseconds.
context = multiprocessing.get_context('forkserver')
context.set_forkserver_preload(['esm_nb.pool', 'esm_nb.encoder', 'esm_nb.testing', 'transformers'])


def add(path, who, n, together=None):
    "Add ESMs to a pool, and note each that was."
    pool = Pool.open(path)
    if together:
        together.wait()
    with open(f'{path}.{who}', 'a') as told:
        for i in range(n):
            pool.add(random_esm(f'{who} {i}'))
            print(f'{who} {i}', file=told, flush=True)


def create(path, who, together):
    together.wait()
    with suppress(FileExistsError):  # one of the two comes first
        Pool.create(path, [random_esm(f'{who} {i}') for i in range(3)])
        Path(f'{path}.{who}').touch()


def embed(model):
    encoder = Encoder(model, max_length=16)
    for i in range(10**6):
        encoder.encode([f'a great film {i} {os.getpid()}'] * 50)


def side_by_side(work, path, *args):
    "Two processes that begin at the same moment."
    together = context.Barrier(2)
    both = [context.Process(target=work, args=(path, who, *args, together)) for who in 'ab']
    for p in both:
        p.start()
    for p in both:
        p.join()


# -- two writers -----------------------------------------------------------------------------------


def lost_additions(folder, rounds, n):
    "Additions that were acknowledged and are not there, or that failed."
    lost = 0
    for i in range(rounds):
        path = folder / f'added {i}'
        Pool.create(path, [random_esm('first')])
        side_by_side(add, path, n)
        told = {line for who in 'ab' for line in Path(f'{path}.{who}').read_text().splitlines()}
        pool = Pool.open(path)
        pool.verify()
        lost += len(told - set(pool.names)) + (2 * n - len(told))
    return lost


def wrong_creations(folder, rounds):
    "Rounds in which not exactly one of two creations succeeded, or what it made is not whole."
    wrong = 0
    for i in range(rounds):
        path = folder / f'created {i}'
        side_by_side(create, path)
        made = [who for who in 'ab' if Path(f'{path}.{who}').exists()]
        pool = Pool.open(path)
        pool.verify()
        wrong += len(made) != 1 or pool.names != [f'{made[0]} {i}' for i in range(3)]
    return wrong


# -- flipped bits ----------------------------------------------------------------------------------


def content(path):
    "All that a pool says, and what it skips."
    pool = Pool.open(path)
    maps = {}
    for name in pool.names:
        try:
            weights = pool.low_rank(name)
            numbers = weights and (weights.matrices, weights.values.tobytes(), weights.scales.tobytes())
            maps[name] = (pool[name].info, pool[name].weight.tobytes(), pool[name].bias.tobytes(), numbers)
        except ValueError:
            maps[name] = None
    return pool.head, maps, pool.skipped


def silent_flips(folder, flips, draw):
    "Flips of one bit that changed what a pool says, without an error or a skipped source."
    path = folder / 'flipped'
    Pool.create(path, [random_esm(f'{i}', license='MIT', how="df = load('x')") for i in range(4)], sha256='ab' * 32)
    factored = random_esm('factored', rank=2, description='Texts, labelled.')
    factored.low_rank = LowRank.of(dict(layer=(np.ones((2, 4)), np.ones((3, 2)))))
    Pool.open(path).add(factored)
    files, whole = sorted(f for f in path.iterdir() if not f.name.startswith('.')), content(path)
    silent = []
    for _ in range(flips):
        file = draw.choice(files)
        before = file.read_bytes()
        at, bit = draw.randrange(len(before)), draw.randrange(8)
        file.write_bytes(before[:at] + bytes([before[at] ^ 1 << bit]) + before[at + 1 :])
        try:
            head, maps, skipped = content(path)
            noticed = skipped or None in maps.values()
            if not noticed and (head, maps) != whole[:2]:
                silent.append((file.name, at, bit))
        except PLAIN_MISTAKES:
            pass
        file.write_bytes(before)
    return silent


# -- kills -----------------------------------------------------------------------------------------


def leftovers(folder, kills, draw, model):
    "Files that remain after kills and one more, undisturbed, piece of work."
    added, cache = folder / 'killed', folder / 'home/esm_nb/embeddings'
    Pool.create(added, [random_esm('first')])
    for i in range(kills):
        target, args = draw.choice([(add, (added, f'k{i}', 10**6)), (embed, (model,))])
        process = context.Process(target=target, args=args)
        process.start()
        time.sleep(draw.uniform(0, 0.8))
        process.kill()
        process.join()
    pool = Pool.open(added)
    pool.add(random_esm('last'))
    pool.verify()
    Encoder(model, max_length=16).encode(['the last text'])
    named = {e.shard for e in pool.entries} | {'pool.json', 'sources.jsonl', '.lock'}
    return [f.name for f in added.iterdir() if f.name not in named] + [f.name for f in cache.glob('.*')]


# -- dataframes ------------------------------------------------------------------------------------

N = 40
DISTINCT = ('words', 'three', 'enums', 'NULs', 'huge integers', 'integers past floats', 'negative and huge', 'decimals')


class Colour(str, Enum):
    red, dark_red, blue = 'red', 'dark red', 'blue'


def label_columns():
    "Labels of every kind, by name."
    two, three = ['good', 'bad'] * (N // 2), (['a', 'b', 'c'] * N)[:N]
    yield from {
        'words': two,
        'three': three,
        'enums': [list(Colour)[i % 3] for i in range(N)],
        'NULs': [w + '\0' * (i % 2) for i, w in enumerate(three)],
        'huge integers': [2**63 + i % 2 for i in range(N)],
        'integers past floats': [2**53 + i % 2 for i in range(N)],
        'integers past everything': [10**400 + i % 2 for i in range(N)],
        'negative and huge': [(-1, 2**63, 2**63 + 1)[i % 3] for i in range(N)],
        'decimals': [Decimal(i % 4) / 3 for i in range(N)],
        'signalling NaN': [Decimal('sNaN')] + [Decimal(i % 2) for i in range(N - 1)],
        'fractions': [Fraction(i % 4, 3) for i in range(N)],
        'complex': [complex(i % 2, 1) for i in range(N)],
        'dates': [date(2020, 1, 1 + i % 3) for i in range(N)],
        'datetimes': [datetime(2020, 1, 1 + i % 3) for i in range(N)],
        'timedeltas': [pd.Timedelta(days=i % 3) for i in range(N)],
        'periods': [pd.Period('2020-01') + i % 3 for i in range(N)],
        'bytes': [b'x', b'y'] * (N // 2),
        'flags': [True, False] * (N // 2),
        'flags and words': [True, 'False'] * (N // 2),
        'lists': [['a'], ['b', 'a']] * (N // 2),
        'lists of dicts': [[{'a': 1}], [{'b': 2}]] * (N // 2),
        'dicts': [{'a': 1}, {'b': 2}] * (N // 2),
        'sets': [{'a'}, {'b'}] * (N // 2),
        'empty lists': [[], ['a']] * (N // 2),
        'only empty lists': [[]] * N,
        'multi-hot': [[0, 1], [1, 0]] * (N // 2),
        'functions': [len, max] * (N // 2),
        'missing': [None] * N,
        'mostly missing': ['a', 'b'] + [None] * (N - 2),
        'NaN and words': [float('nan'), 'a'] * (N // 2),
        'one class': ['a'] * N,
        'ids': [f'id {i}' for i in range(N)],
        'tiny numbers': [1e-320 * (i % 5) for i in range(N)],
        'large numbers': [1e155 * (i % 5) + 0.5 for i in range(N)],
        'largest numbers': [(-1) ** i * 1e308 for i in range(N)],
        'infinite': [float('inf'), 1.5] * (N // 2),
        'numbers as words': [f'{i % 7}.5' for i in range(N)],
        'empty words': ['', 'a'] * (N // 2),
        'spaces': [' ', '  '] * (N // 2),
        'long labels': ['a' * 100_000, 'b' * 100_000] * (N // 2),
        'rude': ['<script>alert(1)</script>', '\x1b[2J'] * (N // 2),
        'surrogates': ['\ud800', 'a'] * (N // 2),
        'categories': pd.Categorical(two, categories=['good', 'bad', 'never']),
        'nullable': pd.array([1, None] * (N // 2), dtype='Int64'),
        'strings of pandas': pd.array(two, dtype='string'),
    }.items()


def text_columns():
    texts = list(toy_reviews(N).review)
    yield from {
        'texts': texts,
        'the same': ['one text'] * N,
        'empty': [''] * N,
        'missing': [None] * N,
        'numbers': list(range(N)),
        'NULs': [f'{t}\0' for t in texts],
        'surrogates': [f'{t} \ud800' for t in texts],
        'Chinese': [f'今天的天气很好 {i}' for i in range(N)],
        'long': [f'{t} ' * 2000 for t in texts],
        'lists': [[t] for t in texts],
        'bytes': [t.encode() for t in texts],
        'mixed': [t if i % 2 else i for i, t in enumerate(texts)],
    }.items()


def dataframes():
    "Name, arguments of `rank`."
    good = toy_reviews(N)
    for (t, text), (l, label) in itertools.product(text_columns(), label_columns()):
        if t == 'texts' or l in ('words', 'three'):
            for task in (None, 'classification', 'regression', 'multilabel') if t == 'texts' else (None,):
                label = pd.Series(label, dtype=object) if isinstance(label, list) else label
                df = pd.DataFrame(dict(text=pd.Series(list(text), dtype=object), label=label))
                yield f'{t}, {l}, {task}', dict(df_or_target=df, text='text', label='label', task=task)
    from datasets import Dataset, DatasetDict
    import polars as pl, pyarrow as pa

    frames = dict(
        polars=pl.from_pandas(good),
        arrow=pa.Table.from_pandas(good),
        dataset=Dataset.from_pandas(good),
        dataset_dict=DatasetDict(train=Dataset.from_pandas(good)),
        empty_dict=DatasetDict(),
        lazy=pl.from_pandas(good).lazy(),
        empty=good[:0],
        one=good[:1],
        seven=good[:7],
        no_columns=good[[]],
        series=good.review,
        array=good.to_numpy(),
        none=None,
        number=7,
        dict={'a': 1},
        string='df',
        lists=[[1, 2]],
        levels=pd.concat({'x': good}, axis=1),
        twice=pd.concat([good, good], axis=1),
        many=pd.DataFrame({f'column {i}': ['a b', 'c d'] * 20 for i in range(2000)}),
        maps=pa.table(
            dict(review=list(good.review), verdict=pa.array([[('a', 1)]] * N, pa.map_(pa.string(), pa.int64())))
        ),
        indexed=good.set_index('verdict'),
        numbered=good.set_axis([0, 1], axis=1),
        tuples=good.set_axis([('a', 'b'), ('c', 'd')], axis=1),
        rude=good.rename(columns=dict(review='\x1b[2J<b>')),
    )
    for name, df in frames.items():
        yield name, dict(df_or_target=df)
        yield f'{name}, named', dict(df_or_target=df, text='review', label='verdict')
    for wrong in (
        dict(text='x'),
        dict(label='x' * 10**5),
        dict(text=[]),
        dict(label=7),
        dict(task='guess'),
        dict(rows=3),
        dict(rows=2.5),
        dict(seed='a'),
        dict(text='review', label='review'),
        dict(pool='~nouser/pool'),
        dict(pool='nowhere'),
        dict(pool='/'),
        dict(pool=7),
        dict(label=['review', 'verdict']),
    ):
        yield f'wrong {wrong}'[:60], dict(df_or_target=good) | wrong


TROUBLES = {
    'as it is': lambda v, i: v,
    'in words': lambda v, i: str(v),
    'missing in words': lambda v, i: 'nan' if i % 3 == 0 else str(v),
    'spaces': lambda v, i: f' {v}\u200b ' if i % 2 else str(v),
    'case': lambda v, i: str(v).upper() if i % 2 else str(v).lower(),
    'comma': lambda v, i: str(v).replace('.', ',') if isinstance(v, float) else f'{v},5',
    'cells': lambda v, i: f'{v};{v}s' if i % 2 else f'{v}',
    'lists in words': lambda v, i: repr([v]),
}


def layouts_in_trouble(seed):
    "The layouts of known files, their labels written as people write them."
    for (layout, _), (trouble, write) in itertools.product(layouts.LAYOUTS, TROUBLES.items()):
        values, _, label = layouts.columns(layout, N, seed)
        values[label] = [write(v, i) for i, v in enumerate(values[label])]
        yield f'{layout}, {trouble}', dict(df_or_target=pd.DataFrame(values))


def tracebacks(folder, model, seed=0):
    "Dataframes that end in anything but a ranking, or one sentence. How many there were."
    pool, bad, n = toy_pool(folder / 'toy', model), [], 0
    for name, arguments in itertools.chain(dataframes(), layouts_in_trouble(seed)):
        n += 1
        try:
            shown = rank(**dict(pool=pool, progress=False) | arguments)
            merged = shown.about['task'] == 'classification' and (name + ', ').split(', ')[1] in DISTINCT
            if merged and len(shown.about['classes']) != len(set(arguments['df_or_target'].label)):
                bad.append((name, f"classes were merged: {shown.about['classes']}"))
            if len(repr(shown)) > 20_000 or len(shown._repr_html_()) > 60_000:
                bad.append((name, 'a long table'))
        except PLAIN_MISTAKES as e:
            if not 0 < len(str(e)) < 1500 or '\n' in str(e) or '\x1b' in str(e):
                bad.append((name, f'not one sentence: {str(e)[:80]!r}'))
        except Exception as e:
            bad.append((name, f'{type(e).__name__}: {str(e)[:80]}'))
    return bad, n


def main(rounds=20, flips=5000, kills=300, seed=0):
    folder, draw = Path(tempfile.mkdtemp()), random.Random(seed)
    os.environ['XDG_CACHE_HOME'] = str(folder / 'home')
    model = tiny_model(folder / 'tiny', toy_reviews(N).review)
    print(f'seed {seed}')
    print(f'additions lost, of {40 * rounds}: {lost_additions(folder, rounds, 20)}', flush=True)
    print(f'creations that went wrong, of {rounds}: {wrong_creations(folder, rounds)}', flush=True)
    print(f'silent flips, of {flips:,}: {silent_flips(folder, flips, draw)}', flush=True)
    bad, n = tracebacks(folder, model, seed)
    print(f'tracebacks, of {n} dataframes: {len(bad)}', *bad, sep='\n  ', flush=True)
    print(f'left over after {kills} kills: {leftovers(folder, kills, draw, model)}', flush=True)
    shutil.rmtree(folder)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    for name, default in dict(rounds=20, flips=5000, kills=300, seed=0).items():
        parser.add_argument(f'--{name}', type=int, default=default)
    main(**vars(parser.parse_args()))
