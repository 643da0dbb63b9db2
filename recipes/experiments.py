"""`make results`: what the explanation notebooks draw from, in results/. Needs the full maps and tuned models that
`starter.py` leaves in build/; the fine-tunings take days of a core.

What is finished is not done again: delete a result to redo it. `python recipes/experiments.py imitation` makes that
one alone."""

import sys
from cheap_truth import cheap_truth
from evidence import evidence
from expected import expected
from few_rows import few_rows
from grid import TARGETS
from imitation import imitation
from pairs import pairs
from rankings import rankings
from savings import savings
from source_recipes import source_recipes

EXPERIMENTS = dict(
    few_rows=few_rows,
    source_recipes=source_recipes,
    imitation=imitation,
    rankings=rankings,
    cheap_truth=lambda: cheap_truth(TARGETS),
    evidence=lambda: evidence(TARGETS),
    expected=expected,
    pairs=pairs,
    savings=savings,  # last: it leaves the process one core
)

if __name__ == '__main__':
    for name in sys.argv[1:] or EXPERIMENTS:
        EXPERIMENTS[name]()
