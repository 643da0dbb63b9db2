"""Bad sources give one sentence each, and the others go on; what is on the disk is whole; datasets on the Hub, with
the real client and a Hub on loopback."""

import errno, io, json, os, shutil, subprocess, sys, warnings
from types import SimpleNamespace
import datasets
import numpy as np
import pandas as pd
import pytest
import torch
from esm_nb import Encoder, Pool, Source, build_pool, train_esm
from esm_nb.models import is_whole
from esm_nb.testing import tiny_model
from esm_nb.train.finetune import LM
from esm_nb.files import DiskFull
from local_hub import Hub, serve

N = 40
GOOD = pd.DataFrame(
    dict(
        text=[f'the film was {w} in {i}' for i, w in zip(range(N), ['great', 'dull'] * N)],
        label=['good', 'bad'] * (N // 2),
    )
)
UNLABELLED = datasets.Dataset.from_pandas(GOOD.assign(label=-1)).cast_column(
    'label', datasets.ClassLabel(names=['bad', 'good'])
)
OTHER_SPLIT = "; split 'test' may have no labels, split='train' should"


def odd_one_held_out():
    "One row is of another class, and its hash puts it among the rows that are held out."
    nine = GOOD[:9].assign(label=['odd'] + ['same'] * 8)
    frames = (nine.assign(text=nine.text + f' {i}') for i in range(1000))
    return next(df for df in frames if Source('x', df).target(10, 0).labels[-1] == 'odd')


def long():
    return GOOD.assign(text=GOOD.text + ' and so on' * 20)


pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings('ignore:the GPU is out of memory')]

BAD = {
    'no rows after cleaning': (
        dict(data=GOOD.assign(text=' '), text='text'),
        '0 usable rows are too few; it takes at least 8 (dropped: 40 without text)',
    ),
    'no rows': (dict(data=GOOD[:0]), 'the dataframe is empty: it has no rows'),
    'one class': (
        dict(data=GOOD.assign(label='same')),
        "every row has the same label, 'same'; a ranking needs at least two different labels",
    ),
    'one class is left for training': (
        dict(data=odd_one_held_out),
        'every row that is trained on has the same label; give more rows, or other labels',
    ),
    'no label column': (dict(data=GOOD[['text']]), 'no column looks like a label; name it with label=…'),
    'no such label column in this split': (
        dict(data=GOOD[['text']], label='label', split='test'),
        "no column 'label' for label (columns: text)" + OTHER_SPLIT,
    ),
    'labels of a test split are all -1': (
        dict(data=UNLABELLED, split='test'),
        '(dropped: 40 without a label)' + OTHER_SPLIT,
    ),
    'labels of a test split are all missing': (
        dict(data=GOOD.assign(label=None), label='label', split='test'),
        '(dropped: 40 without a label)' + OTHER_SPLIT,
    ),
    'no file': (dict(data='nowhere/reviews.csv'), 'no file nowhere/reviews.csv'),
    'a file of another kind': (
        dict(data=__file__),
        'test_bad_sources.py is none of .csv, .tsv, .parquet, .jsonl, .json; read it yourself, and give the dataframe',
    ),
    'Hub out of reach': (
        dict(data='owner/reviews'),
        'owner/reviews, split train is not in the cache, and the Hub cannot be reached because HF_HUB_OFFLINE is set; '
        'unset it to go online, or save the dataset as a parquet file and give its path',
    ),
    'a number that stands for a missing label': (
        dict(data=GOOD.assign(label=[0.5, 1.0] * 19 + [2.0, 1.7e308])),
        'regression labels from 0.5 to 1.7e+308 cannot be reckoned with; scale them, '
        'or look for one that stands for a missing label',
    ),
    'too long for the memory of the GPU': (
        dict(data=long()),
        "cannot be fine-tuned in the memory of this GPU, not even one text at a time; "
        "give Encoder(…, max_length=8) or Encoder(…, device='cpu')",
    ),
    'not a dataframe': (dict(data=lambda: [1, 2]), 'list is not a dataframe; pass pandas'),
}


@pytest.fixture(scope='module', autouse=True)
def short_general_texts():
    "The stand-in for a GPU has no memory for long texts; the ones that ship are longer."
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr('esm_nb.train.build.general_texts', lambda: ('a great film', 'a dull book'))
        yield


@pytest.fixture(scope='module')
def encoder(tmp_path_factory):
    """A tiny model without dropout, so that two runs are alike, on a stand-in for a GPU that has no memory for texts
    of full length."""
    directory = tiny_model(tmp_path_factory.mktemp('base'), long().text)
    config = json.loads((directory / 'config.json').read_text()) | dict(
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    (directory / 'config.json').write_text(json.dumps(config))
    encoder = Encoder(directory, max_length=16)
    encoder.model.register_forward_pre_hook(out_of_memory(lambda rows, tokens: tokens == 16), with_kwargs=True)
    return encoder


def out_of_memory(too_large):
    def check(module, args, inputs):
        if torch.is_grad_enabled() and too_large(*inputs['attention_mask'].shape):
            raise torch.cuda.OutOfMemoryError('CUDA out of memory.\nMany lines follow.')

    return check


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    monkeypatch.setattr('huggingface_hub.constants.HF_HUB_OFFLINE', True)


@pytest.fixture(scope='module')
def built(tmp_path_factory, encoder):
    "One pool of all bad sources, between two good ones."
    where, patch = tmp_path_factory.mktemp('built'), pytest.MonkeyPatch()
    said = []
    patch.setattr('tqdm.std.tqdm.write', lambda line, *a, **k: said.append(line))
    patch.setattr('huggingface_hub.constants.HF_HUB_OFFLINE', True)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        build_pool(
            [
                Source('first', GOOD),
                *(Source(name, **arguments) for name, (arguments, _) in BAD.items()),
                Source('last', GOOD[::-1]),
            ],
            where / 'pool',
            encoder,
            keep=where / 'kept',
        )
    patch.undo()
    return SimpleNamespace(
        pool=Pool.open(where / 'pool'),
        failed=json.loads((where / 'pool/failed.json').read_text()),
        said=said,
        kept=where / 'kept',
    )


def one_sentence(error, sentence):
    return sentence in str(error) and '\n' not in str(error) and len(str(error)) < 400


@pytest.mark.parametrize('name', BAD)
def test_one_sentence(name, encoder, built):
    arguments, sentence = BAD[name]
    with pytest.raises((ValueError, TypeError, FileNotFoundError, MemoryError)) as caught:
        train_esm(Source(name, **arguments), encoder, progress=False)
    assert one_sentence(caught.value, sentence), caught.value
    assert built.failed[name] == f'{type(caught.value).__name__}: {caught.value}'
    assert f'{name} failed: {caught.value}' in built.said


def test_the_others_go_on_and_only_whole_models_are_kept(built):
    assert built.pool.names == ['first', 'last'] and set(built.failed) == set(BAD)
    built.pool.verify()
    assert sorted(f.name for f in built.kept.iterdir()) == ['first', 'last']
    assert all(is_whole(f) for f in built.kept.iterdir())


def test_a_tuned_model_that_is_not_of_this_base(encoder, tmp_path):
    for model, sentence in (
        (tiny_model(tmp_path / 'wide', long().text, dim=32), 'has 32 dimensions, its base'),
        (
            tiny_model(tmp_path / 'foreign', ['ganz andere Wörter']),
            'have different vocabularies; give the base that it was fine-tuned from',
        ),
        (encoder.directory, 'is the base itself, with the same weights'),
        (tmp_path / 'nothing', 'no model at '),
    ):
        with pytest.raises((ValueError, FileNotFoundError)) as caught:
            train_esm(Source('a', GOOD), encoder, tuned=model, progress=False)
        assert one_sentence(caught.value, sentence), caught.value


def test_a_loss_that_becomes_nan(encoder, tmp_path, monkeypatch):
    monkeypatch.setitem(LM, 'lm_learning_rate', 1e30)
    with pytest.raises(ValueError) as caught:
        train_esm(Source('wild', GOOD), encoder, progress=False)
    assert one_sentence(caught.value, 'wild: the loss is nan in step 2; look for extreme labels or broken texts')
    with pytest.raises(ValueError) as caught:
        build_pool([Source('wild', GOOD)], tmp_path / 'p', encoder, progress=False)
    sentence = 'no source could be trained on; wild: ValueError: wild: the loss is nan in step 2'
    assert one_sentence(caught.value, sentence)


def test_a_cramped_gpu_makes_the_same_esm(encoder, monkeypatch):
    monkeypatch.setitem(LM, 'lm_learning_rate', 2e-3)  # far enough for a difference to show
    monkeypatch.setattr('esm_nb.train.finetune._ON_CPU', 1)  # so that there are 8 rows in a part
    odd = Source('a', GOOD[:36])  # 29 rows are trained on: the last part is a single row
    roomy = train_esm(odd, encoder, progress=False)
    hook = encoder.model.register_forward_pre_hook(out_of_memory(lambda rows, tokens: rows > 5), with_kwargs=True)
    smaller = 'out of memory at 8 texts at a time; going on with 4 at a time, in the same batches of 32'
    try:
        with pytest.warns(UserWarning, match=smaller):
            cramped = train_esm(odd, encoder, progress=False)
    finally:
        hook.remove()
    np.testing.assert_allclose(cramped.weight, roomy.weight, atol=1e-4)
    assert cramped.info == roomy.info


@pytest.mark.parametrize('number', [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize('what', ['pool', 'tuned model', 'data'])
def test_a_full_disk_ends_the_run(encoder, tmp_path, monkeypatch, number, what):
    def full(*a, **k):
        raise OSError(number, os.strerror(number))

    where = dict(pool='esm_nb.store.index.write_shard', data='esm_nb.train.source.read_file')
    sources = [Source('a', GOOD), Source('b', GOOD[::-1] if what != 'data' else 'b.csv'), Source('c', GOOD[1:])]
    build_pool(sources[:1], tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False)
    with monkeypatch.context() as patch:
        if what in where:
            patch.setattr(where[what], full)
        else:
            patch.setattr('transformers.PreTrainedTokenizerBase.save_pretrained', full)
        with pytest.raises(DiskFull) as caught:
            build_pool(sources, tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False)
    assert one_sentence(caught.value, f'the disk is full, no room for the {what} ')
    assert 'run the same again: what is finished is kept' in str(caught.value)
    assert not (tmp_path / 'kept/c').exists()
    assert all(is_whole(f) and not f.name.startswith('.') for f in (tmp_path / 'kept').iterdir())
    if what == 'data':
        sources[1].data = GOOD[::-1]
    assert build_pool(sources, tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False).names == ['a', 'b', 'c']


SMALL_DISK = '''
import subprocess, sys
from pathlib import Path
from esm_nb import Encoder, Pool, Source, build_pool
from esm_nb.models import is_whole
from esm_nb.files import DiskFull
from test_bad_sources import GOOD
disk, elsewhere, encoder = Path(sys.argv[1]), Path(sys.argv[2]), Encoder(sys.argv[3], max_length=16)
def whole(kept): return all(is_whole(f) and f.name[0] != '.' for f in kept.iterdir())
def attempt(pool, kept):
    sources = [Source(f'source {i}', GOOD[i:]) for i in range(6)]
    try: build_pool(sources, pool, encoder, keep=kept, progress=False)
    except DiskFull as e: return str(e)
    finally: assert whole(kept)
def size(to): subprocess.run(['mount', '-o', f'remount,size={to}', str(disk)], check=True)
runs = ('tuned model', elsewhere/'pool 1', disk/'kept 1'), ('pool', disk/'pool 2', elsewhere/'kept 2')
for name, pool, kept in runs:
    filler = disk/'filler'
    for room in ('40k', '200k'): # for a part of the weights; for some models
        size(room)
        if name == 'pool':
            filler.write_bytes(bytes(int(room[:-1]) * 1024 - 12_000))
        said = attempt(pool, kept)
        assert said and said.startswith(f'the disk is full, no room for the {name} '), said
    done = Pool.open(pool).names if (pool/'pool.json').exists() else []
    assert len(done) < 6
    filler.unlink(missing_ok=True)
    size('50m')
    assert attempt(pool, kept) is None
    Pool.open(pool).verify()
    assert Pool.open(pool).names[:len(done)] == done and len(Pool.open(pool)) == 6
    for f in disk.iterdir(): subprocess.run(['rm', '-r', str(f)], check=True)
    size('40k')
    print(name, len(done))
'''


@pytest.mark.skipif(
    not shutil.which('unshare') or subprocess.run(['unshare', '-rm', 'true'], capture_output=True).returncode != 0,
    reason='mounting a small disk takes user namespaces',
)
def test_a_disk_that_is_really_full(encoder, tmp_path):
    for folder in ('disk', 'elsewhere'):
        (tmp_path / folder).mkdir()
    (tmp_path / 'run.py').write_text(SMALL_DISK)
    arguments = f'{tmp_path}/disk {tmp_path}/elsewhere {encoder.directory}'
    command = f'mount -t tmpfs -o size=40k tmpfs {tmp_path}/disk && {sys.executable} {tmp_path}/run.py {arguments}'
    done = subprocess.run(
        ['unshare', '-rm', 'bash', '-c', command],
        capture_output=True,
        text=True,
        env=os.environ | dict(PYTHONPATH=os.pathsep.join(sys.path), HF_HUB_OFFLINE='1'),
    )
    assert done.returncode == 0, done.stderr
    assert [line.rsplit(' ', 1)[0] for line in done.stdout.splitlines()] == ['tuned model', 'pool']
    assert 'tuned model 0' not in done.stdout


def test_an_interruption_leaves_what_is_finished(encoder, tmp_path, monkeypatch):
    def stop(*a, **k):
        raise KeyboardInterrupt

    sources = [Source('a', GOOD), Source('bad', GOOD[:0]), Source('b', stop), Source('c', GOOD[1:])]
    with pytest.raises(KeyboardInterrupt):
        build_pool(sources, tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False)
    assert Pool.open(tmp_path / 'p').names == ['a']
    assert list(json.loads((tmp_path / 'p/failed.json').read_text())) == ['bad']
    sources[2].data = GOOD[2:]
    with monkeypatch.context() as patch:
        patch.setattr('transformers.PreTrainedTokenizerBase.save_pretrained', stop)  # while the tuned model is saved
        with pytest.raises(KeyboardInterrupt):
            build_pool(sources, tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False)
    assert [f.name for f in (tmp_path / 'kept').iterdir()] == ['a']
    assert build_pool(sources, tmp_path / 'p', encoder, keep=tmp_path / 'kept', progress=False).names == ['a', 'b', 'c']


CARD = '''---
license: mit
configs:
- config_name: films
  data_files:
  - {split: train, path: films/train.parquet}
  - {split: test, path: films/test.parquet}
- config_name: books
  data_files:
  - {split: train, path: books/train.parquet}
---
'''
CLIENT = '''
import json, sys
from esm_nb import Source
def attempt(data, subset=None, split='train'):
    source = Source('x', data, subset=subset, split=split)
    try: return 'fine', source.target(1000, 0).texts
    except (ValueError, FileNotFoundError) as e:
        return type(e).__name__, str(e)
print(json.dumps([attempt(*case) for case in json.loads(sys.argv[1])]))
'''


def parquet(df):
    buffer = io.BytesIO()
    df.to_parquet(buffer)
    return buffer.getvalue()


@pytest.fixture
def hub():
    with serve(Hub()) as hub:
        films = {
            f'films/{split}.parquet': parquet(GOOD[rows])
            for split, rows in dict(train=slice(0, 30), test=slice(30, 40)).items()
        }
        hub.add(
            'datasets', 'owner/reviews', {'README.md': CARD.encode(), 'books/train.parquet': parquet(GOOD[:10])} | films
        )
        hub.add(
            'datasets',
            'owner/plain',
            {'train.csv': GOOD[:20].to_csv(index=False).encode(), 'test.csv': GOOD[20:].to_csv(index=False).encode()},
        )
        hub.add('datasets', 'owner/gated', {'train.csv': GOOD.to_csv(index=False).encode()}, gated='auto')
        yield hub


def client(hub, home, *cases, code=CLIENT, **env):
    "What cases come to in a process of its own, which has read where the Hub is. None may hang."
    done = subprocess.run(
        [sys.executable, '-c', code, json.dumps(cases)],
        capture_output=True,
        text=True,
        timeout=180,
        env=os.environ | dict(HF_ENDPOINT=hub.url, HF_HOME=str(home), HF_HUB_DISABLE_XET='1', HF_HUB_OFFLINE='0') | env,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def texts(rows):
    return Source('x', GOOD[rows]).target(1000, 0).texts


def test_datasets_on_the_hub(hub, tmp_path):
    read = client(
        hub,
        tmp_path,
        ('owner/reviews', 'films'),
        ('owner/reviews', 'films', 'test'),
        ('owner/reviews', 'books'),
        ('owner/plain',),
        ('owner/plain', None, 'test'),
    )
    assert read == [
        ['fine', texts(rows)] for rows in (slice(0, 30), slice(30, 40), slice(0, 10), slice(0, 20), slice(20, 40))
    ]


def test_what_is_wrong_with_a_dataset_on_the_hub(hub, tmp_path):
    gated = 'is a gated dataset on the Hub. {}; accept its terms on its page on the Hub, then log in: hf auth login'
    none = (
        "owner/none, split train: Dataset 'owner/none' doesn't exist on the Hub or cannot be accessed; "
        "check its id, owner/name, and if it is private log in: hf auth login"
    )
    split = "owner/plain, split tst: Unknown split \"tst\". Should be one of ['train', 'test']"
    subset = "owner/reviews / music, split train: BuilderConfig 'music' not found. Available: ['films', 'books']"
    several = (
        "Config name is missing. Please pick one among the available configs: ['films', 'books']; "
        "choose one: Source(…, subset=…)"
    )
    wrong = {
        ('owner/none',): none,
        ('owner/gated',): gated.format('You must be authenticated to access it'),
        ('owner/plain', None, 'tst'): split,
        ('owner/reviews', 'music'): subset,
        ('owner/reviews',): several,
    }
    for (kind, said), sentence in zip(client(hub, tmp_path, *wrong), wrong.values()):
        assert kind == 'ValueError' and one_sentence(said, sentence), said
    ((kind, said),) = client(hub, tmp_path, ('owner/gated',), HF_TOKEN='hf_somebody')  # logged in, but not let in yet
    ask = 'Visit the dataset page at https://huggingface.co/datasets/owner/gated to ask for access'
    assert kind == 'ValueError' and one_sentence(said, gated.format(ask)), said


def test_a_download_that_breaks_off(hub, tmp_path):
    hub.fault('films/train.parquet', 'cut')  # once: the client goes on by itself
    hub.fault('plain/.*/test.csv', 'cut', times=6)  # until it gives up; the same call again works
    once, gave_up, again = client(hub, tmp_path, ('owner/reviews', 'films'), ('owner/plain',), ('owner/plain',))
    assert once == ['fine', texts(slice(0, 30))] and again == ['fine', texts(slice(0, 20))]
    sentence = '; if the connection broke off, run the same again: what has arrived is kept'
    assert gave_up[0] == 'ValueError' and one_sentence(gave_up[1], sentence), gave_up
    assert sum('GET' in r and 'plain' in r and 'train.csv' in r for r in hub.requests) == 1


def test_a_hub_that_is_dead_or_silent(hub, tmp_path):
    cached = client(hub, tmp_path, ('owner/reviews', 'films'), ('owner/plain',))
    silent = SimpleNamespace(url=hub.url)
    hub.fault('^/$', 'hang')
    assert 'the Hub cannot be reached (ReadTimeout)' in client(silent, tmp_path, ('owner/gated',))[0][1]
    for env in (dict(HF_HUB_OFFLINE='1'), dict(HF_ENDPOINT='http://127.0.0.1:9')):
        here, not_here = [('owner/reviews', 'films'), ('owner/plain',)], [('owner/reviews', 'books'), ('owner/gated',)]
        *known, other_subset, other = client(hub, tmp_path, *here, *not_here, **env)
        assert known == cached
        sentence = 'or save the dataset as a parquet file and give its path'
        for kind, said in (other_subset, other):
            assert kind == 'FileNotFoundError' and one_sentence(said, sentence), said
        assert 'owner/reviews / books, split train is not in the cache' in other_subset[1]
        assert 'owner/gated, split train is not in the cache, and the Hub cannot be reached' in other[1]


POOL_OF_BOTH = '''
import json, sys
from esm_nb import Encoder, Source, build_pool
films, *others = [
    Source('films', 'owner/reviews', subset='films'), Source('gated', 'owner/gated'),
    Source('plain', 'owner/plain', split='test')]
pool = build_pool([films, *others], 'pool', Encoder('owner/tiny', max_length=16), progress=False)
infos = [e.info for e in pool.entries]
print(json.dumps([
    [i.source, i.task_id, i.task_subset, i.task_split, i.num_examples, i.base_model_name] for i in infos]))
'''


def test_a_pool_of_sources_and_a_base_on_the_hub(hub, tmp_path, tiny, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hub.add('models', 'owner/tiny', {f.name: f.read_bytes() for f in tiny.iterdir()})
    hub.fault('model.safetensors', 'cut', times=6)
    absent = 'FileNotFoundError: the base model owner/tiny is not on this machine and cannot be reached'
    with pytest.raises(AssertionError, match=absent):
        client(hub, tmp_path, code=POOL_OF_BOTH)
    assert client(hub, tmp_path, code=POOL_OF_BOTH) == [
        ['films', 'owner/reviews', 'films', 'train', 24, 'owner/tiny'],
        ['plain', 'owner/plain', None, 'test', 16, 'owner/tiny'],
    ]
    assert 'gated dataset' in json.loads((tmp_path / 'pool/failed.json').read_text())['gated']
    asked = [r for r in hub.requests if 'GET' in r and 'owner/tiny/resolve' in r and r.endswith('/tokenizer.json')]
    assert len(asked) == 1  # what had arrived was not fetched again


MODELS = r'''
import json, sys
from pathlib import Path
from huggingface_hub import CommitOperationAdd, HfApi, hf_hub_download, snapshot_download
from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError, RevisionNotFoundError
api, stranger = HfApi(token='hf_test'), HfApi(token=False)
def refused(kind, f):
    try: f()
    except kind as e: return e.response.status_code
Path('new').mkdir()
Path('new/config.json').write_text('{}')
Path('new/model.safetensors').write_bytes(b'x' * 1000)
Path('new/README.md').write_text('---\ntags:\n- embedding_space_map\n---\n')
api.create_repo('tester/new', private=True)
first = api.model_info('tester/new').sha
api.upload_folder(repo_id='tester/new', folder_path='new')
print(json.dumps(dict(
    listed=[m.id for m in stranger.list_models(filter='embedding_space_map', expand=['sha', 'tags'])],
    mine=[m.id for m in api.list_models(filter='embedding_space_map')],
    files=sorted(f.name for f in Path(snapshot_download('tester/new', token='hf_test')).iterdir()),
    weights=len(Path(hf_hub_download('tester/new', 'model.safetensors', token='hf_test')).read_bytes()),
    tree=[e.path for e in api.list_repo_tree('owner/esm_1', recursive=True)],
    behind=refused(HfHubHTTPError, lambda: api.create_commit(
        'tester/new', [CommitOperationAdd('more.txt', b'1')], commit_message='m', parent_commit=first)),
    refused=[
        refused(GatedRepoError, lambda: stranger.hf_hub_download('owner/gated', 'config.json')),
        refused(RepositoryNotFoundError, lambda: stranger.model_info('tester/new')),
        refused(RevisionNotFoundError, lambda: api.model_info('tester/new', revision='other')),
        refused(HfHubHTTPError, lambda: stranger.create_repo('tester/other'))])))
'''


def test_models_on_the_local_hub(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with serve(Hub(page=2)) as hub:
        for i in range(5):
            hub.add(
                'models',
                f'owner/esm_{i}',
                {'README.md': b'---\ntags: embedding_space_map\nlicense: mit\n---\n', 'a/b.txt': b''},
            )
        hub.add('models', 'owner/gated', {'config.json': b'{}'}, gated='auto')
        public = [f'owner/esm_{i}' for i in range(5)]
        assert client(hub, tmp_path, code=MODELS) == dict(
            listed=public,
            mine=[*public, 'tester/new'],
            files=['README.md', 'config.json', 'model.safetensors'],
            weights=1000,
            tree=['a', 'README.md', 'a/b.txt'],
            behind=412,
            refused=[401, 401, 404, 401],
        )
