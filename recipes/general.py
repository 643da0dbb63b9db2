"""The texts of many kinds that maps are fitted on, and whose they are: `python recipes/general.py` writes
esm_nb/static/general.jsonl.gz and general.md.

A hundred rows of each source whose texts may be passed on: texts of many kinds, lengths and languages."""

import gzip, json
import fetch, starter
from esm_nb.files import write_whole

ROWS, STATIC = 100, starter.ROOT / 'esm_nb/static'
FREE = [slug for slug, meta in fetch.sources().items() if 'license_files' in meta]
HEAD = f"""# Whose texts these are

`general.jsonl.gz` holds {ROWS} rows of each of these datasets, as they are fetched there, without their labels. They
are under the dataset's own licence; that of esm_nb does not cover them. The licences' texts are in `licenses/`.

| dataset | licence | its text | from | cite |
|---|---|---|---|---|
"""


def sample(slug):
    "Texts of a source; those in two columns are pairs."
    columns = fetch.load(slug)[fetch.sources()[slug]['text']].drop_duplicates()
    rows = columns.sample(ROWS, random_state=0).itertuples(index=False, name=None)
    return [r[0] if len(r) == 1 else r for r in rows]


def attribution(slug):
    meta = fetch.sources()[slug]
    texts = ', '.join(f'licenses/{name}' for name in meta['license_files'])
    facts = meta['source'], meta['license'], texts, meta['url'], meta['citation']
    return '| ' + ' | '.join(fact.replace('|', '/') for fact in facts) + ' |'


if __name__ == '__main__':
    lines = [json.dumps(text, ensure_ascii=False) for slug in FREE for text in sample(slug)]
    data = gzip.compress('\n'.join(lines).encode(), mtime=0)
    write_whole(STATIC / 'general.jsonl.gz', data)
    write_whole(STATIC / 'general.md', (HEAD + '\n'.join(map(attribution, FREE)) + '\n').encode())
    print(f'{len(lines):,} texts, {len(data):,} bytes')
