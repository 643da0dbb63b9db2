"""The rows that travel with the package, and whose they are: `python recipes/rows.py`, after `make pool`, writes
esm_nb/rows.

A source travels if sources.toml names its `license_files`: then the rows go that training took, at most 2,000."""

import gzip, json, re, subprocess, tempfile
from functools import cache
from pathlib import Path
import fetch, starter
from esm_nb.files import write_whole
from esm_nb.bundled import rows_path

ROWS, PACKAGES = starter.ROOT / 'esm_nb/rows', fetch.here / '.cache/debian_packages.json'
HEAD = """# Whose rows these are

Each `.jsonl.gz` file holds rows of one dataset: those that a source of the pool `starter` was fine-tuned on, at most
2,000. They are under the dataset's own licence; that of esm_nb does not cover them. The texts of the licences are in
`licenses/`.

Changed in November 2026 by the esm_nb contributors: the rows were drawn at random from those that the source's code
makes. That code is in the pool and on the source's page of the documentation; it says how the texts were cleaned, and
where the labels come from. Nobody named here endorses esm_nb.

| dataset | file | rows | licence | its text | from | cite |
|---|---|---|---|---|---|---|
"""
TAIL = """
- `debian.txt` says what holds for descriptions of packages. The column `package` names the package of each.
- The package of Home intents is under Apache-2.0, and the sentences that it is made of under CC-BY-4.0, so both texts
  are here. Emoji names are, for the most part, those of Unicode's CLDR, under Unicode-3.0. The senses of English
  polarity are from WordNet.
- The other sources of the pool are fetched by their own code. Their texts were written by others than those who
  licensed the dataset (the New York Times, reviewers at Amazon, senders of text messages), or are based on what is
  not free (ICD-10, of the World Health Organization).
"""


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


def rows(slug):
    "The rows that training took, in their own columns."
    target, trained = starter.source_rows(slug)
    for text, label in zip(target.texts[:trained], target.labels[:trained].tolist()):
        texts = (text,) if isinstance(text, str) else text
        row = dict(zip(target.text + target.label, (*texts, label)))
        if slug.startswith('debian_'):
            row['package'] = ' '.join(dict.fromkeys(packages()[t] for t in texts))
        yield row


def attribution(slug, count):
    meta = fetch.sources()[slug]
    texts = ', '.join(f'licenses/{name}' for name in meta['license_files'])
    facts = meta['source'], rows_path(meta['source']).name, count, meta['license'], texts, meta['url'], meta['citation']
    return '| ' + ' | '.join(f'{fact}'.replace('|', '/') for fact in facts) + ' |'


def ship(slug):
    "Write the rows of a source, and return the line that says whose they are."
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(slug)]
    write_whole(ROWS / rows_path(starter.name_of(slug)).name, gzip.compress('\n'.join(lines).encode(), mtime=0))
    return attribution(slug, len(lines))


if __name__ == '__main__':
    for old in ROWS.glob('*.jsonl.gz'):
        old.unlink()
    table = [ship(slug) for slug in starter.STARTER if 'license_files' in fetch.sources()[slug]]
    write_whole(ROWS / 'README.md', (HEAD + '\n'.join(table) + '\n' + TAIL).encode())
    print(f'{len(table)} sources, {sum(f.stat().st_size for f in ROWS.glob("*.gz")) / 1e6:.1f} MB')
