"""What a person waits for: from a new process to the ranking of 1,000 tweets, beside the code as it was and beside
hf-dataset-selector; and reading a dataframe of a million rows. Ratios of the processor's seconds, on one thread."""

import json, os, subprocess, sys, tempfile
from pathlib import Path
from before import ROOT, Process, checkout
from esm_nb import Pool
from esm_nb.encoder import as_encoder
from esm_nb.files import write_whole
from scoring import HERE, machine, markdown, spread

OURS = """
import time
first = []
def told(*_): first or first.append(time.process_time())
import json, sys
import pandas as pd
from esm_nb import rank
ranking = rank(pd.read_csv(sys.argv[1]), 'tweet', 'sentiment', progress=told)
print(json.dumps([time.process_time(), first[0], len(ranking)]))
"""
PEER = """
import json, os, sys, tempfile, time
from pathlib import Path
os.chdir(tempfile.mkdtemp())  # a log file is opened where it is imported
import datasets, hfselect
tweets = datasets.Dataset.from_csv(sys.argv[1])
esms = [hfselect.ESM.from_pretrained(str(path)) for path in sorted(Path(sys.argv[2]).iterdir())]
ranking = hfselect.compute_task_ranking(hfselect.Dataset(tweets, 'tweet', 'sentiment', True), sys.argv[3], esms)
print(json.dumps([time.process_time(), None, len(esms)]))
"""
FRAME = """
import numpy as np, pandas as pd, polars as pl
from esm_nb.target import Target
words = [f'{i:x}' for i in range(5000)]
texts = [f'this is text {i} about {words[i % 5000]} and {words[i * 7 % 5000]}' for i in range(1_000_000)]
columns = dict(text=texts, label=np.arange(1_000_000) % 7 % 3)
frames = dict(pandas=pd.DataFrame(columns), polars=pl.DataFrame(columns))
"""


def first_ranking(directory, code, *arguments):
    "Seconds of a new process, and those until it first said how far it was; nothing is remembered from another one."
    with tempfile.TemporaryDirectory() as cache:
        threads = dict.fromkeys(('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'), '1')
        mine = dict(PYTHONPATH=str(directory), XDG_CACHE_HOME=cache, HF_HUB_OFFLINE='1', TOKENIZERS_PARALLELISM='false')
        done = subprocess.run(
            [sys.executable, '-c', code, ROOT / 'esm_nb/sample/tweets.csv', *arguments],
            env=os.environ | threads | mine,
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(done.stdout.splitlines()[-1])


def rankings(repeats):
    "The first table."
    with tempfile.TemporaryDirectory() as maps:
        for esm in Pool.open('starter'):
            esm.save(Path(maps, esm.info.source))
        base = str(as_encoder(Pool.open('starter').base).directory)
        kinds = dict(now=(ROOT, OURS), before=(checkout(), OURS), peer=(ROOT, PEER, maps, base))
        seconds = {who: [] for who in kinds}
        for _ in range(repeats):
            for who, arguments in kinds.items():
                seconds[who].append(first_ranking(*arguments))
    ratios = lambda who, part: spread([a[part] / b[0] for a, b in zip(seconds[who], seconds['now'])])
    return dict(
        sources=seconds['now'][0][2],
        before_over_now=ratios('before', 0),
        peer_over_now=ratios('peer', 0),
        first_words_now=ratios('now', 1),
        first_words_before=ratios('before', 1),
    )


def frames(repeats):
    "The second table."
    with Process(ROOT) as now, Process(checkout()) as before:
        for process in (now, before):
            process.run(FRAME)
        for kind in ('pandas', 'polars'):
            read = f'answer = len(Target.from_frame(frames[{kind!r}]))'
            pairs = [(before.run(read)[1], now.run(read)[1]) for _ in range(repeats)]
            yield dict(frame=kind, rows=1_000_000, before_over_now=spread([b / n for b, n in pairs]))


if __name__ == '__main__':
    result = machine() | dict(ranking=rankings(5), frames=list(frames(3)))
    print(markdown([result['ranking']]), json.dumps(result['frames']), sep='\n\n')
    write_whole(HERE / 'first.json', json.dumps(result, indent=1).encode())
