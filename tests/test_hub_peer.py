"hf-dataset-selector and esm_nb on one Hub: each finds and reads what the other published, and they rank alike."

import contextlib, json, shutil, tempfile
import numpy as np, pytest, torch
from huggingface_hub import PyTorchModelHubMixin
from esm_nb import ESM, ESMInfo, Pool, publish, rank_embeddings
from tests.local_hub import Hub, point_at, serve

aside = tempfile.mkdtemp()
with contextlib.chdir(aside):  # hfselect opens a log file where it is imported
    import hfselect
    from hfselect.esmconfig import ESMConfig
    from hfselect.logme import LogME
    from hfselect.task_ranking import TaskRanking
    from hfselect.utils import fetch_esms, find_esm_repo_ids, get_esm_coverage
shutil.rmtree(aside)

BASE, D = 'google-bert/bert-base-multilingual-uncased', 64


@pytest.fixture
def hub(tmp_path, monkeypatch):
    with serve(Hub()) as hub:
        point_at(hub, tmp_path / 'hf', monkeypatch.setattr, monkeypatch.setenv)
        hub.add('models', BASE, {'config.json': b'{}'})
        yield hub


def peer_esm(seed, version, base=BASE):
    generator = torch.Generator().manual_seed(seed)
    esm = hfselect.ESM(
        'linear',
        D,
        ESMConfig(
            base_model_name=base,
            task_id=f'owner/task-{seed}',
            esm_architecture='linear',
            esm_embedding_dim=D,
            version=version,
        ),
    )
    layer = esm.sequential[0] if esm.is_legacy_model else esm.model
    with torch.no_grad():
        layer.weight.copy_(torch.eye(D) + 0.3 * D**-0.5 * torch.randn(D, D, generator=generator))
        layer.bias.copy_(0.1 * torch.randn(D, generator=generator))
    return esm


def put(hub, repo, esm, tmp_path, config_version=None):
    "As hf-dataset-selector saves it; its own `publish` lacks the template of its card."
    folder = tmp_path / repo
    if esm.is_legacy_model:
        PyTorchModelHubMixin.save_pretrained(esm, folder, config=esm.config.to_dict())
    else:
        esm.save_pretrained(folder)
    files = {f.name: f.read_bytes() for f in folder.iterdir()}
    if config_version:
        files['config.json'] = json.dumps(json.loads(files['config.json']) | dict(version=config_version)).encode()
    files['README.md'] = f'---\nbase_model: {BASE}\ntags:\n- embedding_space_map\n- BaseLM:{BASE}\n---\n'.encode()
    hub.add('models', repo, files)


def weights(esm):
    layer = esm.sequential[0] if esm.is_legacy_model else esm.model
    return layer.weight.detach().numpy(), layer.bias.detach().numpy()


@pytest.mark.parametrize('keys, says', [('0.1.0', None), ('0.2.1', None), ('0.1.0', '0.2.1'), ('0.2.1', '0.1.0')])
def test_we_read_theirs(hub, tmp_path, keys, says):
    theirs = peer_esm(3, keys)
    put(hub, 'authors/ESM_3', theirs, tmp_path, says)
    ours = Pool.open('hub:authors', progress=False)['owner/task-3']
    for mine, right in zip((ours.weight, ours.bias), weights(theirs)):
        np.testing.assert_array_equal(mine, right)


def test_they_find_and_load_ours(hub):
    rng = np.random.default_rng(0)
    ours = [
        ESM(
            rng.normal(size=(D, D)).astype(np.float32),
            rng.normal(size=D).astype(np.float32),
            ESMInfo(
                f'tickets {i}',
                base_model_name=BASE,
                pooling='pooler',
                max_length=128,
                license='MIT',
                fidelity=dict(mse=0.4),
            ),
        )
        for i in range(3)
    ]
    for i, esm in enumerate(ours):
        publish(esm, f'tester/ESM_tickets-{i}')
    assert get_esm_coverage() == {BASE: 3}
    repos = find_esm_repo_ids(BASE)
    assert repos == [f'tester/ESM_tickets-{i}' for i in range(3)]
    X = rng.normal(size=(20, D)).astype(np.float32)
    for mine, theirs in zip(ours, fetch_esms(repos), strict=True):
        np.testing.assert_array_equal(weights(theirs)[0], mine.weight)
        with torch.no_grad():
            np.testing.assert_allclose(mine(X), theirs(torch.from_numpy(X)).numpy(), atol=1e-5)
        assert theirs.create_config().task_id == mine.info.source and theirs.create_config().is_valid


@pytest.mark.parametrize('task', ['classification', 'regression'])
def test_we_rank_as_they_do(hub, tmp_path, task):
    for seed in range(12):
        put(hub, f'authors/ESM_{seed}', peer_esm(seed, '0.2.1'), tmp_path)
    rng = np.random.default_rng(1)
    X = (rng.normal(size=(400, D)) + rng.normal(size=D)).astype(np.float32)
    hidden = X[:, :3] @ rng.normal(size=(3, 4)) + rng.normal(size=(400, 4))
    y = hidden[:, 0] if task == 'regression' else hidden.argmax(1)
    theirs = fetch_esms(find_esm_repo_ids(BASE))
    with torch.no_grad():
        scores = [LogME(regression=task == 'regression').fit(e(torch.from_numpy(X)).numpy(), y) for e in theirs]
    published = TaskRanking([e.create_config() for e in theirs], scores)
    ours = rank_embeddings(X, y, 'hub:authors', task, variant='reference')
    assert len(ours) == 12 and [r.source for r in ours] == [c.task_id for c in published.esm_configs]
    assert [r.score for r in ours] == pytest.approx(published.scores, abs=1e-5)
