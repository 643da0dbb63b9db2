"""The dataframes that are ranked for: rows to train on and to judge by, none of whose texts is in a source."""

from functools import cache
import pandas as pd
from esm_nb import Target
import fetch, starter

TARGETS = [
    'vader_tweets',
    'crowdflower_sentiment',
    'foldoc_terms',
    'movie_sentences',
    'debian_en_fr',
    'emoji_fr',
    'brown_genres',
    'sotu_year',
]
ROWS, HELD_OUT, MOST = 300, 1000, 3000
SAME_ITEMS = {('emoji_en', 'emoji_fr')}  # one list in two languages: not a fair pair


@cache
def texts_of_sources():
    "Every text that a source of the starter pool was trained or judged on."
    rows = (starter.source_rows(slug)[0].texts for slug in starter.STARTER)
    return {part for texts in rows for t in texts for part in ((t,) if isinstance(t, str) else t)}


@cache
def parts(slug, rows=ROWS):
    "Rows of a target to train on, and rows to judge by, the same ones for any number of rows."
    meta, seen = fetch.sources()[slug], texts_of_sources()
    frame = fetch.load(slug)
    free = frame[~frame[meta['text']].isin(seen).any(axis=1)]
    drawn = free.sample(min(len(free), MOST + HELD_OUT), random_state=0)
    whole = lambda df: Target.from_frame(df, meta['text'], meta['label'], meta['task'], rows=len(df))
    train = pd.concat([drawn[:ROWS], drawn[ROWS + HELD_OUT :]])[:rows]
    return whole(train), whole(drawn[ROWS : ROWS + HELD_OUT])
