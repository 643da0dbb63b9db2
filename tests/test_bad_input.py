"""Every plain mistake gets one sentence that names the fix; the magic shows that sentence and nothing else."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from esm_nb import Pool, rank, rank_embeddings

N = 40
TEXTS = [f'the film was {w} in {i}' for i, w in zip(range(N), ['great', 'dull'] * N)]
LABELS = ['good', 'bad'] * (N // 2)


def frame(**columns):
    return pd.DataFrame(dict(text=TEXTS, label=LABELS) | columns)


def twice():
    return pd.DataFrame(np.array([TEXTS, TEXTS, LABELS]).T, columns=['text', 'text', 'label'])


REFUSED = {
    'not a dataframe': (
        lambda: [1, 2, 3],
        {},
        'list is not a dataframe; pass pandas, polars, a pyarrow Table, a datasets.Dataset, or a parquet file',
    ),
    'a column instead of a dataframe': (
        lambda: frame().text,
        {},
        'Series is not a dataframe; pass the whole dataframe, and name its columns with text=… and label=…',
    ),
    'no such file': (lambda: 'nothing.parquet', {}, "no file 'nothing.parquet'"),
    'empty': (lambda: frame()[:0], {}, 'the dataframe is empty: it has no rows'),
    'no column at all': (lambda: pd.DataFrame(index=range(5)), {}, 'no column looks like text'),
    'no text-like column': (
        lambda: pd.DataFrame(dict(a=range(N), label=LABELS))[['a']],
        {},
        'no column looks like text; name it with text=… (columns: a (number))',
    ),
    'wrong text column': (
        lambda: frame(),
        dict(text='txt'),
        "no column 'txt' for text; did you mean 'text'? (columns: text, label)",
    ),
    'wrong label column': (lambda: frame(), dict(label='lable'), "no column 'lable' for label; did you mean 'label'?"),
    'text column of numbers': (
        lambda: frame(n=range(N)),
        dict(text='n'),
        "text column 'n' holds number values, not text; name another with text=…",
    ),
    'label missing': (lambda: frame()[['text']], {}, 'no column looks like a label; name it with label=…'),
    'several candidates for the label': (
        lambda: frame(a=LABELS, b=LABELS).drop(columns='label'),
        {},
        "which column is the label? Name it, as in rank(df, text='text', label='a') "
        '(candidates: a (2 classes: bad, good), b (2 classes: bad, good))',
    ),
    'text and label swapped': (
        lambda: frame(),
        dict(text='label', label='text'),
        "label 'text' has 40 classes in 40 rows, so it looks like the text; name the text with text=…",
    ),
    'text is the label': (
        lambda: frame(),
        dict(text='text', label='text'),
        "column 'text' cannot be text and label at once",
    ),
    'labels all missing': (
        lambda: frame(label=[None] * N),
        dict(label='label'),
        '0 usable rows are too few; it takes at least 8 (dropped: 40 without a label)',
    ),
    'texts all missing': (
        lambda: frame(text=[None] * N),
        dict(text='text'),
        '0 usable rows are too few; it takes at least 8 (dropped: 40 without text)',
    ),
    'texts all blank': (lambda: frame(text=['  '] * N), dict(text='text'), '(dropped: 40 without text)'),
    'one class': (
        lambda: frame(label='same'),
        {},
        "every row has the same label, 'same'; a ranking needs at least two different labels",
    ),
    'one number': (lambda: frame(label=2.5), dict(task='regression'), 'every row has the same label, 2.5'),
    'as many classes as rows': (
        lambda: frame(label=[f'id{i}' for i in range(N)]),
        {},
        "label 'label' has 40 classes in 40 rows, so it looks like an id; name another column with label=…",
    ),
    'three rows': (lambda: frame()[:3], {}, '3 usable rows are too few; it takes at least 8'),
    'the same row again and again': (
        lambda: pd.concat([frame()[:2]] * 20),
        {},
        '2 usable rows are too few; it takes at least 8 (dropped: 38 exact duplicates)',
    ),
    'infinite labels': (
        lambda: frame(label=[np.inf] * 3 + [0.5] * (N - 3)),
        dict(task='regression'),
        "label column 'label' has 3 infinite values; drop these rows",
    ),
    'labels that are no numbers': (
        lambda: frame(),
        dict(task='regression'),
        "label column 'label' holds 'good', which is not a number; use task='classification', or clean it",
    ),
    'mixed texts': (
        lambda: frame(text=TEXTS[:-1] + [7]),
        dict(text='text'),
        "text column 'text' mixes number and text; make it one kind, as in df['text'].astype(str)",
    ),
    'mixed labels': (lambda: frame(label=LABELS[:-1] + [7]), {}, "label column 'label' mixes number and text"),
    'bytes': (
        lambda: frame(text=[t.encode() for t in TEXTS]),
        dict(text='text'),
        "text column 'text' holds bytes; decode it first, as in df['text'].str.decode('utf-8')",
    ),
    'dates as labels': (
        lambda: frame(label=pd.date_range('2020', periods=N)),
        dict(label='label'),
        "label column 'label' holds Timestamp values; classes are words, numbers or flags",
    ),
    'two columns of one name': (twice, {}, "two columns are named 'text'; rename one of them"),
    'columns of several levels': (
        lambda: pd.concat({'a': frame()}, axis=1),
        {},
        'the columns have several levels; flatten them first',
    ),
    'fractions in lists': (lambda: frame(label=[[0.2, 0.8]] * N), {}, "label column 'label' holds lists of fractions"),
    'no column named': (lambda: frame(), dict(text=[]), 'no column was named for text'),
    'unknown task': (
        lambda: frame(),
        dict(task='ranking'),
        "task must be one of 'classification', 'regression', 'multilabel', not 'ranking'",
    ),
    'several labels, one task': (
        lambda: frame(a=[0, 1] * 20),
        dict(label=['label', 'a'], task='classification'),
        "classification takes one label column, not label, a; several are task='multilabel'",
    ),
    'several labels that are no flags': (
        lambda: frame(a=range(N)),
        dict(label=['a', 'label']),
        "label column 'a' holds '2'; several label columns must hold 0/1, True/False or yes/no each",
    ),
    'too small a sample': (lambda: frame(), dict(rows=2), 'rows must be a whole number, at least 8, not 2'),
    'more classes than the sample holds': (
        lambda: pd.concat(
            [frame(text=[f'{t} again {k}' for t in TEXTS], label=[f'c{i}' for i in range(N)]) for k in range(4)]
        ),
        dict(rows=20),
        "label 'label' has 40 classes, too many for a sample of 20 rows; use rows=160 or more",
    ),
    'unknown pool': (lambda: frame(), dict(pool='startr'), "no pool 'startr'"),
    'a pool that is not there': (lambda: frame(), dict(pool='./nowhere'), "no pool './nowhere'"),
}


@pytest.mark.parametrize('name', REFUSED)
def test_refused_with_one_sentence(name, pool):
    make, arguments, sentence = REFUSED[name]
    with pytest.raises((ValueError, TypeError, FileNotFoundError)) as caught:
        rank(make(), **dict(pool=pool, progress=False) | arguments)
    said = str(caught.value)
    assert sentence in said and '\n' not in said and len(said) < 400


@pytest.fixture(scope='module')
def shell():
    ip = InteractiveShell.instance()
    ip.run_line_magic('load_ext', 'esm_nb')
    return ip


AS_OPTIONS = {
    'a column instead of a dataframe': 'pass the whole dataframe, and name its columns with --text … and --label …',
    'no text-like column': 'no column looks like text; name it with --text …',
    'label missing': 'no column looks like a label; name it with --label …',
    'several candidates for the label': 'which column is the label? Say it: '
    '%esm_rank frame_here --text text --label a (candidates: a (2 classes: bad, good), b (2 classes: bad, good))',
    'as many classes as rows': 'it looks like an id; name another column with --label …, or use --task regression',
}


@pytest.mark.parametrize('name', [n for n, (_, arguments, _) in REFUSED.items() if not arguments])
def test_magic_shows_only_the_sentence(name, shell, pool, capsys):
    make, _, sentence = REFUSED[name]
    shell.user_ns['frame_here'] = make()
    shell.run_cell(f'%esm_rank frame_here --pool {pool.path}')
    shown, sentence = capsys.readouterr(), AS_OPTIONS.get(name, sentence)
    assert sentence in shown.out + shown.err and 'Traceback' not in shown.out + shown.err


@pytest.mark.parametrize(
    'line, sentence',
    [
        ('', 'which dataframe? %esm_rank NAME (dataframes here: '),
        ('nowhere', "no variable 'nowhere' (dataframes here: "),
        ('reviews.csv', 'no file reviews.csv'),
        ('df[df.nothing == 1]', "'df[df.nothing == 1]' cannot be evaluated: AttributeError"),
        ('--text review df', "'df' is a dataframe: it comes first"),
        ('df --rows many', 'argument --rows: invalid int value'),
        ('df --tsk regression', 'unrecognized arguments: --tsk; %esm_rank --help lists the options'),
        ('df -k 0', '-k must be at least 1'),
        ('df --label task=x', "no column 'task=x'"),
        ("pl.DataFrame(dict(a=['x'] * 9))", 'no column looks like a label; name it with --label …'),
    ],
)
def test_magic_mistakes(shell, reviews, line, sentence):
    shell.user_ns.update(df=reviews, pl=pl)
    with pytest.raises(UsageError) as caught:
        shell.run_line_magic('esm_rank', line)
    assert sentence in str(caught.value)


ACCEPTED = {
    'emoji and right-to-left text': (dict(text=[f'{t} 😀 שלום عالم' for t in TEXTS]), None),
    'very long texts': (
        dict(text=[f'{t} ' * 3000 for t in TEXTS]),
        '100% of the texts are longer than the 16 tokens that are read',
    ),
    'mostly outside the vocabulary': (dict(text=[f'我上周买了这个{i}' for i in range(N)]), "look like 'zh'"),
    'a class with one row': (dict(label=['good'] * 20 + ['bad'] * 19 + ['odd']), '1 class has a single row: odd'),
    'missing and repeated rows': (
        dict(text=['', None, TEXTS[2], TEXTS[2]] + TEXTS[4:], label=LABELS[:2] + ['good', 'good'] + LABELS[4:]),
        'dropped 3 of 40 rows: 2 without text, 1 exact duplicates',
    ),
    'lone surrogates and control characters': (
        dict(text=pd.Series([t + '\ud800 \x00' for t in TEXTS], dtype=object)),
        None,
    ),
    'many classes': (dict(label=[f'c{i % 20}' for i in range(N)]), None),
}


@pytest.mark.parametrize('name', ACCEPTED)
def test_odd_but_usable(name, pool):
    columns, note = ACCEPTED[name]
    ranking = rank(frame(**columns), text='text', label='label', pool=pool, progress=False)
    assert len(ranking) == 5 and not ranking.skipped
    assert note is None or any(note in n for n in ranking.about['notes']), ranking.about['notes']


def test_a_constant_flag_among_several_is_left_out_and_said(pool):
    ranking = rank(frame(funny=[0, 1] * 20, text2=1), label=['funny', 'text2'], text='text', pool=pool, progress=False)
    assert ranking.about['columns'] == ['funny']
    assert any("'text2'" in n for n in ranking.about['notes'])


def test_pool_of_another_dimension(pool):
    with pytest.raises(ValueError, match=r'the embeddings have shape \(40, 8\); the maps of five take \(rows, 16\)'):
        rank_embeddings(np.ones((N, 8)), LABELS, pool)


def test_truncated_pool(tmp_path, random_esm, reviews):
    Pool.create(tmp_path / 'cut', [random_esm('a')])
    shard = tmp_path / 'cut/maps-00000.safetensors'
    shard.write_bytes(shard.read_bytes()[:-100])
    broken = 'no map of the pool cut can be read; the first: maps-00000.safetensors is not a whole safetensors file'
    with pytest.raises(ValueError, match=broken):
        rank(reviews, pool=tmp_path / 'cut', progress=False)


def test_one_broken_esm_does_not_stop_the_others(tmp_path, random_esm, reviews):
    broken = random_esm('broken')
    broken.bias[:] = np.nan
    ranking = rank(reviews, pool=Pool.create(tmp_path / 'mixed', [random_esm('a', seed=1), broken]), progress=False)
    assert [r.source for r in ranking] == ['a']
    assert 'NaN' in ranking.skipped['broken'] and 'skipped broken' in repr(ranking)


def test_embeddings_with_nan(pool):
    X = np.ones((N, 16))
    X[3, 2] = np.nan
    with pytest.raises(ValueError, match='X has NaN or infinite values in 1 rows, first in row 3'):
        rank_embeddings(X, LABELS, pool)


def test_no_model_offline(tmp_path, random_esm, reviews, monkeypatch):
    esm = random_esm('a')
    esm.info.base_model_name = 'someone/no-such-model'
    monkeypatch.setattr('huggingface_hub.constants.HF_HUB_OFFLINE', True)
    absent = 'the base model someone/no-such-model is not on this machine and cannot be reached because HF_HUB_OFFLINE'
    with pytest.raises(FileNotFoundError, match=absent):
        rank(reviews, pool=Pool.create(tmp_path / 'p', [esm]), progress=False)
