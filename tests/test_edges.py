"What is seldom met: labels that never occur, embeddings that are all alike, one class to judge by, texts of signs."

import json
from types import SimpleNamespace
import numpy as np
import pandas as pd
import polars as pl
import pytest
from datasets import ClassLabel, Dataset
from IPython.core.interactiveshell import InteractiveShell
from esm_nb import ESM, Encoder, Pool, Source, build_pool, fine_tune, rank, rank_embeddings
from esm_nb.encoder import _check_length
from esm_nb.language import language_warning
from esm_nb.leaks import text_keys
from esm_nb.target import Target
from esm_nb.testing import tiny_model

HOW = dict(seeds=1, progress=False, learning_rate=2e-3)


@pytest.fixture(scope='module')
def flags(reviews):
    "Several labels at a time, in an order of their own; one never occurs."
    good = (reviews.verdict == 'good').astype(int)
    return pd.DataFrame(dict(review=reviews.review, well=good, ill=1 - good, never=0))


@pytest.fixture(scope='module')
def tuned(flags, tiny):
    only_well = flags[flags.well == 1][:30]
    return fine_tune(flags[:120], label=['well', 'ill', 'never'], base=tiny, held_out=only_well, **HOW)


def test_labels_keep_their_order_and_their_names(flags, tuned, tmp_path):
    assert tuned.classes == ('well', 'ill', 'never')
    truth = flags[['well', 'ill', 'never']][-60:].to_numpy()
    right = (tuned.predict(flags.review[-60:]) == truth).mean(0)
    assert right.min() > 0.8 and right[2] == 1
    tuned.save(tmp_path)
    assert list(json.loads((tmp_path / 'config.json').read_text())['id2label'].values()) == ['well', 'ill', 'never']


def test_a_label_that_never_occurs_is_said(flags, pool):
    r = rank(flags, label=['well', 'ill', 'never'], pool=pool, progress=False)
    assert "label 'never' is the same in every row and is left out" in r.about['notes']


@pytest.mark.slow
def test_labels_that_cannot_be_learned_are_said_once(flags, reviews, pool, tiny):
    "No row has it; a single one has it; two that never meet."
    some, three = reviews[:30], ['bad', 'good', 'fair']
    lone = some.assign(verdict=['odd', 'rare', *some.verdict[2:]])
    never_met = 'where the labels odd, rare are judged by, no row to train on has them: they count as wrong'
    named = Dataset.from_pandas(some.assign(verdict=some.verdict.map(three.index)))
    for frame, label, tuned, ranked in (
        (
            flags[:30],
            ['well', 'ill', 'never'],
            ['no row has the label never'],
            "label 'never' is the same in every row",
        ),
        (lone, 'verdict', ['2 classes have a single row: odd, rare', never_met], '2 classes have a single row'),
        (named.cast_column('verdict', ClassLabel(names=three)), 'verdict', ['no row has the label fair'], None),
        (pl.from_pandas(some).cast(dict(verdict=pl.Enum(three))), 'verdict', ['no row has the label fair'], None),
        (some.assign(verdict=[[0, 1, 0], [1, 0, 0]] * 15), 'verdict', ['no row has the label 2'], None),
    ):
        assert fine_tune(frame, text='review', label=label, base=tiny, **HOW).notes == tuned
        notes = rank(frame, text='review', label=label, pool=pool, progress=False).notes
        assert sum((ranked or tuned[0]) in note for note in notes) == 1


@pytest.mark.slow
def test_rows_that_are_dropped_are_said_by_fine_tuning_too(reviews, tiny):
    some = reviews[:30].assign(verdict=['nan', *reviews.verdict[1:30]])
    notes = fine_tune(some, base=tiny, **HOW).notes
    assert notes[0].startswith("'nan' in 'verdict' is read as missing") and notes[1].startswith('dropped 1 of 30 rows')


def test_none_of_the_labels_may_be_what_is_held_out(flags, tiny):
    none = flags[-20:].assign(well=0, ill=0)
    assert fine_tune(flags[:60], label=['well', 'ill'], base=tiny, held_out=none, **HOW).held_out == 20


def test_places_of_a_list_of_flags_are_in_their_order():
    rows = [[int(i % 12 == j) for j in range(12)] for i in range(36)]
    target = Target.from_frame(pd.DataFrame(dict(text=[f'text {i}' for i in range(36)], tags=rows)), 'text', 'tags')
    assert target.classes == tuple(map(str, range(12)))


def test_what_predicts_takes_texts_and_says_so(tuned):
    assert tuned.predict([]).shape == (0, 3)
    for texts, sentence in (
        ('a great film', 'texts must be a list of strings, not one string'),
        (pd.DataFrame(dict(review=['a great film'])), "one column, as in df['text'], not a dataframe"),
        (['a great film', None], 'a text must be a string, or a tuple of strings, not None'),
        ([float('nan')], 'a text must be a string, or a tuple of strings, not nan'),
    ):
        with pytest.raises(TypeError) as e:
            tuned.predict(texts)
        assert sentence in str(e.value)


def test_rows_to_judge_by_need_not_be_enough_for_a_ranking(tiny):
    texts = [f'film {i} of kind {i % 20}' for i in range(100)]
    df = pd.DataFrame(dict(text=texts, label=[f'kind {i % 20}' for i in range(100)]))
    each_once = df[80:].assign(text=[f'another film of kind {i}' for i in range(20)])
    assert fine_tune(df, base=tiny, held_out=each_once, **HOW).held_out == 20
    assert fine_tune(df, base=tiny, held_out=each_once.assign(label='kind 3'), **HOW).held_out == 20
    with pytest.raises(ValueError, match="held_out: these rows have other labels than the dataframe: elsewhere"):
        fine_tune(df, base=tiny, held_out=each_once.assign(label='elsewhere'), **HOW)


def on_a_line(n=60, dim=16):
    return np.outer(np.random.default_rng(0).normal(size=n), np.ones(dim))


def test_on_a_line_no_map_changes_anything(pool, random_esm, tmp_path):
    "A map makes one direction of another: longer or shorter, and LogME takes any length."
    small = [
        random_esm(f'small {i}', seed=i).compress(2, SimpleNamespace(Cxx=np.eye(16), mean_x=np.zeros(16), n=9))
        for i in range(2)
    ]
    labels = ['a', 'b', 'b'] * 20
    for some in (pool, Pool.create(tmp_path / 'small', small)):
        r = rank_embeddings(on_a_line(), labels, some)
        assert len(r) == len(some) and not r.skipped
        assert max(abs(row.gain) for row in r) < 1e-6


def test_embeddings_that_are_all_alike_are_said(pool):
    with pytest.raises(ValueError, match='all texts have the same embedding, so there is nothing to rank by'):
        rank_embeddings(np.ones((60, 16)), ['a', 'b'] * 30, pool)


def test_texts_of_signs_alone_are_told_apart():
    one, other, same, words = text_keys(['👍', '!!!', '👍', '👍 well done'])
    assert one == same and len({one, other, words}) == 3


@pytest.mark.parametrize('labels', [pd.Series(['a', None, 'b'] * 20, dtype='string'), [True, pd.NA] * 30])
def test_missing_labels_are_said_whatever_stands_for_them(labels, pool):
    with pytest.raises(ValueError, match='some labels are missing'):
        rank_embeddings(np.random.default_rng(0).normal(size=(60, 16)), labels, pool)


def test_columns_may_be_numbered(reviews, pool):
    numbered = reviews.set_axis([0, 1], axis=1)
    said = rank(reviews, pool=pool, progress=False).to_pandas()
    assert rank(numbered, text=0, label=1, pool=pool, progress=False).to_pandas().equals(said)


def test_a_line_may_end_in_a_semicolon(reviews, pool):
    shell = InteractiveShell.instance()
    shell.run_line_magic('load_ext', 'esm_nb')
    shell.user_ns['reviews'] = reviews
    assert len(shell.run_line_magic('esm_rank', f'reviews --pool {pool.path};')) == 5


def test_positions_that_begin_after_that_of_padding():
    config = dict(model_type='roberta', max_position_embeddings=514, pad_token_id=1)
    _check_length('roberta-base', 512, config)
    with pytest.raises(ValueError, match='roberta-base reads at most 512 tokens; max_length is 513'):
        _check_length('roberta-base', 513, config)


def test_home_is_home_for_those_who_write_too(monkeypatch, tmp_path, random_esm):
    monkeypatch.setenv('HOME', str(tmp_path))
    Pool.create('~/pool', [random_esm('one')])
    assert Pool.open('~/pool').names == ['one']
    random_esm('two').save('~/two')
    assert ESM.load('~/two').info.source == 'two'


def test_a_new_pool_leaves_other_files_of_maps(tmp_path, random_esm):
    mine = tmp_path / 'maps-of-my-town.safetensors'
    mine.write_bytes(b'mine')
    pool = Pool.create(tmp_path, [random_esm('one')])
    pool.add(random_esm('two'))
    assert mine.read_bytes() == b'mine' and list(Pool.open(tmp_path).names) == ['one', 'two']


def test_a_pool_overwrites_no_file_of_others(tmp_path, random_esm):
    untouched = Source('never read', lambda: pytest.fail('trained before it was refused'))
    mine = tmp_path / 'sources.jsonl'
    mine.write_text('{"name": "mine"}\n')
    for begin in (lambda: Pool.create(tmp_path, [random_esm('one')]), lambda: build_pool([untouched], tmp_path)):
        with pytest.raises(FileExistsError, match='is not of a pool; give another directory'):
            begin()
    assert mine.read_text() == '{"name": "mine"}\n'
    mine.write_text('{"info": {"source": "cut o')  # what a creation that was killed may leave
    assert len(Pool.create(tmp_path, [random_esm('one')])) == 1


def test_numbers_that_half_precision_cannot_hold(tmp_path, random_esm):
    large = random_esm('large')
    large.bias = large.bias + 1e5
    with pytest.raises(ValueError, match="large: its numbers are too large for the pool's dtype; use dtype='float32'"):
        Pool.create(tmp_path / 'half', [random_esm('one'), large], dtype='float16')


def test_a_base_made_for_chinese_reads_chinese(tmp_path):
    texts = ['今天天气很好我们一起去公园散步吧', '这部电影真的非常无聊我看了一半就睡着了'] * 20
    characters = map(chr, range(0x4E00, 0x9FA5))
    reads = Encoder(tiny_model(tmp_path / 'reads', [' '.join(characters)]))
    assert language_warning(reads, texts) == ''
    assert "look like 'zh'" in language_warning(Encoder(tiny_model(tmp_path / 'other', ['a dull film'])), texts)
