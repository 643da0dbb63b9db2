"""A page for every source of the starter pool, and one that lists them, in nbs/sources/. `python recipes/pages.py`,
after `make pool`

Names, labels and texts of sources are data: whatever is in them, a page shows it as text."""

import json, re
from functools import cache
from urllib.parse import quote
import pandas as pd
from esm_nb import Pool
from esm_nb.text import printable
from esm_nb.files import write_whole
from esm_nb.bundled import rows_path
from results import RESULTS
import fetch

PAGES = fetch.here.parent / 'nbs/sources'
PRIVATE = r'(?i)\d{5}|@|https?:|www\.'  # telephone numbers and addresses of people who never asked to be an example
EXAMPLES, LONGEST, CLASSES = 4, 120, 10
TITLE = '''# Sources of the starter pool

> What the sources are, who made them, under which licence, and the lines of code that fetch them.'''
INDEX = '''A ranking names a source; its page here says what that is. \
These {count} datasets, fine-tuned on `{base}`, make up the pool `starter`. \
The package holds their maps, and of {travel} of them the rows that they were fine-tuned on: \
`esm_nb/rows/README.md` says under which licence each is, and why the others stay at home.

- **tuned metric**: how well the tuned model does on held-out rows of its own source: \
accuracy for classes, the mean of Pearson and Spearman for numbers. \
A page says beside it how frequent the most frequent class is.
- **map error**: squared error of the map on the same rows, relative to the identity's: \
0 is a perfect map, 1 is as good as none. Measured before the map was compressed.

'''


def plain(value):
    "Text that Markdown shows as it is."
    return re.sub(r'([!-$&\'*+:<-@[-`{-~-])', r'\\\1', ' '.join(printable(value).split()))


def short(value):
    text = f'{value:g}' if isinstance(value, float) else ' '.join(str(value).split())
    return plain(text if len(text) <= LONGEST else text[: LONGEST - 1] + '…')


def table(head, rows, numbers=()):
    """A table that scrolls where the window is narrow. Columns of numbers stand to the right; the dashes tell Quarto
    how wide a column is."""
    widths = [min(max(map(len, column)), 60) for column in zip(head, *rows)]
    rule = ['-' * w + ('-:' if name in numbers else '--') for name, w in zip(head, widths)]
    return (
        '::: {.table-responsive}\n'
        + '\n'.join('| ' + ' | '.join(line) + ' |' for line in [head, rule, *rows])
        + '\n:::'
    )


def link(url):
    return (
        f'[{plain(url)}](<{quote(url, safe=":/?#&=%+,;~@-._")}>){{.text-break}}'
        if re.match('https?://', url)
        else plain(url)
    )


def fenced(code):
    "Code, in a fence longer than any that is in it, without the shortcodes that Quarto would read even there."
    fence = '`' * max(3, 1 + max(map(len, re.findall('`+', code)), default=0))
    return f'{fence}{{.python shortcodes="false"}}\n{code.rstrip()}\n{fence}'


def record(info):
    "What the pool says of a source."
    kind, fit = 'accuracy' if info.task == 'classification' else 'mean of Pearson and Spearman', info.fidelity
    return [
        f'**License**: {plain(info.license)}',
        f'**Cite**: {plain(info.citation)}',
        f'**From**: {link(info.url)}',
        f'**Language**: {plain(info.language)}',
        f'**Task**: {plain(info.task)}',
        f'**Fine-tuned on**: {info.num_examples:,} rows; {fit["rows"]:,.0f} more were held out',
        f'**Tuned metric**: {info.tuned_metric:.2f}, {kind}',
        f'**Map error**: {fit["mse"]:.2f} of the identity\'s; '
        f'mean cosine with the tuned embeddings {fit["cosine"]:.3f}',
    ]


def labels(column, task):
    "What the labels are."
    if task == 'regression':
        return f'numbers from {short(column.min())} to {short(column.max())}'
    shares = column.value_counts(normalize=True)
    first, *others = map(short, shares.index[:CLASSES])
    return (
        f'{len(shares)} classes, the most frequent first: '
        + ' · '.join([f'{first} ({shares.iloc[0]:.0%} of the rows)', *others])
        + (' · …' if len(shares) > CLASSES else '')
    )


def examples(df, text, label):
    "A few rows, of different labels where there are several."
    public = df[~df[text].agg(' '.join, axis=1).str.contains(PRIVATE)].sample(frac=1, random_state=1)
    chosen = public.iloc[public.groupby(label).cumcount().argsort(kind='stable')[:EXAMPLES]]
    return table(
        [plain(c) for c in (*text, label)], [[short(row[c]) for c in [*text, label]] for _, row in chosen.iterrows()]
    )


def needs(code):
    "What a machine must have for the code to run."
    return ' It calls `apt-get`, so it needs Debian 12, or what is close to it.' if 'apt-get' in code else ''


def getting(info, rows):
    "What came along, and what the code is for."
    if rows_path(info.source).exists():
        return (
            f'The {info.num_examples:,} rows that it was fine-tuned on came with esm_nb: `fine_tune` takes them, '
            f'without a network. This code fetches all {rows:,}.' + needs(info.how)
        )
    return 'Its rows did not come with esm_nb. `fine_tune` runs this code, which fetches them.'


@cache
def tried():
    "Results on 50 rows of the dataframes of the transfer grid, means over seeds: dataframe and source → value."
    runs = pd.read_csv(RESULTS / 'transfer_grid.csv', keep_default_na=False)
    runs = runs[(runs.rows == 50) & (runs.enough == 0.01) & (runs.metric != 'macro-F1')]
    return runs.groupby(['target', 'source']).value.mean()


def gave(source):
    "What fine-tuning on it first gave, where that was tried."
    results, recipes = tried(), fetch.sources()
    after = results.xs(source, level='source') if source in results.index.unique('source') else ()
    if not len(after):
        return ()
    lines = [
        f'- {plain(recipes[t]["source"])}: {value - results[t, ""]:+.3f} to {results[t, ""]:.3f}'
        for t, value in after.items()
    ]
    where = '[Does it help?](../explanations/does_it_help.ipynb)'
    return '## What it gave', f'Fine-tuning on it first added, on 50 rows each, as on {where}:', '\n'.join(lines)


def page(info, df, text, label):
    facts = [*record(info), f'**Rows in all**: {len(df):,}', f'**Labels**: {labels(df[label], info.task)}']
    return (
        '\n\n'.join(
            [
                f'---\ntitle: {json.dumps(plain(info.source))}\nfrom: markdown-smart\n---',
                'A source of [the starter pool](index.ipynb).',
                plain(info.description),
                '\n'.join(f'- {fact}' for fact in facts),
                '## Some rows',
                examples(df, text, label),
                *gave(info.source),
                '## Get it',
                getting(info, len(df)),
                fenced(info.how),
            ]
        )
        + '\n'
    )


def index(pool, slugs):
    "The page that lists them, as a notebook: nbdev puts notebooks beside every page, and nothing else."
    rows = [
        [
            f'[{plain(i.source)}]({slugs[i.source]}.md)',
            plain(i.task),
            plain(i.language),
            f'{i.num_examples:,}',
            plain(i.license),
            f'{i.tuned_metric:.2f}',
            f'{i.fidelity["mse"]:.2f}',
        ]
        for i in sorted((e.info for e in pool.entries), key=lambda i: i.source.casefold())
    ]
    travel = sum(rows_path(e.info.source).exists() for e in pool.entries)
    text = INDEX.format(count=len(rows), base=pool.base, travel=travel) + table(
        ['source', 'task', 'language', 'rows', 'license', 'tuned metric', 'map error'],
        rows,
        numbers=('rows', 'tuned metric', 'map error'),
    )
    cells = [
        dict(cell_type='markdown', id=name, metadata={}, source=source.splitlines(keepends=True))
        for name, source in dict(title=TITLE, sources=text).items()
    ]
    return (
        json.dumps(
            dict(cells=cells, metadata={}, nbformat=4, nbformat_minor=5), indent=1, sort_keys=True, ensure_ascii=False
        )
        + '\n'
    )


if __name__ == '__main__':
    pool, recipes = Pool.open('starter'), fetch.sources()
    slugs = {recipe['source']: slug for slug, recipe in recipes.items()}
    texts = {'index.ipynb': index(pool, slugs)}
    for info in (e.info for e in pool.entries):
        slug = slugs[info.source]
        texts[f'{slug}.md'] = page(info, fetch.load(slug), recipes[slug]['text'], recipes[slug]['label'])
    PAGES.mkdir(exist_ok=True)
    for old in PAGES.iterdir():
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        write_whole(PAGES / name, text.encode())
    print(f'{len(pool)} sources, in {PAGES.relative_to(fetch.here.parent)}')
