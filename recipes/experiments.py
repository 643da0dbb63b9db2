"""`make results`: what the explanation notebooks draw from, in results/. Needs the full maps and tuned models that
`starter.py` leaves in build/; the fine-tunings take days of a core.

What is finished is not done again: delete a result to redo it. `python recipes/experiments.py imitation` makes that
one alone."""

import sys
from few_rows import few_rows
from imitation import imitation
from rankings import OTHER_ROWS, rankings
from savings import savings
from several import several
from source_recipes import source_recipes
from transfer_grid import transfer_grid
from two_bases import two_bases

EXPERIMENTS = dict(
    few_rows=few_rows,
    source_recipes=source_recipes,
    imitation=imitation,
    transfer_grid=transfer_grid,
    rankings=lambda: rankings(50, 300, *OTHER_ROWS),
    several=several,
    two_bases=two_bases,
    savings=savings,  # last: it leaves the process one core
)

if __name__ == '__main__':
    for name in sys.argv[1:] or EXPERIMENTS:
        EXPERIMENTS[name]()
