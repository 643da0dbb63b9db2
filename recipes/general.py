"""The texts of many kinds that maps are fitted on, and whose they are: `python recipes/general.py` writes
esm_nb/static/general.jsonl.gz and general.md.

A hundred rows of each source that ships: every kind of text, length and language in the pool, all of them free."""

import gzip, json
import fetch, starter
from esm_nb.files import write_whole

ROWS, STATIC = 100, starter.ROOT / 'esm_nb/static'
HEAD = f"""# Whose texts these are

`general.jsonl.gz` holds {ROWS} rows of each of these datasets, as they are fetched there, without their labels.

| dataset | licence | from | cite |
|---|---|---|---|
"""


def sample(slug):
    "Texts of a source; those in two columns are pairs."
    columns = fetch.load(slug)[fetch.sources()[slug]['text']].drop_duplicates()
    rows = columns.sample(ROWS, random_state=0).itertuples(index=False, name=None)
    return [r[0] if len(r) == 1 else r for r in rows]


def attribution(slug):
    meta = fetch.sources()[slug]
    return '| ' + ' | '.join(str(meta[k]).replace('|', '/') for k in ('source', 'license', 'url', 'citation')) + ' |'


if __name__ == '__main__':
    lines = [json.dumps(text, ensure_ascii=False) for slug in starter.STARTER for text in sample(slug)]
    data = gzip.compress('\n'.join(lines).encode(), mtime=0)
    write_whole(STATIC / 'general.jsonl.gz', data)
    write_whole(STATIC / 'general.md', (HEAD + '\n'.join(map(attribution, starter.STARTER)) + '\n').encode())
    print(f'{len(lines):,} texts, {len(data):,} bytes')
