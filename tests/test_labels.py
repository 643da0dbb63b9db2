"What is taken for the text and the label, and how labels are read: columns as people have them."

import ast
import datetime
import re
import statistics

import datasets
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import torch
from scipy.sparse import csr_matrix
from esm_nb import Pool, Source, Target, rank_embeddings
import layouts

WORDS = 'cats dogs trees rain music films'.split() * 10
TEXTS = [f'this is a short text, number {i}, about {word}' for i, word in enumerate(WORDS)]


def read(label, **arguments):
    return Target.from_frame(pd.DataFrame(dict(text=TEXTS, label=label)), **arguments)


def noted(target):
    return ' | '.join(target.notes)


# --- several labels in one cell ---


def test_lists_that_are_written_as_words_are_refused_with_the_line_that_reads_them():
    with pytest.raises(ValueError, match=r"such as .*\['a', 'b'\].*df\['label'\]\.map\(ast\.literal_eval\)"):
        read(["['a', 'b']", "['a']"] * 30)


@pytest.mark.parametrize('cells', [['[1, 2]', '[1]'], ['["a", "b"]', '["a"]'], ['[]', "['a']"]])
def test_lists_of_numbers_and_empty_ones_are_lists(cells):
    with pytest.raises(ValueError, match='several labels in one cell.*literal_eval'):
        read(cells * 30)


@pytest.mark.parametrize(
    'mark, cells',
    [(';', ['a;b', 'a', 'b']), (',', ['4,27', '27', '4']), ('|', ['x|y', 'y', 'x']), (';', ['a;b', 'a', 'a'])],
)
def test_cells_of_several_labels_are_said_with_the_line_that_splits_them(mark, cells):
    assert f"df['label'].str.split('{mark}')" in noted(read(cells * 20))


def test_many_combinations_are_no_id():
    drawn = [';'.join(np.random.default_rng(i).choice(list('abcdefgh'), 3, False)) for i in range(60)]
    with pytest.raises(ValueError, match=r"several labels in one cell.*df\['label'\]\.str\.split\(';'\)"):
        read(drawn)


@pytest.mark.parametrize(
    'names',
    [['sports, outdoor', 'books', 'toys'], ['yes/no', 'who', 'where'], ['[1]', '[2]', '[3]'], ['(a)', '(b)', '(c)']],
)
def test_a_name_with_a_comma_is_a_name(names):
    assert not read(names * 20).notes


def test_votes_are_no_tags():
    with pytest.raises(ValueError, match='repeat a member, such as .*3, 3, 3, 4.*statistics.mode'):
        read([[3, 3, 3, 4], [1, 2, 2, 2]] * 30)
    assert read([['a', 'b'], ['a']] * 30).classes == ('a', 'b')
    assert read([[1, 0, 0, 1], [0, 1, 1, 0]] * 30).classes == ('0', '1', '2', '3')


# --- labels that look the same ---


def test_what_cannot_be_seen_makes_no_class_of_its_own():
    same = [
        'good',
        ' good',
        'good ',
        'go\u200bod',
        'very\xa0good',
        'very  good',
        'cafe\u0301',
        'caf\xe9',
        'bad',
        'bad\ufeff',
    ]
    assert read(same * 6).classes == ('bad', 'caf\xe9', 'good', 'very good')
    assert read([['good '], ['good', 'bad']] * 30).classes == ('bad', 'good')


def test_case_and_accents_are_said():
    assert "classes 'Bad', 'bad' differ by case or accents alone" in noted(read(['Bad', 'bad', 'good'] * 20))
    assert not read(['bad', 'good', '好', '坏'] * 15).notes
    tags = "classes 'Good', 'good' differ by case or accents alone; if they are one, make them one"
    assert read([['Good'], ['good', 'bad']] * 30).notes == [tags]


@pytest.mark.parametrize('word', ['nan', 'None', 'NaT', '<NA>'])
def test_words_that_stand_for_nothing_are_missing_and_said(word):
    assert read([['a', word], ['b'], None] * 20).classes == ('a', 'b')
    target = read(['a', word, 'b'] * 20)
    assert target.classes == ('a', 'b') and len(target) == 40
    assert f"'{word}' in 'label' is read as missing" in noted(target)
    texts = pd.DataFrame(dict(text=[word] * 5 + TEXTS[5:], label=['a', 'b'] * 30))
    assert len(Target.from_frame(texts)) == 55


def test_class_names_of_a_dataset_are_words():
    named = datasets.ClassLabel(names=['None', 'some'])
    rows = datasets.Dataset.from_dict(dict(text=TEXTS, label=[0, 1] * 30)).cast_column('label', named)
    assert Target.from_frame(rows).classes == ('None', 'some')


# --- what is advised ---

ADVISED = {
    'lists as words': (["['a', 'b']", "['a']"] * 30, [['a', 'b'], ['a']]),
    'a separator': (['a;b', 'a', 'b'] * 20, [['a', 'b'], ['a'], ['b']]),
    'printed arrays': (["['a' 'b c']", "['a']"] * 30, [['a', 'b c'], ['a']]),
    'accents': (['caf\xe9', 'cafe', 'x'] * 20, ['cafe', 'cafe', 'x']),
    'votes': ([[3, 3, 3, 4], [1, 2, 2, 2]] * 30, [3, 2]),
    'case': (['Bad', 'bad', 'good'] * 20, ['bad', 'bad', 'good']),
    'bytes': ([b'a', b'b'] * 30, ['a', 'b']),
    'a NUL': (['a\0', 'b'] * 30, ['a', 'b']),
    'thousands': (['1,234', '2,5'] * 30, [1.234, 2.5]),
    'dates': ([datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)] * 30, ['2020-01-01', '2021-01-01']),
    'a mixture': (pl.Series([1, 'a'] * 30, dtype=pl.Object), ['1', 'a']),
}


def advice(frame, name):
    try:
        return noted(
            Target.from_frame(frame, text='text', label='label', task='regression' if name == 'thousands' else None)
        )
    except (TypeError, ValueError) as e:
        return str(e)


@pytest.mark.parametrize('name', sorted({*ADVISED} - {'a mixture', 'lists as words', 'a separator'}))
def test_pandas_users_get_a_line_of_pandas_that_runs(name):
    values, right = ADVISED[name]
    df = pd.DataFrame(dict(text=TEXTS, label=values))
    line = re.search(r"as in (df\['label'\].*?)( or pd\..*)?$", advice(df, name))[1]
    assert eval(line)[: len(right)].tolist() == right


@pytest.mark.filterwarnings('ignore::polars.exceptions.PolarsInefficientMapWarning')
@pytest.mark.parametrize('name', ADVISED)
def test_polars_users_get_a_line_of_polars_that_runs(name):
    values, right = ADVISED[name]
    frame = pl.DataFrame(dict(text=TEXTS, label=values))
    line = re.search(r"as in (pl\.col\('label'\).*?)( or pl\.col.*)?$", advice(frame, name))[1]
    names = dict(pl=pl, ast=ast, statistics=statistics)
    assert frame.lazy().with_columns(eval(line, names)).collect()['label'].to_list()[: len(right)] == right


def test_words_of_no_library_are_for_all_others():
    for name, (values, _) in ADVISED.items():
        if name == 'a mixture':
            continue
        columns = dict(text=TEXTS, label=values)
        for frame in (pa.table(columns), datasets.Dataset.from_dict(columns)):
            assert not re.search(r'df\[|pd\.|pl\.|as in', advice(frame, name))
        assert "df['label']" in advice(pd.DataFrame(columns), name)


# --- numbers and flags ---


def test_a_decimal_comma_is_read():
    for task in (None, 'regression'):
        target = read(['3,5', '4,0', '2,75', '1,0', '3,1'] * 12, task=task)
        assert (target.task, target.labels.min(), target.labels.max()) == ('regression', 1, 4)
    assert read(['\u22123,5', '4,0', '2,75'] * 20).labels.min() == -3.5
    assert 'task regression would rank them as numbers' in str(read(['3,5', '4', '4,5'] * 20))
    with pytest.raises(ValueError, match="'1.234,50', which is not a number; write it as in -1234.5"):
        read(['1.234,50', '2,5'] * 30, task='regression')
    with pytest.raises(ValueError, match=r"holds '1,234': with a decimal comma, or thousands\?"):
        read(['1,234', '2,5'] * 30, task='regression')


@pytest.mark.parametrize(
    'one, other',
    [(['0', '1'], ['1', '0']), (['Yes', 'no'], ['no', 'YES']), (['1.0', '0.0'], ['F', 'T']), ([1, None], [None, 1.0])],
)
def test_flags_are_read_however_they_are_written(one, other):
    frame = pd.DataFrame(dict(text=TEXTS, funny=one * 30, sad=other * 30))
    flags = Target.from_frame(frame, label=['funny', 'sad']).labels
    assert len(flags) == 60 and (flags.sum(1) == 1).all() and flags[:, 0].sum() == 30


@pytest.mark.parametrize('yes, no', [('on', 'off'), (1, -1), ('Ja', 'Nein'), (2.5, 0)])
def test_other_flags_come_with_the_line_that_makes_them_so(yes, no):
    df = pd.DataFrame(dict(text=TEXTS, funny=[yes, no] * 30, sad=[0, 1] * 30))
    with pytest.raises(ValueError, match=r"must hold 0/1, .* each, as in (df\['funny'\] .*)") as caught:
        Target.from_frame(df, label=['funny', 'sad'])
    assert eval(str(caught.value).partition(', as in ')[2])[:2].tolist() == [True, False]


def test_stars_of_a_dataset_can_be_numbers():
    stars = datasets.ClassLabel(names=['1 star', '2 stars', '3 stars'])
    rows = datasets.Dataset.from_dict(dict(text=TEXTS, stars=[0, 1, 2] * 20)).cast_column('stars', stars)
    assert set(Target.from_frame(rows, task='regression').labels) == {0, 1, 2}
    assert Target.from_frame(rows).classes == tuple(stars.names)


# --- which column ---


def chosen(**columns):
    target = Target.from_frame(pd.DataFrame(columns))
    return target.text, target.label, noted(target)


def test_a_split_a_fold_and_a_constant_are_no_label():
    kind = ['x', 'y'] * 30
    assert chosen(text=TEXTS, split=['train', 'test', 'dev'] * 20, kind=kind)[1] == ('kind',)
    assert chosen(text=TEXTS, fold=[1, 2] * 30, kind=kind)[1] == ('kind',)
    for same in (['a'] * 60, [None] * 60):
        _, label, notes = chosen(text=TEXTS, label=same, kind=kind)
        assert label == ('kind',) and "'label' does not tell rows apart, so 'kind' is read as the label" in notes
    with pytest.raises(ValueError, match='no column looks like a label'):
        chosen(text=TEXTS, fold=[1, 2] * 30)
    with pytest.raises(ValueError, match="every row has the same label, 'a'"):
        chosen(text=TEXTS, label=['a'] * 60)


@pytest.mark.parametrize(
    'name, values',
    [
        ('data_split', ['x', 'y']),
        ('cv_fold', [0, 1]),
        ('kfold', [0, 1]),
        ('isTrain', [True, False]),
        ('set', ['train', 'Test']),
        ('usage', ['dev', 'test']),
    ],
)
def test_what_a_row_is_for_is_no_label(name, values):
    with pytest.raises(ValueError, match='no column looks like a label'):
        chosen(text=TEXTS, **{name: values * 30})
    assert chosen(text=TEXTS, kind=['x', 'y'] * 30, **{name: values * 30})[1:] == (('kind',), '')


def test_a_label_of_something_wins_over_a_topic_and_other_labels_are_named():
    assert chosen(text=TEXTS, topic=['x', 'y', 'z'] * 20, label_bias=['l', 'r'] * 30)[1] == ('label_bias',)
    assert chosen(text=TEXTS, topic=['x', 'y', 'z'] * 20, labelBias=['l', 'r'] * 30)[1] == ('labelBias',)
    _, label, notes = chosen(text=TEXTS, label=['x', 'y', 'z'] * 20, score=[0.1, 0.5] * 30)
    assert label == ('label',) and "'score' could be, too" in notes
    with pytest.raises(ValueError, match='which column is the label'):
        chosen(text=TEXTS, label_a=['l', 'r'] * 30, label_b=['x', 'y', 'z'] * 20)


def test_dates_and_addresses_are_no_text():
    when = [f'Mon, {i % 28 + 1:02d} Jan 2020 10:{i:02d}:00' for i in range(60)]
    url = [f'https://example.org/a b/{i}' for i in range(60)]
    text, _, notes = chosen(when=when, url=url, body=[t.split()[-1] for t in TEXTS], note=TEXTS, label=['l', 'r'] * 30)
    assert text == ('note',) and 'url' not in notes and 'when' not in notes


@pytest.mark.parametrize('seed', range(3))
def test_columns_of_known_files_are_found_or_asked_for(seed):
    "Where another column is taken, the right one is named in a note."
    wrong = []
    for layout, task in layouts.LAYOUTS:
        values, text, label = layouts.columns(layout, seed=seed)
        try:
            target = Target.from_frame(pd.DataFrame(values))
        except ValueError as e:
            assert label in str(e), layout
            continue
        if (sorted(target.text), target.label, target.task) != (sorted(text), (label,), task):
            wrong.append(layout)
            assert f"'{label}'" in noted(target) or f'task {task} would rank them' in str(target), layout
    assert len(layouts.LAYOUTS) >= 60 and len(wrong) <= 0.05 * len(layouts.LAYOUTS), wrong


# --- rows that never end, and other people's arrays ---


def test_of_an_endless_stream_the_first_rows_are_read():
    def rows():
        i = 0
        while True:
            yield dict(text=f'a text of its own, number {i}', label='ab'[i % 2])
            i += 1

    target = Target.from_frame(datasets.IterableDataset.from_generator(rows))
    assert (len(target), target.of_rows) == (1000, 20_000)
    assert 'of this stream, the first 20,000 rows were read' in noted(target)


def test_embeddings_and_labels_of_any_kind(random_esm, tmp_path):
    pool, X = (
        Pool.create(tmp_path / 'pool', [random_esm('a'), random_esm('b')]),
        np.random.default_rng(0).normal(size=(60, 16)),
    )
    X, y = X.astype('f'), np.array([0, 1] * 30)
    rounded = torch.tensor(X).bfloat16().float().numpy()

    def gains(X, y, task='classification'):
        return [r.gain for r in rank_embeddings(X, y, pool, task)]

    right = gains(X, y)
    assert gains(torch.tensor(X, requires_grad=True), torch.tensor(y)) == right
    assert gains(pd.Series(list(X)), pl.Series(y.tolist())) == right
    assert gains(torch.tensor(X).bfloat16(), y) == gains(rounded, y)
    names, flags = [['funny'], ['funny', 'sad'], []] * 20, np.array([[1, 0], [1, 1], [0, 0]] * 20)
    assert gains(X, names, 'multilabel') == gains(X, flags, 'multilabel')
    assert gains(X, pa.array(y.tolist())) == gains(csr_matrix(X), pl.Series(y)) == right
    assert gains(X, pd.DataFrame(flags), 'multilabel') == gains(X, csr_matrix(flags), 'multilabel')
    assert gains(X, pl.DataFrame(flags), 'multilabel') == gains(X, flags, 'multilabel')
    with pytest.raises(ValueError, match='several columns: task=.multilabel'):
        gains(X, pd.DataFrame(flags))
    with pytest.raises(ValueError, match='the embeddings are of several lengths'):
        gains([[1.0, 2.0], [1.0]], [0, 1])
    with pytest.raises(ValueError, match=r'multilabel labels are 0/1 columns; make them so, as in \(y > 0\)'):
        gains(X, 2 * flags - 1, 'multilabel')


# --- files ---


def test_none_and_na_in_a_csv_file_are_words_where_there_are_words(tmp_path):
    rows = pd.DataFrame(dict(text=TEXTS, label=['None', 'NA', 'some', ''] * 15, score=['1.5', 'NA', '2', '3'] * 15))
    rows.to_csv(tmp_path / 'rows.csv', index=False)
    df = Source('rows', str(tmp_path / 'rows.csv')).load()
    assert Target.from_frame(df, label='label').classes == ('NA', 'None', 'some')
    assert len(Target.from_frame(df, label='score', task='regression')) == 45
