"""What a source is really worth: held-out results after fine-tuning on it first, and without it. `python
recipes/transfer_grid.py`

Every run adds its lines to results/transfer_grid.csv, and what is there is not run again. Needs the tuned models of
`starter.py` in build/.

How long and how fast to fine-tune was decided before, once for all, by fine-tuning alone, judged on a fifth of the
train rows (results/transfer_budget.csv). Three of the four budgets came out alike, with means of .677, .678 and .684
over the targets; of these, the grid takes one with half the steps, a hundred of them at 1e-4. A run ends where its
rows are learned: when the loss of an epoch is below a hundredth of the first one's. Some runs went on to a thousandth,
and to the end (enough is 0), to compare.

Three things are asked: what each source is worth on 50 rows of each target, twice; how that depends on the number of
rows, for the best, the middle and the worst source of six targets, as the first seed on 50 rows had them, and for
eight sources of three of these up to 1,000 rows; and what stopping costs. Why 50: on 300 rows of the first two targets,
the best of 24 sources was worth .014 and nothing; on 50 rows of the first, .06."""

from itertools import product
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from esm_nb.encoder import load_model
from esm_nb.tasks import metric
from esm_nb.train.finetune import tune_model
from results import RESULTS, add_lines, lines
from side_by_side import side_by_side
from starter import base, name_of, tuned_directory
from targets import MOST, SAME_ITEMS, TARGETS, parts

GRID, BUDGET = RESULTS / 'transfer_grid.csv', RESULTS / 'transfer_budget.csv'
COLUMNS = {
    GRID: ['source', 'target', 'rows', 'epochs', 'learning_rate', 'enough', 'held_out', 'seed', 'metric', 'value'],
    BUDGET: ['target', 'epochs', 'learning_rate', 'rows', 'judged_on', 'metric', 'value'],
}
SEEDS, ROWS = (0, 1), 50
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
BY_ROWS = ['vader_tweets', 'crowdflower_sentiment', 'debian_en_fr', 'movie_sentences', 'foldoc_terms', 'sotu_year']
BUDGETS = [(10, 2e-5), (10, 5e-5), (20, 5e-5), (10, 1e-4)]  # epochs, learning rate
RATE, EPOCHS = 1e-4, {20: 100, 50: 50, 100: 25, 300: 10, 1000: 4, 3000: 3}  # by rows: as `fine_tune`
STOP, LATER = 0.01, 0.001  # of the loss of the first epoch


def results(truth, predicted, task):
    "A result by each metric in use."
    if task == 'regression':
        return {'mean of Pearson and Spearman': metric(truth, predicted, task)}
    return {'accuracy': metric(truth, predicted, task), 'macro-F1': f1_score(truth, predicted, average='macro')}


# -- how long to fine-tune -------------------------------------------------------------------------


def try_budget(job):
    "Fine-tune alone on four fifths of a target's train rows, judged on the rest of them."
    slug, epochs, rate = job
    train = parts(slug)[0]
    fit, judge = train_test_split(range(len(train)), test_size=0.2, random_state=0)
    some = lambda at: ([train.texts[i] for i in at], train.labels[at])
    tuned = tune_model(base(), *some(fit), train.task, num_train_epochs=epochs, learning_rate=rate, what=slug)
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
        COLUMNS[BUDGET],
    )


# -- the grid --------------------------------------------------------------------------------------


def fine_tuned(encoder, target, rows, model, seed, what, **budget):
    "Fine-tune on a target, starting from a model: how many rows are held out, and the results on them."
    train, test = parts(target, rows)
    tuned = tune_model(encoder, train.texts, train.labels, train.task, model, seed, what=what, **budget)
    return len(test), results(test.labels, tuned.predict(tuned.embed(test.texts)), train.task)


def run(job):
    "One fine-tuning on a target, after a source or alone."
    target, source, seed, rows, (epochs, rate, enough) = job
    model = load_model(tuned_directory(source)) if source else None
    budget = dict(num_train_epochs=epochs, learning_rate=rate, stop_loss_ratio=enough)
    held_out, found = fine_tuned(base(), target, rows, model, seed, f'{target} after {source}', **budget)
    facts = dict(
        source=name_of(source) if source else '',
        target=target,
        rows=rows,
        epochs=epochs,
        learning_rate=rate,
        enough=enough,
        held_out=held_out,
        seed=seed,
    )
    add_lines(GRID, [facts | dict(metric=m, value=v) for m, v in found.items()], COLUMNS[GRID])


def missing(jobs):
    "Those that are not in the grid."
    done = {
        (r.target, r.source, r.seed, r.rows, (r.epochs, r.learning_rate, r.enough))
        for r in lines(GRID, COLUMNS[GRID]).itertuples()
    }
    return [job for job in jobs if (job[0], name_of(job[1]) if job[1] else '', *job[2:]) not in done]


def grid(seed):
    for target, source in product(TARGETS, [None, *SOURCES]):
        if (source, target) not in SAME_ITEMS:
            yield target, source, seed, ROWS, (EPOCHS[ROWS], RATE, STOP)


def alone():
    "Fine-tuning alone, from more seeds: every source is compared with it."
    for target, seed in product(TARGETS, (*SEEDS[1:], 2)):
        yield target, None, seed, ROWS, (EPOCHS[ROWS], RATE, STOP)


def longer():
    "What went on to the end, stopped later than the others."
    slugs = {name_of(s): s for s in SOURCES} | {'': None}
    ended = lines(GRID, COLUMNS[GRID]).query('rows == @ROWS and enough == 0 and metric != "macro-F1"')
    for r in ended.itertuples():
        yield r.target, slugs[r.source], r.seed, r.rows, (r.epochs, r.learning_rate, LATER)


def places(target, n):
    "n sources from the best to the worst, evenly, as the first seed had them."
    runs = lines(GRID, COLUMNS[GRID]).query(
        'target == @target and rows == @ROWS and seed == 0 and epochs == @EPOCHS[@ROWS] and enough == @STOP'
    )
    first = runs[(runs.metric != 'macro-F1') & (runs.source != '')].sort_values('value', ascending=False)
    slugs = {name_of(s): s for s in SOURCES}
    return [slugs[first.source.iloc[round(i * (len(first) - 1) / (n - 1))]] for i in range(n)]


def by_rows(rows):
    "From few rows to many: eight sources of three targets, three of three others; on most rows, three of the first."
    for target in BY_ROWS if rows < MOST else BY_ROWS[:3]:
        some = places(target, 8 if target in BY_ROWS[:3] else 3)
        for source in [None, *(some if rows < MOST else (some[0], some[4], some[-1]))]:
            yield target, source, 0, rows, (EPOCHS[rows], RATE, STOP)


def transfer_grid():
    tried = {(r.target, r.epochs, r.learning_rate) for r in lines(BUDGET, COLUMNS[BUDGET]).itertuples()}
    side_by_side(try_budget, [(t, e, r) for t, (e, r) in product(TARGETS, BUDGETS) if (t, e, r) not in tried])
    side_by_side(run, missing(grid(0)))
    side_by_side(run, missing(alone()))
    side_by_side(run, missing(grid(1)))
    for rows in (20, 100, 300, 1000, MOST):
        side_by_side(run, missing(by_rows(rows)))
    side_by_side(run, missing(longer()))


if __name__ == '__main__':
    transfer_grid()
