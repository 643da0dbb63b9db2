"""How to fine-tune on few rows: our loop beside others, beside linear heads and beside SetFit, alone and after a source
that was tuned beforehand. `python recipes/few_rows.py`

Every run adds its line to results/few_rows.csv, and what is there is not run again. Needs the datasets of labelled.py,
and `pip install peft setfit` for two of the others.

First, on 50 and 300 rows of nine targets, one thing of the loop at a time is done otherwise (`LOOPS`). Then what was
chosen is compared with what a careful user would do instead, on 20 to 1,000 rows of twelve targets."""

import math, time
from contextlib import ExitStack, contextmanager, nullcontext
from copy import deepcopy
from functools import partial
from itertools import product
from types import SimpleNamespace
from unittest.mock import patch
import numpy as np
import pandas as pd
import torch
from sklearn.linear_model import LogisticRegression, RidgeCV
from esm_nb.encoder import load_model
from esm_nb.esm import ESMInfo
from esm_nb.ranking import Ranked
from esm_nb.tasks import metric
from esm_nb.train import compare, finetune
from esm_nb.train.finetune import Tuned, constant, fit_head, tune_model
from labelled import draw, measure, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import ROOT, base

CSV = RESULTS / 'few_rows.csv'
COLUMNS = ['target', 'rows', 'source', 'loop', 'seed', 'kind', 'held_out', 'metric', 'value', 'seconds']
SOURCES = ROOT / 'build/few_rows'
TARGETS = {  # a source of its kind, and one of another
    'vader_tweets': ('tweeteval_sentiment', 'nf_cats'),
    'emobank_valence': ('tweeteval_sentiment', 'scicite'),
    'ruddit_offensiveness': ('tweeteval_offensive', 'nf_cats'),
    'uci_sentiment_yelp': ('tweeteval_sentiment', 'scicite'),
    'financial_phrasebank': ('tweeteval_sentiment', 'clinc150'),
    'trec_coarse': ('nf_cats', 'tweeteval_sentiment'),
    'massive_scenario_en': ('clinc150', 'politeness_wikipedia'),
    'acl_arc': ('scicite', 'tweeteval_offensive'),
    'dair_emotion': ('goemotions_ekman', 'nf_cats'),
    'politeness_stackexchange': ('politeness_wikipedia', 'clinc150'),
    'sst5': ('tweeteval_sentiment', 'clinc150'),
    'ethos_binary': ('tweeteval_offensive', 'scicite'),
}
FIRST = list(TARGETS)[:9]
MANY = ('vader_tweets', 'financial_phrasebank', 'trec_coarse', 'massive_scenario_en')  # 1,000 rows, too


# -- ways to a model -------------------------------------------------------------------------------


def fine_tune(texts, labels, task, model, seed, steps=None, **training):
    "As `esm_nb.fine_tune` does it once."
    budget = compare._budget(len(texts), training)
    if steps:
        budget |= dict(num_train_epochs=math.ceil(steps / math.ceil(len(texts) / 32)))
    return tune_model(
        base(), texts, labels, task, deepcopy(model), seed, stop_loss_ratio=compare.STOP_LOSS_RATIO, **budget
    )


def with_changes(texts, labels, task, model, seed, changes, **training):
    "Our loop, with something in it done otherwise."
    model = deepcopy(base().model if model is None else model)  # loaded before anything is changed
    with ExitStack() as stack:
        for change in changes:
            stack.enter_context(change(texts, labels, task, model))
        return fine_tune(texts, labels, task, model, seed, **training)


def head_rate(ratio):
    return lambda *_: patch.object(finetune, 'HEAD_RATE', ratio)


def all_layers(*_):
    return patch.object(finetune, '_layers', lambda model: [])


def dropout(*_):
    return patch.object(finetune._headed(), 'train', torch.nn.Module.train)


def random_head(*_):
    return patch.object(torch.nn.init, 'zeros_', lambda p: p)


def fitted_head(texts, labels, task, model):
    "The head starts as the posterior mean in closed form."
    y = (labels - labels.mean()) / labels.std() if task == 'regression' else labels
    head = fit_head(base(), texts, y, task, model)
    values = {2: head.weight, 1: head.bias}
    start = lambda p: p.data.copy_(torch.as_tensor(values[p.ndim]))
    return patch.object(torch.nn.init, 'zeros_', start)


def lora_model(model, **where):
    "Rank 8 on all linear layers, or on those of some layers."
    from peft import LoraConfig, get_peft_model

    names = ['query', 'key', 'value', 'dense']
    return get_peft_model(
        model, LoraConfig(r=8, lora_alpha=8, target_modules=names, exclude_modules=['pooler.dense'], **where)
    )


@contextmanager
def trained_as_it_is(whole=True):
    "What an adapted model has to be trained is trained, and its lower layers are gone through at every step."
    with patch.object(finetune, '_upper_trained', lambda *_: nullcontext()), all_layers() if whole else nullcontext():
        yield


def lora(texts, labels, task, model, seed):
    adapted = lora_model(deepcopy(model or base().model))
    with trained_as_it_is():
        budget = compare._budget(len(texts), dict(learning_rate=1e-3))
        tuned = tune_model(
            base(),
            texts,
            labels,
            task,
            adapted.base_model.model,
            seed,
            stop_loss_ratio=compare.STOP_LOSS_RATIO,
            **budget,
        )
    tuned.model = adapted.merge_and_unload()
    return tuned


def closed_head(texts, labels, task, model, seed):
    return fit_head(base(), texts, labels, task, model)


def scikit_learn(texts, labels, task, model, seed):
    "What a careful user does: logistic or ridge regression on the embeddings."
    X = Tuned(base(), model).embed(texts)
    if task == 'regression':
        fitted = RidgeCV(np.logspace(-3, 3, 13)).fit(X, labels)
        return Tuned(base(), model, fitted.coef_[None], np.array([fitted.intercept_]), task, ('label',))
    mean = X.mean(0)
    fitted = LogisticRegression(max_iter=2000).fit(X - mean, labels)
    weight, bias = fitted.coef_, fitted.intercept_
    if len(weight) == 1:
        weight, bias = np.concatenate([-weight, weight]) / 2, np.concatenate([-bias, bias]) / 2
    return Tuned(base(), model, weight, bias - weight @ mean, task, tuple(fitted.classes_))


def kept(texts, labels, task, model, seed):
    "What `esm_nb.fine_tune` keeps: it tries a head and fine-tuning, alone and after the source, on parts of the rows."
    known = ESMInfo('the source')
    pool = SimpleNamespace(has_weights=lambda name: True, head={}, tuned=lambda name, encoder: deepcopy(model))
    pool.entry = lambda name: SimpleNamespace(info=known)
    after = model and Ranked(1, 0.0, 0.0, 0.0, 'tie', known, pool=pool)
    rows = pd.DataFrame(dict(text=texts, label=labels))
    return compare.fine_tune(rows, after, 'text', 'label', task, base(), seed=seed, progress=False).tuned


def naive(texts, labels, task, model, seed):
    return constant(base(), texts, labels, task)


class SetFit:
    """SetFit 1.2 (Tunstall et al. 2022) on the same base: contrastive pairs, then a logistic regression. As many pairs
    a row as in the paper up to 50 rows, and a quarter of them for more: that many rows make pairs enough."""

    def __init__(self, texts, labels, task, model, seed):
        from datasets import Dataset
        from setfit import SetFitModel, Trainer, TrainingArguments

        self.model = SetFitModel.from_pretrained(str(base().directory))
        arguments = TrainingArguments(
            batch_size=16,
            num_iterations=20 if len(texts) <= 50 else 5,
            num_epochs=1,
            seed=seed,
            report_to='none',
            save_strategy='no',
        )
        rows = Dataset.from_dict(dict(text=texts, label=labels.tolist()))
        Trainer(self.model, arguments, train_dataset=rows).train()

    def embed(self, texts):
        return list(texts)

    def predict(self, texts):
        return np.array(self.model.predict(texts))


OURS = 'ours'
LOOPS = {
    'naive': naive,
    'closed-form head': closed_head,
    'scikit-learn': scikit_learn,
    OURS: fine_tune,
    'kept': kept,
    'head rate x 100': partial(with_changes, changes=[head_rate(100)]),
    'head rate x 1': partial(with_changes, changes=[head_rate(1)]),
    'fitted head': partial(with_changes, changes=[fitted_head]),
    'random head': partial(with_changes, changes=[random_head]),
    'all layers': partial(with_changes, changes=[all_layers]),
    'dropout': partial(with_changes, changes=[dropout]),
    'rate 2e-5': partial(with_changes, changes=[], learning_rate=2e-5),
    'half the steps': partial(with_changes, changes=[], steps=60),
    'twice the steps': partial(with_changes, changes=[], steps=240),
    'LoRA': lora,
    'before': partial(with_changes, changes=[random_head, head_rate(1), all_layers, dropout], steps=100),
    'SetFit': SetFit,
}


# -- runs ------------------------------------------------------------------------------------------


def source_directory(slug):
    return SOURCES / slug


def tune_source(slug):
    "A source by the recipe that `train_esm` has, on 2,000 rows."
    if not source_directory(slug).exists():
        texts, labels, *_ = draw(slug, 2000, 0)
        tune_model(base(), texts, labels, task(slug), what=slug).model.save_pretrained(source_directory(slug))


def run(job):
    target, rows, source, loop, seed = job
    texts, labels, held_out, truth = draw(target, rows, seed)
    model = load_model(source_directory(source)) if source else None
    start = time.process_time()
    tuned = LOOPS[loop](texts, labels, task(target), model, seed)
    seconds = time.process_time() - start
    value = metric(truth, tuned.predict(tuned.embed(held_out)), task(target))
    kind = {'': '', TARGETS[target][0]: 'same', TARGETS[target][1]: 'other'}[source]
    facts = dict(target=target, rows=len(texts), source=source, loop=loop, seed=seed, kind=kind, held_out=len(truth))
    add_lines(CSV, [facts | dict(metric=measure(target), value=value, seconds=round(seconds, 1))], COLUMNS)


def missing(jobs):
    done = set(lines(CSV, COLUMNS)[COLUMNS[:5]].itertuples(index=False, name=None))
    return [job for job in jobs if job not in done]


def jobs(loops, targets, rows, seeds, kinds=(None, 0)):
    "Alone, after a source of the target's kind (0), and after one of another (1)."
    for seed, loop, n, target, kind in product(seeds, loops, rows, targets, kinds):
        if kind is None or loop != 'naive':
            yield target, n, '' if kind is None else TARGETS[target][kind], loop, seed


CHEAP = ['naive', 'closed-form head', 'scikit-learn', OURS]
VARIANTS = [loop for loop in LOOPS if loop not in (*CHEAP, 'kept', 'SetFit')]
WORST = 'politeness_stackexchange'  # for fine-tuning, beside a head
CLASSES = [t for t in TARGETS if task(t) == 'classification']


def few_rows():
    side_by_side(tune_source, sorted({source for both in TARGETS.values() for source in both}))
    everywhere, rows = (None, 0, 1), [50, 300, 20, 100]
    side_by_side(run, missing(jobs(CHEAP, TARGETS, rows[:1], [0], everywhere)))
    side_by_side(run, missing(jobs(['before', 'random head', 'fitted head'], FIRST, rows[:1], [0])))
    side_by_side(run, missing(jobs(CHEAP, TARGETS, rows[:2], [0], everywhere)))
    side_by_side(run, missing(jobs(['SetFit'], CLASSES, rows[:1], [0], [None])))
    side_by_side(run, missing(jobs(VARIANTS, FIRST, rows[:1], [0])))
    side_by_side(run, missing(jobs(CHEAP, TARGETS, rows, range(3), everywhere)))
    side_by_side(run, missing(jobs(['kept'], [WORST], rows[:3], range(3), [0])))
    side_by_side(run, missing(jobs(CHEAP, MANY, [1000], range(3), everywhere)))
    side_by_side(run, missing(jobs(VARIANTS, FIRST, rows[:2], range(2))))
    side_by_side(run, missing(jobs(['SetFit'], CLASSES, rows[:2], range(3), [None])))


if __name__ == '__main__':
    few_rows()
