"""How fast a model is fine-tuned on a source, beside the code as it was: the processor's seconds of both, on one
thread, and what both have learned; and two sources side by side in two processes of one thread, beside one after the
other in one of two. All in one run."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from before import ROOT, Process, checkout
from esm_nb.files import write_whole
from scoring import HERE, machine, spread

ROWS, HELD_OUT, REPEATS = 200, 200, 3
SOURCES = dict(english_polarity='regression', foldoc='classification')
LOAD = f"""
import numpy as np, pandas as pd
from esm_nb import Encoder
from esm_nb.encoder import load_model
try:
    from esm_nb.train.finetune import tune_model
    from esm_nb.tasks import metric
except ImportError:
    from esm_nb.train import tune as tune_model, metric
base = Encoder('sentence-transformers/all-MiniLM-L6-v2')
base.model, base.tokenizer
def learned(name, task):
    df = pd.read_json(f'{ROOT}/esm_nb/rows/{{name}}.jsonl.gz', lines=True)
    texts, labels = df.text.tolist(), df.label.to_numpy()
    if task == 'classification': labels = labels.astype(str)
    tuned = tune_model(base, texts[:{ROWS}], labels[:{ROWS}], task)
    held_out, truth = texts[{ROWS}:{ROWS + HELD_OUT}], labels[{ROWS}:{ROWS + HELD_OUT}]
    return lambda: metric(truth, tuned.predict(tuned.embed(held_out)), task)
"""


def trained(process, source):
    "The processor's seconds, and the metric on rows that were not trained on."
    _, seconds, _ = process.run(f'judge = learned({source!r}, {SOURCES[source]!r}); answer = None')
    return seconds, process.run('answer = float(judge())')[2]


def beside_before():
    with Process(ROOT) as now, Process(checkout()) as before:
        for process in (now, before):
            process.run(LOAD)
        for source in SOURCES:
            pairs = [(trained(before, source), trained(now, source)) for _ in range(REPEATS)]
            (_, then), (_, this) = pairs[0]
            ratios = spread([b[0] / n[0] for b, n in pairs])
            yield dict(source=source, rows=ROWS, before_over_now=ratios, metric_before=then, metric_now=this)


def side_by_side():
    "Two sources in turn, on two threads, over the same at once, on one thread each: seconds on the clock."
    ratios = []
    with Process(ROOT, threads=2) as both, Process(ROOT) as one, Process(ROOT) as other, ThreadPoolExecutor(2) as pool:
        for process in (both, one, other):
            process.run(LOAD)
        for _ in range(REPEATS):
            in_turn = sum(both.run(f'learned({s!r}, {SOURCES[s]!r})')[0] for s in SOURCES)
            start = time.perf_counter()
            list(pool.map(trained, (one, other), SOURCES))
            ratios.append(in_turn / (time.perf_counter() - start))
    return spread(ratios)


if __name__ == '__main__':
    result = machine() | dict(tuning=list(beside_before()), in_turn_over_side_by_side=side_by_side())
    print(json.dumps(result, indent=1))
    write_whole(HERE / 'training.json', json.dumps(result, indent=1).encode())
