"""What is lost when a tuned model is cut to low rank: what a linear head reaches on the tuned embeddings of 50 and 300
rows of other targets, whole and at several ranks. `python recipes/ranks.py`

Every source adds its lines to results/ranks.csv, and what is there is not run again. Needs the datasets of
`labelled.py`."""

from copy import deepcopy
from dataclasses import replace
import torch
from esm_nb.low_rank import LowRank
from esm_nb.tasks import metric
from esm_nb.train.finetune import embed_each
from labelled import draw, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from source_recipes import SOURCES, judged, ours, texts
from starter import base, half_base

CSV = RESULTS / 'ranks.csv'
COLUMNS = ['source', 'kept', 'numbers', 'own', 'target', 'rows', 'seed', 'value']


def unrounded(tuned, rank):
    "The base with what changed, cut to this rank, its factors as they come."
    model, before, after = deepcopy(base().model), base().model.state_dict(), tuned.state_dict()
    weights = dict(model.named_parameters())
    for name, *_ in LowRank.between(base().model, tuned, rank).matrices:
        U, s, Vt = torch.linalg.svd(after[name] - before[name], full_matrices=False)
        weights[name].data += (U[:, :rank] * s[:rank]) @ Vt[:rank]
    return model


def cuts(tuned):
    "Name, the numbers that are stored, and the model."
    yield 'whole', sum(w.numel() for w in tuned.parameters()), tuned
    for rank in (2, 4, 8, 16):
        low_rank = LowRank.between(base().model, tuned, rank)
        yield f'rank {rank}, int8', low_rank.values.size, low_rank.on(base().model)
    yield 'rank 8, not rounded', LowRank.between(base().model, tuned, 8).values.size, unrounded(tuned, 8)


def run(source):
    if not source:
        found = judged(base().encode(texts()), dict(source='', kept='', numbers='', own=''))
        return add_lines(CSV, found, COLUMNS)
    whole, (_, _, held_out, truth), found = ours(source), draw(source, 2000, 0), []
    kept = list(cuts(whole.model))
    halves = (deepcopy(model).to(torch.bfloat16) for _, _, model in kept)
    for (name, numbers, model), embeddings in zip(kept, embed_each(half_base(), texts(), halves)):
        cut = replace(whole, model=model)
        own = metric(truth, cut.predict(cut.embed(held_out)), task(source))
        found += judged(embeddings, dict(source=source, kept=name, numbers=numbers, own=own))
    add_lines(CSV, found, COLUMNS)


def ranks():
    done = set(lines(CSV, COLUMNS).source)
    side_by_side(run, [source for source in ('', *SOURCES) if source not in done])


if __name__ == '__main__':
    ranks()
