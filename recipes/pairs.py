"""Pairs of texts, joined or each read alone: linear heads and fine-tuning, beside the naive answer, a cosine, and a
model that is tuned by cosines of pairs. `python recipes/pairs.py`

Every run adds its line to results/pairs.csv, and what is there is not run again. Needs the datasets of labelled.py.
`python recipes/pairs.py rank` ranks sources of the starter pool for other pairs: results/pairs_rankings.csv."""

import sys, time
from functools import cache, partial
from itertools import product
import numpy as np
import pandas as pd
from esm_nb import rank
from esm_nb.encoder import Encoder
from esm_nb.evidence import linear_head
from esm_nb.pairs import features
from esm_nb.pool import Pool
from esm_nb.tasks import label_columns, metric, task_of
from esm_nb.train.source import DEFAULT_BASE
from esm_nb.train.finetune import constant
import few_rows
from labelled import INFO, draw, measure, task
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side

CSV = RESULTS / 'pairs.csv'
COLUMNS = ['target', 'rows', 'way', 'seed', 'held_out', 'metric', 'value', 'seconds']
SETS = [
    'stsb',
    'sick_r',
    'qqp',
    'mrpc',
    'snli',
    'scitail',
    'qnli',
    'semeval2016_cqa_questions',
    'tweeteval_stance_all',
    'ibm_claim_stance',
    'amazon_google',
    'semeval2013_scientsbank',
    'defeasible_snli',  # three texts a row
]
TUNED = ['stsb', 'mrpc', 'snli', 'scitail', 'semeval2016_cqa_questions', 'tweeteval_stance_all', 'amazon_google', 'qqp']


@cache
def encoder(pairs):
    return Encoder(DEFAULT_BASE, pairs=pairs)


DRAWS = {20: 3, 50: 3, 300: 3, 1000: 1}


@cache
def embedded(target, pairs):
    "Row → embedding of each of its texts, or of the joined ones, for all rows of all draws."
    drawn = [draw(target, n, seed) for n, draws in DRAWS.items() for seed in range(draws)]
    rows = list(dict.fromkeys(row for texts, _, held_out, _ in drawn for row in (*texts, *held_out)))
    return dict(zip(rows, encoder(pairs).encode(rows)))


def cheap(target):
    "All that needs no training: what `run` does for the others, one after another."
    ways = [way for way in CHEAP if way != 'cosine' or len(INFO[target]['columns']) == 3]  # of two texts
    for way, (rows, draws) in product(ways, DRAWS.items()):
        for seed in range(draws):
            run((target, rows, way, seed))
    embedded.cache_clear()


class Head:
    "A linear model of some features of the base's embeddings."

    def __init__(self, pairs, read, target, texts, labels, task):
        self.table, self.read, self.task = embedded(target, pairs), read, task
        Y, self.classes = label_columns(labels, task)
        self.weight, self.bias = linear_head(self.embed(texts), Y)

    def embed(self, texts):
        return self.read(np.stack([self.table[row] for row in texts]))

    def predict(self, E):
        out = features(E) @ self.weight.T + self.bias
        return task_of(self.task).predict(out, self.classes)


def cosine(E):
    return features(E)[:, [2 * E.shape[2]]].astype(float)


def naive(target, texts, labels, task, seed):
    return constant(encoder('joined'), texts, labels, task)


def head(pairs, read, target, texts, labels, task, seed):
    return Head(pairs, read, target, texts, labels, task)


def fine_tuned(pairs, target, texts, labels, task, seed):
    model = few_rows.fine_tune
    few_rows.base, before = lambda: encoder(pairs), few_rows.base
    try:
        return model(texts, labels, task, None, seed)
    finally:
        few_rows.base = before


class TunedByCosines:
    "Tuned until cosines are near 1 or 0, as in sentence-transformers (Reimers and Gurevych 2019); then a head on them."

    def __init__(self, target, texts, labels, task, seed):
        from datasets import Dataset
        from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer as Trainer
        from sentence_transformers import SentenceTransformerTrainingArguments as Arguments
        from sentence_transformers.losses import CosineSimilarityLoss

        self.model = SentenceTransformer(str(encoder('apart').directory), device='cpu')
        numbers = labels if task == 'regression' else label_columns(labels, task)[0] @ self.likeness(texts, labels)
        numbers = (numbers - numbers.min()) / np.ptp(numbers)
        rows = Dataset.from_dict(dict(a=[a for a, b in texts], b=[b for a, b in texts], label=numbers.tolist()))
        epochs = max(1, round(few_rows.compare._STEPS * 32 / len(texts)))
        arguments = Arguments(
            per_device_train_batch_size=32, num_train_epochs=epochs, seed=seed, report_to='none', save_strategy='no'
        )
        Trainer(self.model, arguments, train_dataset=rows, loss=CosineSimilarityLoss(self.model)).train()
        self.task, (Y, self.classes) = task, label_columns(labels, task)
        self.weight, self.bias = linear_head(self.embed(texts), Y)

    @staticmethod
    def likeness(texts, labels):
        "Which class has the likelier pairs, by the base: 1 for the first of them, 0 for the last."
        E = encoder('apart').encode(texts)
        cosines, classes = features(E)[:, 2 * E.shape[2]], np.unique(labels)
        order = np.argsort([cosines[labels == c].mean() for c in classes])
        return np.argsort(order) / (len(classes) - 1)

    def embed(self, texts):
        a, b = (self.model.encode([row[i] for row in texts], normalize_embeddings=True) for i in (0, 1))
        return (a * b).sum(1, keepdims=True).astype(float)

    predict = Head.predict


CHEAP = {
    'naive': naive,
    'cosine': partial(head, 'apart', cosine),
    'head, joined': partial(head, 'joined', np.asarray),
    'head, apart': partial(head, 'apart', np.asarray),
}
DEAR = {
    'fine-tuned, apart': partial(fine_tuned, 'apart'),
    'fine-tuned, joined': partial(fine_tuned, 'joined'),
    'tuned by cosines': TunedByCosines,
}


def run(job):
    target, rows, way, seed = job
    texts, labels, held_out, truth = draw(target, rows, seed)
    if len(texts) < rows:
        return
    start = time.process_time()
    model = (CHEAP | DEAR)[way](target, texts, labels, task(target), seed)
    seconds = round(time.process_time() - start, 1)
    value = metric(truth, model.predict(model.embed(held_out)), task(target))
    facts = dict(target=target, rows=rows, way=way, seed=seed, held_out=len(truth), metric=measure(target))
    add_lines(CSV, [facts | dict(value=value, seconds=seconds)], COLUMNS)


def pairs():
    done = set(lines(CSV, COLUMNS)[COLUMNS[:4]].itertuples(index=False, name=None))
    side_by_side(cheap, [t for t in SETS if (t, 50, 'head, apart', 0) not in done])
    jobs = [(target, rows, way, 0) for rows, target, way in product((50, 300, 20, 1000), TUNED, DEAR)]
    jobs = [job for job in jobs if job[2] != 'tuned by cosines' or job[1] in (50, 300)]  # two minutes each
    jobs.sort(key=lambda job: job[2] == 'tuned by cosines')
    side_by_side(run, [job for job in jobs if job not in done])


RANKED = ['str2022', 'pit2015_score', 'scitail', 'pan_paraphrase', 'rte', 'healthver']  # share no texts with SOURCES
SOURCES = 'stsb qqp snli sick_r tweeteval_sentiment sms_spam'.split()


def rankings():
    found, slugs = [], {INFO[slug]['title']: slug for slug in SOURCES}
    pool = Pool.open('starter').filter(source=list(slugs))
    for target, n, seed in product(RANKED, (50, 300), range(3)):
        texts, labels, *_ = draw(target, n, seed)
        frame = pd.DataFrame(texts, columns=['text_a', 'text_b']).assign(label=labels)
        ranking = rank(frame, task=task(target), pool=pool, progress=False)
        facts = dict(target=target, rows=n, seed=seed, explained=ranking.about['explained'])
        found += [
            facts | dict(place=r.rank, source=slugs[r.source], gain=r.gain, spread=r.spread, verdict=r.verdict)
            for r in ranking
        ]
    pd.DataFrame(found).to_csv(RESULTS / 'pairs_rankings.csv', index=False, float_format='%.4g')


if __name__ == '__main__':
    rankings() if sys.argv[1:] == ['rank'] else pairs()
