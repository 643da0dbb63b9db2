"""How to fine-tune on a source, judged by what it gives to other targets: a linear head on the tuned embeddings of 50
and 300 rows, beside a head on the base. `python recipes/source_recipes.py`

Every recipe of a source adds its lines to results/source_recipes.csv, and what is there is not run again. Needs the
datasets of `labelled.py`, and `pip install peft`."""

import time
from contextlib import ExitStack
from copy import deepcopy
from functools import cache
from itertools import product
from unittest.mock import patch
import numpy as np
from esm_nb.tasks import metric
from esm_nb.train.finetune import Tuned, fit_head, tune_model
from few_rows import FIRST, all_layers, dropout, head_rate, lora_model, random_head, trained_as_it_is
from labelled import draw, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base

CSV = RESULTS / 'source_recipes.csv'
COLUMNS = ['source', 'recipe', 'seconds', 'own', 'target', 'rows', 'seed', 'value']
SOURCES = [
    'tweeteval_sentiment',
    'goemotions_ekman',
    'tweeteval_offensive',
    'clinc150',
    'nf_cats',
    'scicite',
    'vader_amazon',
    'politeness_wikipedia',
]
ROWS, SEEDS = (50, 300), (0, 1, 2)


def ours(source, rows=2000, changes=(), **training):
    "The recipe of `train_esm`, with something in it done otherwise."
    texts, labels, *_ = draw(source, rows, 0)
    model = deepcopy(base().model)  # loaded before anything is changed
    with ExitStack() as stack:
        for change in changes:
            stack.enter_context(change())
        return tune_model(base(), texts, labels, task(source), model, what=source, **training)


def lora(source, **where):
    "Rank 8 on all linear layers."
    adapted = lora_model(deepcopy(base().model), **where)
    texts, labels, *_ = draw(source, 2000, 0)
    with trained_as_it_is(whole=not where):
        tuned = tune_model(
            base(), texts, labels, task(source), adapted.base_model.model, what=source, learning_rate=1e-3
        )
    tuned.model = adapted.merge_and_unload()
    return tuned


RECIPES = {
    'ours': ours,
    'LoRA, upper half': lambda s: lora(s, layers_to_transform=[3, 4, 5]),
    'LoRA': lora,
    'all layers': lambda s: ours(s, changes=[all_layers]),
    'the paper': lambda s: ours(
        s, changes=[random_head, lambda: head_rate(1)(), all_layers, dropout], learning_rate=2e-5
    ),
    'rate 5e-5': lambda s: ours(s, learning_rate=5e-5),
    '1 epoch': lambda s: ours(s, num_train_epochs=1),
    '6 epochs': lambda s: ours(s, num_train_epochs=6),
    '1,000 rows': lambda s: ours(s, rows=1000),
}


@cache
def drawn():
    return {(t, n, seed): draw(t, n, seed) for t, n, seed in product(FIRST, ROWS, SEEDS)}


@cache
def texts():
    "All of every target."
    return list(dict.fromkeys(text for train, _, held_out, _ in drawn().values() for text in (*train, *held_out)))


def judged(embeddings, own):
    "What a head reaches on every target, of embeddings of all `texts`."
    vectors = dict(zip(texts(), embeddings))
    with patch.object(Tuned, 'embed', lambda self, texts: np.stack([vectors[text] for text in texts])):
        for (target, rows, seed), (train, labels, held_out, truth) in drawn().items():
            head = fit_head(base(), train, labels, task(target))
            value = metric(truth, head.predict(head.embed(held_out)), task(target))
            yield own | dict(target=target, rows=rows, seed=seed, value=value)


def run(job):
    source, recipe = job
    if not source:
        found = judged(base().encode(texts()), dict(source='', recipe='', seconds='', own=''))
        return add_lines(CSV, found, COLUMNS)
    start = time.process_time()
    tuned = RECIPES[recipe](source)
    seconds = round(time.process_time() - start)
    _, _, held_out, truth = draw(source, 2000, 0)
    own = metric(truth, tuned.predict(tuned.embed(held_out)), task(source))
    found = judged(tuned.embed(texts()), dict(source=source, recipe=recipe, seconds=seconds, own=own))
    add_lines(CSV, found, COLUMNS)


def source_recipes():
    done = set(lines(CSV, COLUMNS)[['source', 'recipe']].itertuples(index=False, name=None))
    jobs = [('', ''), *((source, recipe) for recipe in RECIPES for source in SOURCES)]
    side_by_side(run, [job for job in jobs if job not in done])


if __name__ == '__main__':
    source_recipes()
