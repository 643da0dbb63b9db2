"""What a source is really worth: held-out results after fine-tuning on it first, and without it. `python
recipes/transfer_grid.py`

Every run adds its lines to results/transfer_grid.csv, and what is there is not run again. Needs the tuned models of
`make pool` in build/.

How long and how fast to fine-tune was decided before, once for all, by fine-tuning alone, judged on a fifth of the
train rows (results/transfer_budget.csv). Three of the four budgets came out alike, with means of .677, .678 and .684
over the targets; of these, the grid takes one with half the steps, 10 epochs at 1e-4. One target is run with the longer
one, 20 epochs at 5e-5, too."""

from functools import cache
from itertools import product
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from esm_nb import Target
from esm_nb.encoder import load_model
from esm_nb.tasks import metric
from esm_nb.train.finetune import tune
import fetch, starter
from embedded import name_of, source_rows, tuned_directory
from results import RESULTS
from side_by_side import side_by_side
from starter import base

GRID, BUDGET = RESULTS / 'transfer_grid.csv', RESULTS / 'transfer_budget.csv'
COLUMNS = {
    GRID: ['source', 'target', 'rows', 'epochs', 'learning_rate', 'held_out', 'seed', 'metric', 'value'],
    BUDGET: ['target', 'epochs', 'learning_rate', 'rows', 'judged_on', 'metric', 'value'],
}
ROWS, HELD_OUT, SEEDS = 300, 1000, (0, 1)
TARGETS = [
    'vader_tweets',
    'crowdflower_sentiment',
    'foldoc_terms',
    'movie_sentences',
    'debian_en_fr',
    'emoji_fr',
    'brown_genres',
    'sotu_year',
]
SOURCES = [
    'vader_nyt',
    'vader_amazon',
    'polarity_en',
    'polarity_fr',
    'sms_spam',
    'tate_titles',
    'wordnet_nouns',
    'wordnet_verbs',
    'wordnet_frequency',
    'wordnet_senses',
    'wordnet_relations',
    'wordnet_opposites',
    'home_intents_en',
    'home_intents_fr',
    'debian_en',
    'debian_fr',
    'debian_en_de',
    'debian_size',
    'debian_use',
    'debian_language',
    'gcide',
    'foldoc',
    'icd10',
    'emoji_en',
]
SAME_ITEMS = {('emoji_en', 'emoji_fr')}  # one list in two languages: not a fair pair
BUDGETS = [(10, 2e-5), (10, 5e-5), (20, 5e-5), (10, 1e-4)]  # epochs, learning rate
CHOSEN, LONGER = (10, 1e-4), (20, 5e-5)


@cache
def texts_of_sources():
    "Every text that a source of the starter pool was trained or judged on."
    rows = (source_rows(slug)[0].texts for slug in starter.STARTER)
    return {part for texts in rows for t in texts for part in ((t,) if isinstance(t, str) else t)}


@cache
def parts(slug):
    "Rows of a target to train on, and rows to judge by. No text of them is in a source."
    meta, seen = fetch.sources()[slug], texts_of_sources()
    frame = fetch.load(slug)
    free = frame[~frame[meta['text']].isin(seen).any(axis=1)]
    drawn = free.sample(min(len(free), ROWS + HELD_OUT), random_state=0)
    whole = lambda df: Target.from_frame(df, meta['text'], meta['label'], meta['task'], rows=ROWS + HELD_OUT)
    return whole(drawn[:ROWS]), whole(drawn[ROWS:])


def results(truth, predicted, task):
    "A result by each metric in use."
    if task == 'regression':
        return {'mean of Pearson and Spearman': metric(truth, predicted, task)}
    return {'accuracy': metric(truth, predicted, task), 'macro-F1': f1_score(truth, predicted, average='macro')}


def add_lines(path, rows):
    "Add rows to a csv file in one write, so that several processes can."
    lines = pd.DataFrame(rows)[COLUMNS[path]].to_csv(index=False, header=False, float_format='%.6g')
    with path.open('a') as f:
        f.write(lines)


def lines(path):
    "The rows of a csv file, which is begun if it isn't there."
    if not path.exists():
        path.write_text(','.join(COLUMNS[path]) + '\n')
    return pd.read_csv(path, keep_default_na=False)


# -- how long to fine-tune -------------------------------------------------------------------------


def try_budget(job):
    "Fine-tune alone on four fifths of a target's train rows, judged on the rest of them."
    slug, epochs, rate = job
    train = parts(slug)[0]
    fit, judge = train_test_split(range(len(train)), test_size=0.2, random_state=0)
    some = lambda at: ([train.texts[i] for i in at], train.labels[at])
    tuned = tune(base(), *some(fit), train.task, num_train_epochs=epochs, learning_rate=rate, what=slug)
    texts, labels = some(judge)
    (name, value), *_ = results(labels, tuned.predict(tuned.embed(texts)), train.task).items()
    add_lines(
        BUDGET,
        [
            dict(
                target=slug,
                epochs=epochs,
                learning_rate=rate,
                rows=len(fit),
                judged_on=len(judge),
                metric=name,
                value=value,
            )
        ],
    )


# -- the grid --------------------------------------------------------------------------------------


def run(job):
    "One fine-tuning on a target, after a source or alone."
    target, source, seed, (epochs, rate) = job
    train, test = parts(target)
    model = load_model(tuned_directory(source)) if source else None
    budget = dict(num_train_epochs=epochs, learning_rate=rate)
    what = f'{target} after {source}'
    tuned = tune(base(), train.texts, train.labels, train.task, model, seed, what=what, **budget)
    found = results(test.labels, tuned.predict(tuned.embed(test.texts)), train.task)
    facts = dict(
        source=name_of(source) if source else '',
        target=target,
        rows=len(train),
        epochs=epochs,
        learning_rate=rate,
        held_out=len(test),
        seed=seed,
    )
    add_lines(GRID, [facts | dict(metric=m, value=v) for m, v in found.items()])


def wanted():
    "Target, source, seed and budget of every run, in the order in which they are worth having."
    for seed, target, source in product(SEEDS, TARGETS, [None, *SOURCES]):
        if (source, target) not in SAME_ITEMS:
            yield target, source, seed, CHOSEN
    for source in [None, *SOURCES]:
        yield TARGETS[0], source, SEEDS[0], LONGER


def missing():
    "Runs that are not in the grid."
    done = {(r.target, r.source, r.seed, (r.epochs, r.learning_rate)) for r in lines(GRID).itertuples()}
    return [job for job in wanted() if (job[0], name_of(job[1]) if job[1] else '', *job[2:]) not in done]


if __name__ == '__main__':
    tried = {(r.target, r.epochs, r.learning_rate) for r in lines(BUDGET).itertuples()}
    side_by_side(try_budget, [(t, e, r) for t, (e, r) in product(TARGETS, BUDGETS) if (t, e, r) not in tried])
    side_by_side(run, missing())
