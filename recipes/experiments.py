"""`make results`: what the explanation notebooks draw from, in results/*.json. Needs the full maps and tuned models
that `make pool` leaves in build/.

What is finished is not done again: delete a result to redo it. `python recipes/experiments.py imitation` makes that
one alone."""

import sys
from itertools import product
from esm_nb import Target, rank, tweets
from esm_nb.encoder import Encoder
from esm_nb.models import load_model
from esm_nb.train.build import DEFAULT_BASE
from esm_nb.tasks import metric
from esm_nb.train.finetune import tune
import quickstart, starter
from imitation import imitation
from rankings import rankings
from results import found, save
from savings import savings

SEEDS = (0, 1, 2)
# -- does it help? ---------------------------------------------------------------------------------

ROWS, EPOCHS, RATE = (
    300,
    10,
    5e-5,
)  # at which fine-tuning alone has converged: three times as many epochs as in the paper, and a larger rate


def after(source, train, test, encoder, seed):
    "Held-out result of fine-tuning on the target, after a source (or after none)."
    model = load_model(starter.TUNED / source).to(encoder.device) if source else None
    tuned = tune(
        encoder, train.texts, train.labels, train.task, model, seed, num_train_epochs=EPOCHS, learning_rate=RATE
    )
    return metric(test.labels, tuned.predict(tuned.embed(test.texts)), train.task)


def transfer():
    "The quickstart's target, fine-tuned alone and after the first, a middle and the last source of its ranking."
    mine = tweets()[:ROWS]
    ranking = rank(mine, progress=False)
    train, test = Target.from_frame(mine, rows=10_000), Target.from_frame(quickstart.held_out(), rows=10_000)
    chosen = {'first': ranking[0], 'middle': ranking[len(ranking) // 2], 'last': ranking[-1]}
    encoder = Encoder(DEFAULT_BASE)
    result = dict(
        rows=len(train),
        held_out_rows=len(test),
        sources=len(ranking),
        metric='mean of Pearson and Spearman',
        epochs=EPOCHS,
        learning_rate=RATE,
        runs=found('transfer_300').get('runs', []),
        chosen={
            k: dict(source=r.source, rank=r.rank, gain=r.gain, spread=r.spread, verdict=r.verdict)
            for k, r in chosen.items()
        },
    )
    sources = [None, *(r.source for r in chosen.values())]
    for seed, source in product(SEEDS, sources):
        if any((r['source'], r['seed']) == (source, seed) for r in result['runs']):
            continue
        score = after(source, train, test, encoder, seed)
        result['runs'].append(dict(source=source, seed=seed, score=round(score, 4)))
        save('transfer_300', result)
        print(source, seed, round(score, 4), flush=True)
    save('transfer_300', result)


EXPERIMENTS = dict(
    transfer_300=transfer, imitation=imitation, rankings=lambda: rankings(50, 300), savings=savings
)  # last: it leaves the process one core

if __name__ == '__main__':
    for name in sys.argv[1:] or EXPERIMENTS:
        EXPERIMENTS[name]()
