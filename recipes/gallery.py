"""Three dataframes of the transfer grid, the fifty rows that it fine-tunes on: `python recipes/gallery.py` writes
nbs/tutorials/gallery. Needs Debian 12, for the names of packages."""

import pandas as pd
import fetch, starter
from rows import packages
from targets import parts
from transfer_grid import ROWS

GALLERY = {  # the columns of the texts and of the label, as a person would have them
    'vader_tweets': ('tweet', 'sentiment'),
    'debian_en_fr': ('english', 'french', 'fits'),
    'sotu_year': ('sentence', 'year'),
}
ABOUT = """Fifty rows each of three datasets, under their own licences, whose texts are in esm_nb/static/licenses.
The rows were drawn at random by recipes/gallery.py of esm_nb.

"""
FOLDER = starter.ROOT / 'nbs/tutorials/gallery'


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


if __name__ == '__main__':
    FOLDER.mkdir(exist_ok=True)
    for slug in GALLERY:
        frame(slug).to_csv(FOLDER / f'{slug}.csv', index=False)
    (FOLDER / 'ABOUT.txt').write_text(ABOUT + '\n'.join(map(attribution, GALLERY)), encoding='utf-8')
