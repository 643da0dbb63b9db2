"""What it costs to fine-tune on fifty rows after a source whose model is there, beside the code before the head started
at zero: the processor's seconds of both, on one thread, and what both reach. All in one run."""

import json
from tempfile import TemporaryDirectory
from before import ROOT, Process, checkout
from esm_nb.files import write_whole
from scoring import HERE, machine, spread

BEFORE, REPEATS = 'f054616', 3
LOAD = """
import pandas as pd
from esm_nb import Encoder, tweets
from esm_nb.encoder import load_model
from esm_nb.tasks import metric
try:
    from esm_nb.train.compare import STOP_LOSS_RATIO, _budget
    from esm_nb.train.finetune import tune_model
except ImportError:
    from esm_nb.train.after import LEARNED as STOP_LOSS_RATIO, _budget
    from esm_nb.train.finetune import tune as tune_model
base = Encoder('sentence-transformers/all-MiniLM-L6-v2')
base.model, base.tokenizer
df = tweets()
texts, labels = df.tweet.tolist(), df.sentiment.to_numpy()
"""
SOURCE = """
from esm_nb import Pool
Pool.open('starter').tuned('TweetEval sentiment', base).save_pretrained({directory!r})
"""
RUN = """
at = slice(50 * {seed}, 50 * {seed} + 50)
tuned = tune_model(base, texts[at], labels[at], 'regression', load_model({directory!r}), {seed}, False, '',
                   STOP_LOSS_RATIO, **_budget(50, {{}}))
"""
JUDGE = "answer = metric(labels[500:], tuned.predict(tuned.embed(texts[500:])), 'regression')"


def tuned_twice(now, before, directory):
    for seed in range(REPEATS):
        for process in (before, now):
            _, seconds, _ = process.run(RUN.format(seed=seed, directory=directory))
            yield process, seconds, process.run(JUDGE)[2]


if __name__ == '__main__':
    with TemporaryDirectory() as directory, Process(ROOT) as now, Process(checkout(BEFORE)) as before:
        for process in (now, before):
            process.run(LOAD)
        now.run(SOURCE.format(directory=directory))
        runs = list(tuned_twice(now, before, directory))
    then, this = (
        [(seconds, reached) for process, seconds, reached in runs if process is which] for which in (before, now)
    )
    result = machine() | dict(
        rows=50,
        source='TweetEval sentiment',
        before_over_now=spread([b[0] / n[0] for b, n in zip(then, this)]),
        reached_before=[round(reached, 4) for _, reached in then],
        reached_now=[round(reached, 4) for _, reached in this],
    )
    print(json.dumps(result, indent=1))
    write_whole(HERE / 'few_rows.json', json.dumps(result, indent=1).encode())
