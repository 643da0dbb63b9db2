"Pools of a Hub on loopback, through the Hub's real client: fetched, fetched again, refreshed, out of order, published."

import json, re, time
from copy import deepcopy
from pathlib import Path
import numpy as np
import pytest
import torch
from huggingface_hub.utils import WeakFileLock
from sentence_transformers import SentenceTransformer
from esm_nb import ESM, ESMInfo, Pool, Source, find_esms, fine_tune, publish, publish_pool
from esm_nb.low_rank import LowRank, load_adapter
from esm_nb.models import load_model
from esm_nb.testing import tiny_model
from esm_nb.hub.published import fetch_esm, read_configs
from esm_nb.hub.fetch import hub_directory
from tests.local_hub import Hub, add_esms, esm_repo, point_at, serve

BASE = 'google-bert/bert-base-multilingual-uncased'


@pytest.fixture
def hub(tmp_path, monkeypatch):
    with serve(Hub(page=60)) as hub:
        point_at(hub, tmp_path / 'hf', monkeypatch.setattr, monkeypatch.setenv)
        yield hub


@pytest.fixture
def impatient(monkeypatch):
    for name, seconds in {'fetch.TIMEOUT': 2, 'fetch.RETRY_FOR': 4, 'client.PATIENCE': 8}.items():
        monkeypatch.setattr(f'esm_nb.hub.{name}', seconds)


def asked(hub):
    "Requests for files since the last call, by repository, without redirects."
    paths = [r for r in hub.requests if 'agent-harnesses' not in r]  # a question of the client's own, once
    hub.requests.clear()
    return sorted({m[1] for p in paths if (m := re.match(r'GET /([^/]+/[^/]+)/resolve/', p))}), len(paths)


def same(pool, maps):
    assert sorted(pool.names) == sorted(maps)
    for name, (weight, bias) in maps.items():
        np.testing.assert_array_equal(pool[name].weight, weight)
        np.testing.assert_array_equal(pool[name].bias, bias)


# --- find ---


def test_finds_in_one_listing_call(hub):
    add_esms(hub, 'authors', 130)
    add_esms(hub, 'others', 3, base='someone/tiny')
    found = find_esms()
    assert len(found) == 133 and found.coverage() == {BASE: 130, 'someone/tiny': 3}
    assert asked(hub)[1] == 3  # pages of 60
    assert len(find_esms('bert-base-multilingual-uncased')) == 130 and len(find_esms(owner='others')) == 3
    assert len(find_esms(filters='license:mit')) == 0
    hub.requests.clear()
    table = read_configs(found[:5], progress=False).to_pandas()
    assert list(table.task) == [f'owner/task-{i:04}' for i in range(5)]
    assert list(table['rows']) == [100, 101, 102, 103, 104]
    assert set(table.license) == {'apache-2.0'}
    assert set(table.text_column) == {'text'} and set(table.subset) == {'default'}
    assert not [r for r in hub.requests if 'safetensors' in r]


# --- fetch ---


def test_fetches_once(hub, tmp_path):
    maps = add_esms(hub, 'authors', 150)
    pool = Pool.open('hub:authors', progress=False)
    same(pool, maps)
    assert (pool.base, pool.pooling, pool.max_length, pool.dim, pool.skipped) == (BASE, 'pooler', 128, 16, {})
    assert (
        pool[0].info.how == "from datasets import load_dataset\n"
        "df = load_dataset('owner/task-0000', 'default', split='train').to_pandas()"
    )
    files = [f for f in pool.path.rglob('*') if f.is_file()]
    assert sorted(f.name for f in files) == [
        '.lock',
        'hub.json',
        'maps-00000.safetensors',
        'maps-00001.safetensors',
        'maps-00002.safetensors',
        'pool.json',
        'sources.jsonl',
    ]
    assert tmp_path in pool.path.parents
    repos, requests = asked(hub)
    assert len(repos) == 150 and requests == 3 + 150 * 3  # the listing; a config; a map and where it lies
    again = Pool.open('hub:authors')
    assert again.sha256 == pool.sha256 and asked(hub) == ([], 0)
    pool.verify()


def test_refresh_fetches_what_changed(hub):
    maps = add_esms(hub, 'authors', 70)
    Pool.open('hub:authors', progress=False)
    maps |= add_esms(hub, 'authors', 2, start=70)  # new
    weight = np.full((16, 16), 0.5, np.float32)
    files = hub.repos['models', 'authors/ESM_0007'].at('main')[1]
    changed = esm_repo(json.loads(files['config.json']), weight, np.zeros(16, np.float32))
    hub.repos['models', 'authors/ESM_0007'].commit(changed)
    maps['owner/task-0007 / default'] = weight, np.zeros(16, np.float32)
    del hub.repos['models', 'authors/ESM_0009'], maps['owner/task-0009 / default']  # gone
    asked(hub)
    assert len(Pool.open('hub:authors')) == 70 and asked(hub) == ([], 0)  # nobody asked for news
    same(Pool.open('hub:authors', refresh=True, progress=False), maps)
    assert asked(hub)[0] == ['authors/ESM_0007', 'authors/ESM_0070', 'authors/ESM_0071']
    Pool.open('hub:authors', refresh=True, progress=False)
    assert asked(hub) == ([], 2)  # pages of the listing


def test_several_bases(hub):
    add_esms(hub, 'authors', 3)
    maps = add_esms(hub, 'authors', 2, base='someone/tiny', start=3)
    several = f"several base models \\({BASE}: 3, someone/tiny: 2\\); choose one: base='{BASE}'"
    with pytest.raises(ValueError, match=several):
        Pool.open('hub:authors')
    same(Pool.open('hub:authors', base='someone/tiny', progress=False), maps)
    with pytest.raises(ValueError, match='choose one'):
        Pool.open('hub:authors')  # as before, from memory
    assert len(Pool.open('hub:authors', base='bert-base-multilingual-uncased', progress=False)) == 3
    with pytest.raises(ValueError, match='no ESMs for other/base; there are'):
        Pool.open('hub:authors', base='other/base')
    with pytest.raises(ValueError, match='nobody has published no ESMs'):
        Pool.open('hub:nobody')


def test_large_downloads_are_agreed_to(hub, monkeypatch):
    add_esms(hub, 'authors', 3)
    monkeypatch.setattr('esm_nb.hub.fetch.LARGE', 3000)
    with pytest.raises(ValueError, match=r"--yes, or Pool.open\('hub:authors', yes=True\)"):
        Pool.open('hub:authors', progress=False)
    assert asked(hub)[0] == []
    assert len(Pool.open('hub:authors', yes=True, progress=False)) == 3


def test_same_names_stay_apart(hub):
    for i in range(2):
        weight, bias = np.eye(4, dtype=np.float32) * i, np.zeros(4, np.float32)
        hub.add('models', f'authors/ESM_{i}', esm_repo(dict(task_id='imdb'), weight, bias))
    assert Pool.open('hub:authors', progress=False).names == ['imdb', 'imdb (authors/ESM_1)']


def test_takes_what_the_cache_of_the_hub_has(hub):
    from huggingface_hub import hf_hub_download

    maps = add_esms(hub, 'authors', 4)
    for name in ('config.json', 'model.safetensors'):
        hf_hub_download('authors/ESM_0002', name)
    asked(hub)
    same(Pool.open('hub:authors', progress=False), maps)
    assert asked(hub)[0] == ['authors/ESM_0000', 'authors/ESM_0001', 'authors/ESM_0003']


# --- a Hub that is out of order ---


@pytest.mark.slow
@pytest.mark.parametrize(
    'what',
    [
        'cut',
        'wrong',
        408,
        429,
        500,
        502,
        503,
        (429, dict(Retry_After=1)),
        (503, dict(Retry_After=1)),
        (429, dict(RateLimit='"resolvers";r=0;t=1')),
    ],
    ids=str,
)
@pytest.mark.parametrize('file', ['config.json', 'large/.*/model'])
def test_trouble_that_passes(hub, what, file):
    maps = add_esms(hub, 'authors', 5)
    hub.fault(f'0002.*{file}', what, 2 if isinstance(what, str) else 1)
    pool = Pool.open('hub:authors', progress=False)
    same(pool, maps)
    assert pool.skipped == {}


@pytest.mark.parametrize(
    'what, says',
    [
        ('cut', 'cannot be reached|other bytes'),
        ('wrong', 'other bytes than the Hub has on record'),
        (500, r'out of order \(HTTP 500\)'),
        ('hang', 'cannot be reached'),
        ('stall', 'cannot be reached'),
        ('trickle', 'trickles'),
    ],
)
def test_one_repository_out_of_order(hub, impatient, what, says):
    maps = add_esms(hub, 'authors', 12)
    hub.fault('0004.*model', what, 10**6)
    start = time.monotonic()
    pool = Pool.open('hub:authors', progress=False)
    assert time.monotonic() - start < 60
    same(pool, {n: m for n, m in maps.items() if '0004' not in n})
    assert list(pool.skipped) == ['authors/ESM_0004']
    why = pool.skipped['authors/ESM_0004']
    assert re.search(says, why) and 'refresh=True' in why
    hub.faults.clear()
    same(Pool.open('hub:authors', refresh=True, progress=False), maps)


@pytest.mark.slow
def test_no_hang_over_a_minute(hub):
    maps = add_esms(hub, 'authors', 12)
    for i, what in enumerate(['hang', 'stall', 'trickle']):
        hub.fault(f'000{i}.*model', what, 10**6)
    start = time.monotonic()
    pool = Pool.open('hub:authors', progress=False)  # as patient as it is with people
    assert time.monotonic() - start < 60
    same(pool, {n: m for i, (n, m) in enumerate(maps.items()) if i > 2})
    assert sorted(pool.skipped) == [f'authors/ESM_000{i}' for i in range(3)]


@pytest.mark.parametrize(
    'status, code, says',
    [
        (401, 'GatedRepo', 'is gated: ask for access'),
        (403, 'GatedRepo', 'is gated'),
        (403, '', 'is forbidden to your token'),
        (401, 'RepoNotFound', 'does not exist, or is private'),
        (404, 'RepoNotFound', 'does not exist, or is private'),
        (404, 'EntryNotFound', 'has no config.json'),
        (404, 'RevisionNotFound', 'has no such revision'),
    ],
)
def test_one_repository_refused(hub, status, code, says):
    maps = add_esms(hub, 'authors', 5)
    hub.fault('ESM_0003/resolve', (status, dict(X_Error_Code=code, X_Error_Message='no')), 10**6)
    pool = Pool.open('hub:authors', progress=False)
    same(pool, {n: m for n, m in maps.items() if '0003' not in n})
    assert re.search(says, pool.skipped['authors/ESM_0003'])
    asked(hub)
    assert len(Pool.open('hub:authors')) == 4 and asked(hub) == ([], 0)


@pytest.mark.parametrize(
    'what, says',
    [
        (500, 'HTTP 500'),
        (503, 'HTTP 503'),
        ('hang', 'cannot be reached'),
        ('stall', 'cannot be reached'),
        ((429, dict(Retry_After=1)), 'asks to wait 1 seconds'),
        ((429, dict(Retry_After=3600)), 'asks to wait 3,600 seconds'),
        ((401, dict(X_Error_Message='Invalid credentials in Authorization header')), 'refuses your token'),
    ],
    ids=str,
)
def test_whole_hub_out_of_order_half_way(hub, impatient, what, says):
    maps = add_esms(hub, 'authors', 100)
    hub.fault(r'ESM_00[3-9]\d.*model', what, 10**6)
    start = time.monotonic()
    with pytest.raises(FileNotFoundError, match=says) as e:
        Pool.open('hub:authors', progress=False)
    assert time.monotonic() - start < 60 and '\n' not in str(e.value)
    there = {
        m[1]
        for p in Path(hub_directory()).rglob('arriving/*/model.safetensors')
        if (m := re.search(r'authors--(ESM_\d+)', str(p)))
    }
    assert len(there) >= 20
    hub.faults.clear()
    asked(hub)
    same(Pool.open('hub:authors', progress=False), maps)
    assert not [r for r in asked(hub)[0] if r.split('/')[1] in there]  # whole files are not fetched again


@pytest.mark.parametrize(
    'what, says', [(403, 'forbidden'), (404, 'is not there'), ('hang', 'has not answered')], ids=str
)
def test_no_listing(hub, impatient, what, says):
    hub.fault('/api/models', what, 10**6)
    sentence = f'the list of ESMs of authors .*{says}|the list of ESMs of authors: the Hub {says}'
    with pytest.raises(FileNotFoundError, match=sentence):
        Pool.open('hub:authors', progress=False)


def test_hub_dies_half_way(tmp_path, monkeypatch):
    with serve(Hub()) as hub:
        point_at(hub, tmp_path / 'hf', monkeypatch.setattr, monkeypatch.setenv)
        add_esms(hub, 'authors', 100)

        def die(handler):
            handler.server.socket.close()
            hub.faults.insert(0, ['', lambda h: h.connection.shutdown(2), 10**9])
            handler.connection.shutdown(2)

        hub.fault(r'ESM_00[5-9]\d.*model', die, 10**6)
        start = time.monotonic()
        unreachable = r'then the Hub cannot be reached \(ConnectError\)'
        with pytest.raises(
            FileNotFoundError, match=f'of 100 ESMs have been fetched; {unreachable}.*the same call goes on'
        ):
            Pool.open('hub:authors', progress=False)
        assert time.monotonic() - start < 60


# --- publish ---


def of_base(name, seed, base=BASE, **info):
    rng = np.random.default_rng(seed)
    weight, bias = (rng.normal(size=shape).astype(np.float32) for shape in ((8, 8), 8))
    return ESM(weight, bias, ESMInfo(name, base_model_name=base, pooling='mean', max_length=64, **info))


def test_publish_is_one_commit(hub):
    esm = of_base('tickets', 1, license='MIT', language='en', task='classification')
    sha = publish(esm, 'tester/ESM_tickets')
    repo = hub.repos['models', 'tester/ESM_tickets']
    assert len(repo.commits) == 2 and repo.commits[-1][0] == sha
    assert sorted(repo.commits[-1][1]) == ['README.md', 'config.json', 'model.safetensors']
    assert {'embedding_space_map', f'BaseLM:{BASE}', f'base_model:{BASE}', 'license:mit'} <= set(repo.tags())
    pool = Pool.open('hub:tester', progress=False)
    np.testing.assert_array_equal(pool['tickets'].weight, esm.weight)
    info = pool[0].info
    assert (pool.pooling, pool.max_length, info.task, info.license) == ('mean', 64, 'classification', 'MIT')
    second = of_base('tickets', 2).push_to_hub('tester/ESM_tickets')
    assert len(repo.commits) == 3 and second != sha
    first = ESM.from_pretrained('tester/ESM_tickets', sha)  # it is still there
    np.testing.assert_array_equal(first.weight, esm.weight)


def test_a_fine_tuned_model_on_the_hub(hub, tiny, reviews, tmp_path):
    "What is pushed is what sentence-transformers loads from there, and predicts the same."
    texts = list(reviews.review[:4])
    mine, more = reviews[:100], Source('more', reviews[100:])
    model = fine_tune(mine, more, base=str(tiny), seeds=1, max_steps=2, progress=False)
    model.push_to_hub('tester/reviews')
    assert len(hub.repos['models', 'tester/reviews'].commits) == 2  # the first makes it
    loaded = SentenceTransformer('tester/reviews', device='cpu', cache_folder=str(tmp_path))
    classes = np.array(model.tuned.classes)
    assert list(classes[loaded.encode(texts).argmax(1)]) == list(model.predict(texts))
    with pytest.raises(ValueError, match='is not a name on the Hub'):
        model.push_to_hub('reviews')


@pytest.mark.parametrize(
    'call',
    [lambda: publish(of_base('a', 1), 'tester/a'), lambda: publish_pool('starter', 'tester/pool')],
    ids=['esm', 'pool'],
)
def test_publish_refused(hub, monkeypatch, call):
    monkeypatch.setenv('HF_TOKEN', 'hf_wrong')
    with pytest.raises(FileNotFoundError, match='the Hub refuses your token') as e:
        call()
    assert 'hf_wrong' not in str(e.value)
    monkeypatch.setenv('HF_TOKEN', hub.token)
    hub.fault('/commit/', 412)
    with pytest.raises(FileNotFoundError, match='was changed by somebody else'):
        call()
    call()


def test_pool_in_one_repository(hub, tmp_path):
    made = Pool.create(tmp_path / 'pool', [of_base(f'source {i}', i, license='MIT' if i else None) for i in range(70)])
    first = publish_pool(made, 'tester/pool')
    assert find_esms(owner='tester').coverage() == {}  # not one of the single ESMs
    asked(hub)
    pool = Pool.open('hub:tester/pool', progress=False)
    assert pool.sha256 == made.sha256 and asked(hub)[1] <= 8
    assert Pool.open('hub:tester/pool').sha256 == made.sha256 and asked(hub) == ([], 0)
    made.add(of_base('more', 99))
    second = publish_pool(made, 'tester/pool')
    assert len(hub.repos['models', 'tester/pool'].commits) == 3
    assert len(Pool.open('hub:tester/pool')) == 70
    asked(hub)
    assert len(Pool.open('hub:tester/pool', refresh=True, progress=False)) == 71
    assert not [r for r in hub.requests if 'maps-00000' in r or 'maps-00001' in r]
    assert [r for r in hub.requests if 'maps-00002' in r]
    asked(hub)
    assert len(Pool.open(f'hub:tester/pool@{first}')) == 70 and len(Pool.open(f'hub:tester/pool@{second}')) == 71
    assert asked(hub) == ([], 0)
    with pytest.raises(FileNotFoundError, match='tester/pool has no such revision'):
        Pool.open('hub:tester/pool@v9')


def test_a_version_that_was_never_finished_is_removed(hub, tmp_path):
    made = Pool.create(tmp_path / 'pool', [of_base(f'source {i}', i, license='MIT') for i in range(70)])
    first = publish_pool(made, 'tester/pool')
    hub.fault('maps-00001', 404, times=99)
    with pytest.raises(FileNotFoundError, match='What is here is kept'):
        Pool.open('hub:tester/pool', progress=False)
    (left,) = hub_directory().glob('tester/pool@*')
    assert left.name == f'pool@{first[:12]}' and (left / 'maps-00000.safetensors').exists()
    (left / '.maps-00001.safetensors.part').write_bytes(b'half')  # as a kill leaves it
    hub.faults.clear()
    made.add(of_base('more', 99))
    second = publish_pool(made, 'tester/pool')
    asked(hub)
    assert len(Pool.open('hub:tester/pool', progress=False)) == 71
    assert not [r for r in hub.requests if 'maps-00000' in r]  # what had come is not fetched again
    assert [p.name for p in hub_directory().glob('tester/pool@*')] == [f'pool@{second[:12]}']


def test_a_pool_is_fetched_by_one_process_at_a_time(hub, tmp_path):
    publish_pool(Pool.create(tmp_path / 'pool', [of_base('source', 0, license='MIT')]), 'tester/pool')
    (hub_directory() / 'tester').mkdir(parents=True)
    with WeakFileLock(hub_directory() / 'tester/.pool.lock'):
        with pytest.raises(ValueError, match='hub:tester/pool is being fetched by another process'):
            Pool.open('hub:tester/pool', progress=False)
    assert len(Pool.open('hub:tester/pool', progress=False)) == 1


def test_part_of_a_pool_is_published_without_the_rest(hub, tmp_path):
    esms = [of_base(f'source {i}', i, language='en' if i % 2 else 'de') for i in range(6)]
    made = Pool.create(tmp_path / 'pool', esms)
    made.filter(language='de').push_to_hub('tester/german')
    pool = Pool.open('hub:tester/german', progress=False)
    assert pool.names == ['source 0', 'source 2', 'source 4']
    np.testing.assert_array_equal(pool[2].weight, made[4].weight)
    assert sum(e.info.source in str(hub.repos['models', 'tester/german'].at('main')[1]) for e in made.entries) == 3


def test_starter_pool_round_trip(hub):
    starter = Pool.open('starter')
    publish_pool(starter, 'tester/starter')
    assert Pool.open('hub:tester/starter', progress=False).sha256 == starter.sha256
    part = starter[:3]
    publish_pool(part, 'tester/three')
    for ours, theirs in zip(Pool.open('hub:tester/three', progress=False), part):
        np.testing.assert_allclose(ours.weight, theirs.weight, atol=1e-6)


def test_not_a_pool(hub):
    add_esms(hub, 'authors', 1)
    with pytest.raises(ValueError, match='authors/ESM_0000 is not a pool: it has no pool.json'):
        Pool.open('hub:authors/ESM_0000')
    with pytest.raises(FileNotFoundError, match='authors/none does not exist, or is private'):
        Pool.open('hub:authors/none')
    for bad in ('hub:', 'hub:../x', 'hub:a/b/c', 'hub:a@main', 'hub:a b'):
        with pytest.raises(ValueError, match='neither hub:OWNER|not a name on the Hub'):
            Pool.open(bad)


# --- a base model on the hub, compression, the magic ---


@pytest.fixture
def tiny_on_hub(hub, tmp_path, reviews):
    folder = tiny_model(tmp_path / 'model', list(reviews.review))
    hub.add('models', 'someone/tiny', {f.name: f.read_bytes() for f in folder.iterdir()})
    return 'someone/tiny'


def test_compressed_as_they_arrive(hub, tiny_on_hub, capsys):
    maps = add_esms(hub, 'authors', 6, base=tiny_on_hub)
    small = Pool.open('hub:authors', rank=4, progress=True)
    sentence = r'rank 4 loses ([\d.]+)% of what a map changes \(median of 6; [\d.]+% at worst\)'
    said = re.search(sentence, capsys.readouterr().out)
    assert small[0].rank == 4 and small.head['dtype'] == 'float16' and sorted(small.names) == sorted(maps)
    lost = np.median([e.info.fidelity['lost'] for e in small.entries])
    assert 0.01 < small[0].info.fidelity['lost'] < 1 and float(said[1]) / 100 == pytest.approx(lost, abs=1e-3)
    full = Pool.open('hub:authors', rank=16, progress=False)  # all directions: nothing lost but by rounding
    assert max(e.info.fidelity['lost'] for e in full.entries) < 1e-4
    assert Pool.open('hub:authors', progress=False)[0].U is None  # each in its own folder


def test_magic(hub, tiny_on_hub, reviews, monkeypatch, capsys):
    from IPython.core.error import UsageError
    from IPython.core.interactiveshell import InteractiveShell

    add_esms(hub, 'authors', 5, base=tiny_on_hub)
    add_esms(hub, 'authors', 1, start=5)
    shell = InteractiveShell()
    shell.run_line_magic('load_ext', 'esm_nb')
    shell.user_ns['df'] = reviews
    with pytest.raises(UsageError, match='choose one: base='):
        shell.run_line_magic('esm_rank', 'df --pool hub:authors')
    monkeypatch.setattr('esm_nb.hub.fetch.LARGE', 3000)
    with pytest.raises(UsageError, match='agree with --yes'):
        shell.run_line_magic('esm_rank', f'df --pool hub:authors --base {tiny_on_hub}')
    ranking = shell.run_line_magic('esm_rank', f'df --pool hub:authors --base {tiny_on_hub} --yes')
    assert len(ranking) == 5 and ranking.about['base_model'] == tiny_on_hub and ranking.about['pooling'] == 'pooler'
    assert ranking[0].url.startswith(f'{hub.url}/authors/ESM_')
    asked(hub)
    assert len(shell.run_line_magic('esm_rank', f'df --pool hub:authors --base {tiny_on_hub}')) == 5
    assert asked(hub)[0] == []


def test_weights_go_up_as_an_adapter_that_peft_reads(hub, tmp_path):
    from peft import LoraConfig, PeftModel, get_peft_model

    base = load_model(tiny_model(tmp_path / 'base', ['good', 'bad', 'a film'], dim=32))
    tuned, noise = deepcopy(base), torch.Generator().manual_seed(0)
    for name, weight in tuned.named_parameters():
        if 'layer.1' in name and weight.ndim == 2:
            weight.data += torch.randn(weight.shape, generator=noise) / 50
    esm = of_base('films', 0)
    esm.low_rank = LowRank.between(base, tuned)
    publish(esm, 'tester/ESM_films')
    words = torch.tensor([[2, 5, 6, 3]])
    ours = fetch_esm('tester/ESM_films').low_rank.on(base)(words).last_hidden_state
    theirs = PeftModel.from_pretrained(deepcopy(base), 'tester/ESM_films', subfolder='adapter')
    assert torch.allclose(theirs(words).last_hidden_state, ours, atol=1e-5)
    assert not torch.allclose(base(words).last_hidden_state, ours, atol=1e-2)

    lora = get_peft_model(deepcopy(base), LoraConfig(r=4, lora_alpha=8, target_modules=['query', 'value']))
    for name, weight in lora.named_parameters():
        if 'lora_B' in name:
            weight.data = torch.randn(weight.shape, generator=noise)
    lora.save_pretrained(tmp_path / 'lora')
    read = load_adapter(tmp_path / 'lora').on(base)(words).last_hidden_state
    wrong, change = (model(words).last_hidden_state - read for model in (lora.eval(), base))
    assert wrong.norm() < 0.02 * change.norm()
