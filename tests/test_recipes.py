"How sources are fetched: every recipe is whole, names a commit, and the shared ones read what they say."

import ast, importlib, io, re, sys, urllib.request
from pathlib import Path
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / 'recipes'))
fetch, labelled = map(importlib.import_module, ('fetch', 'labelled'))
sys.path.pop(0)
PINNED = re.compile(r'https://(raw\.githubusercontent\.com/[^/]+/[^/]+/[0-9a-f]{40}/|github\.com/.+/[0-9a-f]{40}\.zip)')
STANDARD = {*sys.stdlib_module_names, 'pandas'} - {'os', 'subprocess', 'shutil', 'socket', 'ctypes', 'pickle'}


def imported(code):
    for node in ast.walk(ast.parse(code)):
        names = [a.name for a in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        yield from ([node.module] if isinstance(node, ast.ImportFrom) else names)


def test_every_dataset_has_a_record_and_code_that_reads_one_commit():
    for slug, meta in labelled.INFO.items():
        code = labelled.how(slug)
        for field in 'title about kind task language licence citation family repo commit sha256 columns'.split():
            assert meta[field], (slug, field)
        assert meta['columns'][-1] == 'label' and meta['pair'] == (len(meta['columns']) > 2), slug
        hosts = set(re.findall(r'https?://([^/]+)/', code)) - {'schemas.openxmlformats.org'}  # the name of a format
        assert hosts <= {'raw.githubusercontent.com', 'github.com'} and meta['commit'] in code, slug
        assert {name.split('.')[0] for name in imported(code)} <= STANDARD, slug
        assert not re.search(r'\b(exec|eval|__import__)\(', code), slug


def test_names_are_unique_and_kinds_are_shared():
    titles = [meta['title'] for meta in labelled.INFO.values()]
    kinds = pd.Series([meta['kind'] for meta in labelled.INFO.values()]).value_counts()
    assert len(set(titles)) == len(titles) and len(kinds) <= 30 and kinds.median() >= 5


FILES = {
    'a b.tsv': 'sentence\tlabel\ngood\t1\nbad\t0\ngood\t1\n\t1\n',
    'rows.jsonl': '{"t": "good", "y": {"v": 2.5}}\n{"t": "bad", "y": {"v": 1}}\n',
    'fast.txt': '__label__pos good film\n__label__neg bad "film\n\n',
    'x.txt': 'good\nbad\n',
    'y.txt': '1\n0\n',
}
SHARED = {
    'github_table': (
        dict(paths="['a%20b.tsv']", options="sep='\\t'")
        | dict(rows="dict(text=df['sentence'], label=df['label'].map({0: 'no', 1: 'yes'}))"),
        [('good', 'yes'), ('bad', 'no')],
    ),
    'github_json': (
        dict(paths="['rows.jsonl']", options='lines=True')
        | dict(rows="dict(text=df['t'], label=df['y'].map(lambda y: y['v']))"),
        [('good', 2.5), ('bad', 1)],
    ),
    'github_lines': (
        dict(paths="['fast.txt']", encoding='utf-8', columns="['label', 'text']")
        | dict(rows="[line.removeprefix('__label__').split(' ', 1) for line in lines if line]"),
        [('pos', 'good film'), ('neg', 'bad "film')],
    ),
    'github_parallel': (
        dict(texts="['x.txt']", labels="['y.txt']", encoding='utf-8', rows="df[df['text'] != '']"),
        [('good', '1'), ('bad', '0')],
    ),
}


@pytest.mark.parametrize('name', SHARED)
def test_the_shared_code_reads_a_file(name, monkeypatch):
    def urlopen(address, *_, **__):
        address = getattr(address, 'full_url', address)
        assert PINNED.match(address), address
        found = io.BytesIO(FILES[urllib.request.unquote(address.rsplit('/', 1)[1])].encode())
        found.headers = {}
        return found

    monkeypatch.setattr(urllib.request, 'urlopen', urlopen)
    values, rows = SHARED[name]
    df = fetch.run(fetch.code(name, dict(title='', repo='owner/name', commit='a' * 40) | values), name)
    assert list(df.itertuples(index=False, name=None)) == rows


def test_rows_are_kept_whole_and_a_changed_file_is_noticed(tmp_path, monkeypatch):
    df = pd.DataFrame(dict(text=['a', 'b', ' ', 'c' * 5_000], label=[1, 2, 3, 4]))
    meta = labelled.INFO['atis'] | dict(sha256=fetch.digest(df))
    monkeypatch.setattr(labelled, 'DATA', tmp_path / 'data')
    monkeypatch.setitem(labelled.INFO, 'atis', meta)
    monkeypatch.setattr(fetch, 'run', lambda code, slug: df)
    labelled.read.cache_clear()
    texts, labels = labelled.read('atis')
    assert sorted(zip(texts, labels)) == [('a', '1'), ('b', '2')]
    labelled.read.cache_clear()
    monkeypatch.setattr(fetch, 'run', lambda code, slug: df[:2])
    assert labelled.read('atis')[0] == texts  # what is there is not fetched again
    (tmp_path / 'data/atis.jsonl.gz').unlink()
    with pytest.raises(ValueError, match='atis: the fetched data has changed'):
        labelled.keep('atis')
    assert not list((tmp_path / 'data').iterdir())
    labelled.read.cache_clear()
