"""Three dataframes of fifty rows: `python recipes/gallery.py` writes nbs/tutorials/gallery. Needs Debian 12, for the
names of packages. `python recipes/gallery.py follow` writes results/gallery.csv: what a linear head reaches on the
tuned model of every source of the pool, after these fifty rows, judged by 400 others."""

import json, re, subprocess, sys, tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path
import pandas as pd
import fetch, starter
from esm_nb.files import write_whole
from esm_nb.pool import Pool
from esm_nb.tasks import metric
from esm_nb.train.finetune import embed_each, fit_head
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base
from targets import parts

CSV, COLUMNS = RESULTS / 'gallery.csv', ['dataframe', 'source', 'value']
ROWS, HELD_OUT = 50, 400

GALLERY = {  # the columns of the texts and of the label, as a person would have them
    'vader_tweets': ('tweet', 'sentiment'),
    'debian_en_fr': ('english', 'french', 'fits'),
    'sotu_year': ('sentence', 'year'),
}
ABOUT = """Fifty rows each of three datasets, under their own licences, whose texts are in esm_nb/static/licenses.
The rows were drawn at random by recipes/gallery.py of esm_nb.

"""
FOLDER = starter.ROOT / 'nbs/tutorials/gallery'
PACKAGES = starter.ROOT / 'build/packages.json'


def listed_by_apt(code):
    "Short descriptions of the packages of Debian 12, in English and translated, each with the name of its package."
    with tempfile.TemporaryDirectory() as tmp:
        options = [f'Dir::State::lists={tmp}', f'Acquire::Languages={code}', 'Acquire::GzipIndexes=false']
        options += ['APT::Architecture=amd64', 'APT::Sandbox::User=root']
        Path(tmp, 'partial').mkdir()
        subprocess.run(['apt-get', 'update', '-qq'] + [part for o in options for part in ('-o', o)], check=True)
        for name in ('binary-amd64_Packages', f'i18n_Translation-{code}'):
            text = next(Path(tmp).glob(f'*_bookworm_main_{name}')).read_text(encoding='utf-8')
            found = re.findall(r'^Package: (.*)(?:\n.+)*?\nDescription(?:-\w\w)?: (.*)', text, re.M)
            yield from ((description.strip(), package) for package, description in found)


@cache
def packages():
    "Which package a description is of; where several share one, the first by name."
    if not PACKAGES.exists():
        listed = sorted((pair for code in ('de', 'fr', 'it') for pair in listed_by_apt(code)), reverse=True)
        write_whole(PACKAGES, json.dumps(dict(listed), ensure_ascii=False).encode())
    return json.loads(PACKAGES.read_text(encoding='utf-8'))


def frame(slug):
    rows = parts(slug, ROWS)[0]
    texts = [(t,) if isinstance(t, str) else t for t in rows.texts]
    labels = rows.labels.astype(int) if slug == 'sotu_year' else rows.labels
    df = pd.DataFrame([(*t, y) for t, y in zip(texts, labels)], columns=GALLERY[slug])
    if slug == 'debian_en_fr':
        df['package'] = [' '.join(dict.fromkeys(packages()[t] for t in pair)) for pair in texts]
    return df


def attribution(slug):
    meta = fetch.sources()[slug]
    return f"{slug}.csv: {meta['description']}\n{meta['license']}. {meta['citation']}\n{meta['url']}\n"


def follow(slug):
    "A line for every source of the pool; one without a name is of the base as it is."
    (few, others), pool, found = parts(slug, ROWS), Pool.open('starter'), []
    others = others.take(range(HELD_OUT))
    models = (pool.tuned(name, base()) if name else deepcopy(base().model) for name in ('', *pool.names))
    for name, E in zip(('', *pool.names), embed_each(base(), few.texts + others.texts, models)):
        head = fit_head(base(), few.texts, few.labels, few.task, names=few.classes, E=E[:ROWS])
        found.append(dict(dataframe=slug, source=name, value=metric(others.labels, head.predict(E[ROWS:]), few.task)))
    add_lines(CSV, found, COLUMNS)


if __name__ == '__main__':
    if sys.argv[1:] == ['follow']:
        done = set(lines(CSV, COLUMNS).dataframe)
        side_by_side(follow, [slug for slug in GALLERY if slug not in done])
    else:
        FOLDER.mkdir(exist_ok=True)
        for slug in GALLERY:
            frame(slug).to_csv(FOLDER / f'{slug}.csv', index=False)
        (FOLDER / 'ABOUT.txt').write_text(ABOUT + '\n'.join(map(attribution, GALLERY)), encoding='utf-8')
