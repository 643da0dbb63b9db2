"""Fine-tuning keeps what a source taught, is compared with what costs nothing, and takes the settings of the library,
or says why not."""

import dataclasses, json, shutil
import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoConfig, AutoModel, TrainingArguments
from esm_nb import Encoder, fine_tune
from esm_nb.models import is_whole, load_model, load_tokenizer
from esm_nb.tasks import metric
from esm_nb.testing import toy_reviews
from esm_nb.train.finetune import fit_head, tune_model

pytestmark = pytest.mark.slow


@pytest.fixture(scope='module')
def encoder(tiny):
    return Encoder(tiny, max_length=16)


def rated(n, seed):
    "Reviews with a number: 3 if good, -3 if bad, and noise of a standard deviation."
    df = toy_reviews(n, seed)
    noise = np.random.default_rng(seed).normal(size=n)
    return list(df.review), np.where(df.verdict == 'good', 3, -3) + noise


@pytest.fixture(scope='module')
def taught(encoder):
    "What the tiny model becomes on many of them: the difference is the strongest direction of its embeddings."
    texts, labels = rated(600, 0)
    return tune_model(encoder, texts, labels, 'regression', num_train_epochs=5, learning_rate=2e-3).model.state_dict()


@pytest.mark.parametrize('seed', range(3))
def test_what_a_source_taught_is_kept(encoder, taught, seed):
    "After 50 rows, the model is not much worse than a linear head on the embeddings that it started with."
    model = load_model(encoder.directory)
    model.load_state_dict(taught)
    texts, labels = rated(50, 1 + seed)
    unseen, truth = rated(400, 9)
    head = fit_head(encoder, texts, labels, 'regression', model)
    reached = metric(truth, head.predict(head.embed(unseen)), 'regression')
    tuned = tune_model(encoder, texts, labels, 'regression', model, seed, num_train_epochs=30)
    assert reached > 0.7
    assert metric(truth, tuned.predict(tuned.embed(unseen)), 'regression') > reached - 0.1


def test_every_way_is_compared_on_the_same_rows_and_the_best_is_kept(encoder):
    df = toy_reviews(120).sample(frac=1, random_state=0)
    result = fine_tune(df[:60], toy_reviews(200, 5), base=encoder, held_out=df[60:], seeds=2, progress=False)
    ways = [a.way for a in result.answers]
    assert ways == [
        'naive',
        'a head alone',
        'fine-tuned alone',
        'a head after the source',
        'fine-tuned after the source',
    ]
    commonest = df[:60].verdict.mode()[0]
    assert result.reached('naive') == [(df[60:].verdict == commonest).mean()]
    assert result.kept.score == max(a.score for a in result.answers)
    right = (result.predict(list(df[60:].review)) == df[60:].verdict).mean()
    assert right == max(result.kept.scores)


def test_labels_that_mean_nothing_teach_nothing(encoder):
    "Neither a head nor fine-tuning beats the commonest class, and that is said."
    df = toy_reviews(400).sample(frac=1, random_state=0).assign(verdict=(['yes'] * 3 + ['no']) * 100)
    result = fine_tune(df[:60], base=encoder, held_out=df[60:], seeds=1, progress=False)
    assert result.kept.way == 'naive' and 'these rows do not show what the labels mean' in repr(result)
    assert list(result.predict(['a', 'b'])) == ['yes', 'yes']


def test_rows_of_one_label_cannot_tell(encoder):
    df = toy_reviews(100)
    result = fine_tune(df[:60], base=encoder, held_out=df[60:][df.verdict == 'good'], seeds=1, progress=False)
    assert result.kept.way != 'naive' and 'so they cannot tell which model is better' in repr(result)


def test_one_batch_is_fine_tuned_on_once(encoder):
    result = fine_tune(toy_reviews(40), base=encoder, seeds=3, progress=False)
    assert len(result.scores_alone) == 1 and 'one batch holds all 32 rows' in repr(result)


def test_a_base_that_embeds_by_itself_is_refused_before_it_embeds():
    base = Encoder(lambda texts: pytest.fail('it was asked'), name='mine')
    with pytest.raises(ValueError, match='mine embeds by itself, so it cannot be fine-tuned here'):
        fine_tune(toy_reviews(40), base=base, progress=False)


# -- settings of the library -----------------------------------------------------------------------

REFUSED = dict(
    eval_strategy='epoch',
    load_best_model_at_end=True,
    do_eval=True,
    gradient_checkpointing=True,
    neftune_noise_alpha=5.0,
    push_to_hub=True,
)


@pytest.mark.parametrize('name', REFUSED)
def test_a_setting_that_cannot_be_had_is_refused_in_a_sentence(encoder, name):
    with pytest.raises(ValueError, match=f'{name} cannot be had here: '):
        fine_tune(toy_reviews(20), base=encoder, progress=False, **{name: REFUSED[name]})


@pytest.mark.parametrize('name', ['max_steps', 'per_device_train_batch_size', 'num_train_epochs', 'learning_rate'])
def test_nothing_to_train_is_refused_in_a_sentence(encoder, name):
    for value in (0, -2, '3'):
        with pytest.raises(ValueError, match=f'{name} must be a .*, not {value!r}'):
            fine_tune(toy_reviews(20), base=encoder, progress=False, **{name: value})


@pytest.mark.parametrize(
    'name, meant',
    dict(
        batch_size='per_device_train_batch_size',
        batchsize='per_device_train_batch_size',
        per_device_batch_size='per_device_train_batch_size',
        epochs='num_train_epochs',
        lr='learning_rate',
        steps='max_steps',
    ).items(),
)
def test_a_setting_by_another_name_is_known(encoder, name, meant):
    with pytest.raises(TypeError, match=f"no setting '{name}'; did you mean '{meant}'"):
        fine_tune(toy_reviews(20), base=encoder, progress=False, **{name: 1})


def test_a_source_needs_a_name(encoder):
    for name in ('', ' '):
        with pytest.raises(TypeError, match='after takes a source, not an empty name'):
            fine_tune(toy_reviews(20), name, base=encoder, progress=False)


def flipped(field):
    "Another value than the default, where one can be made up."
    default = field.default
    if isinstance(default, bool):
        return not default
    if isinstance(default, (int, float)):
        return default + 1 if isinstance(default, int) else default / 2 or 0.1


NEED_MORE = ('dataloader_persistent_workers', 'use_liger_kernel')  # what the library says of these is its own
OTHERS = {f.name: flipped(f) for f in dataclasses.fields(TrainingArguments)}
OTHERS |= dict(
    optim='adafactor', lr_scheduler_type='cosine', save_strategy='epoch', label_smoothing_factor=0.1, max_steps=1
)


@pytest.mark.parametrize('name', [n for n, v in OTHERS.items() if v is not None and n not in (*REFUSED, *NEED_MORE)])
def test_all_other_settings_are_taken(encoder, tmp_path, name):
    some = toy_reviews(40)
    given = dict(num_train_epochs=1, output_dir=str(tmp_path)) | {name: OTHERS[name]}
    try:
        tuned = tune_model(encoder, list(some.review), list(some.verdict), 'classification', **given)
    except ValueError as e:
        assert f'{name} cannot be had here: ' in str(e)
    else:
        assert np.isfinite(tuned.weight).all()


def test_a_checkpoint_has_all_layers_in_their_places(encoder, tmp_path):
    some = toy_reviews(40)
    given = dict(num_train_epochs=1, output_dir=str(tmp_path), save_strategy='epoch')
    tuned = tune_model(encoder, list(some.review), list(some.verdict), 'classification', **given)
    saved = load_file(next(tmp_path.glob('checkpoint-*')) / 'model.safetensors')
    for name, value in tuned.model.state_dict().items():
        assert torch.equal(saved[f'model.{name}'], value)


def test_a_setting_that_suits_no_numbers_is_refused_before_any_work(encoder):
    numbers = toy_reviews(40).assign(verdict=np.linspace(0, 1, 40))
    for args in ((toy_reviews(40, 1), numbers), (numbers,)):
        with pytest.raises(ValueError, match='label_smoothing_factor is about classes'):
            fine_tune(*args, base=encoder, label_smoothing_factor=0.1, progress=False)


def test_smoothed_labels_are_between_the_classes(encoder):
    "The best head for smoothed labels is that for labels of which a share is spread: its outputs are closer together."
    some = toy_reviews(60)

    def outputs(**more):
        tuned = tune_model(
            encoder,
            list(some.review),
            list(some.verdict),
            'classification',
            num_train_epochs=20,
            learning_rate=2e-3,
            **more,
        )
        return np.ptp(tuned.embed(list(some.review)) @ tuned.weight.T)

    assert outputs(label_smoothing_factor=0.4) < 0.9 * outputs()
    with pytest.raises(ValueError, match='label_smoothing_factor is about classes'):
        tune_model(encoder, list(some.review), range(60), 'regression', label_smoothing_factor=0.1)


# -- bases as they are saved -----------------------------------------------------------------------


def test_shards_that_are_missing_are_missed(tiny, tmp_path):
    shutil.copytree(tiny, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns('*.safetensors'))
    in_shards(AutoModel.from_pretrained(tiny), tmp_path)
    assert is_whole(tmp_path)
    next(tmp_path.glob('model-*.safetensors')).unlink()
    assert not is_whole(tmp_path)
    (tmp_path / 'model.safetensors.index.json').unlink()
    assert not is_whole(tmp_path)


def in_shards(model, directory):
    model.save_pretrained(directory, max_shard_size='20KB')
    assert len(list(directory.glob('model-*.safetensors'))) > 1


def in_half(dtype):
    return lambda model, directory: model.to(dtype).save_pretrained(directory)


def without_padding_token(model, directory):
    model.save_pretrained(directory)
    for name in ('tokenizer_config.json', 'special_tokens_map.json'):
        if (path := directory / name).exists():
            path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != 'pad_token'}))


@pytest.mark.parametrize(
    'save, far',
    [(in_shards, 1e-6), (in_half(torch.bfloat16), 0.1), (in_half(torch.float16), 0.02), (without_padding_token, 1e-6)],
    ids=['shards', 'bfloat16', 'float16', 'no padding token'],
)
def test_a_base_may_be_saved_in_any_way(tiny, tmp_path, save, far):
    "It embeds as the one it was made from does, and can be fine-tuned."
    directory = tmp_path / 'base'
    shutil.copytree(tiny, directory, ignore=shutil.ignore_patterns('*.safetensors'))
    save(AutoModel.from_pretrained(tiny), directory)
    base, some = Encoder(directory, max_length=16), toy_reviews(40)
    original = Encoder(tiny, max_length=16).encode(list(some.review))
    assert np.abs(base.encode(list(some.review)) - original).max() < far
    assert next(base.model.parameters()).dtype == torch.float32
    assert np.isfinite(
        tune_model(base, list(some.review), list(some.verdict), 'classification', max_steps=2).weight
    ).all()


def small(**more):
    common = dict(hidden_size=16, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32)
    return common | dict(pad_token_id=0, eos_token_id=None, bos_token_id=None) | more


ARCHITECTURES = {
    'roberta': small(),
    'mpnet': small(),
    'distilbert': dict(dim=16, n_layers=4, n_heads=2, hidden_dim=32),
    'deberta-v2': small(relative_attention=True, pos_att_type=['p2c', 'c2p'], position_buckets=8),
    'modernbert': small(cls_token_id=None, sep_token_id=None),
    'electra': small(embedding_size=8),  # another size than the layers have
    'albert': small(embedding_size=8),  # one layer, gone through four times
    'flaubert': dict(emb_dim=16, n_layers=4, n_heads=2, pad_index=0),
    'gpt2': dict(n_embd=16, n_layer=4, n_head=2, eos_token_id=None, bos_token_id=None),
}


@pytest.mark.parametrize('kind', ARCHITECTURES)
def test_models_of_other_kinds(tiny, tmp_path, kind):
    "The upper half is trained, and nothing else; the model is whole again afterwards."
    shutil.copytree(tiny, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns('config.json', '*.safetensors'))
    torch.manual_seed(0)
    pieces = len(load_tokenizer(tiny))
    model = AutoModel.from_config(AutoConfig.for_model(kind, vocab_size=pieces, **ARCHITECTURES[kind]))
    model.save_pretrained(tmp_path)
    base, some = Encoder(tmp_path, 'mean', max_length=16), toy_reviews(40)
    assert fine_tune(some, base=base, max_steps=1, progress=False).reached('a head alone')
    tuned = tune_model(
        base, list(some.review), list(some.verdict), 'classification', num_train_epochs=2, learning_rate=1e-3
    )
    before, after = base.model.state_dict(), tuned.model.state_dict()
    assert list(before) == list(after)
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    layers = {int(part) for name in changed for part in name.split('.') if part.isdigit()}
    assert changed and min(layers) >= (0 if kind == 'albert' else 2), changed
    assert not any('embedding' in name for name in changed)
    assert all(p.requires_grad for p in tuned.model.parameters())
