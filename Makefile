# Every target sets up what it needs in .venv; a second call reuses it.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/.ready

.PHONY: setup demo lab test check docs bench pool results export notebooks
.ONESHELL:
SHELL = /bin/bash
.SHELLFLAGS = -euo pipefail -c

setup: $(READY)

$(READY): requirements-dev.txt settings.ini setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "setup failed: esm_nb needs Python 3.11 or newer; say which with make PYTHON=/path/to/python3.11"; exit 1; }
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv || { echo "setup failed: $(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt || { echo "setup failed: pip could not install requirements-dev.txt, see above; is there a network?"; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -r requirements-peer.txt || { echo "setup failed: pip could not install requirements-peer.txt, see above"; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[offline]' || { echo "setup failed: pip could not install esm_nb[offline], see above"; exit 1; }
	touch $(READY)

demo: $(READY)
	@$(BIN)/python -m tools.demo

lab: $(READY)
	@$(BIN)/jupyter lab nbs/index.ipynb

test: check
	@$(BIN)/python -m tools.browser
	$(BIN)/nbdev_test --n_workers 2 --flags slow
	$(BIN)/python -m pytest -q tests

check: $(READY)
	@$(BIN)/python -m tools.check

docs: $(READY)
	@$(BIN)/python -m tools.docs

bench: $(READY)
	@$(BIN)/python benchmarks/scoring.py

# The starter pool, from nothing: hours on a CPU; interrupt it and start it again.
pool: $(READY)
	@$(BIN)/python recipes/starter.py

# What the explanation notebooks draw from; needs what `make pool` leaves in build/.
results: $(READY)
	@$(BIN)/python recipes/experiments.py

# After a change in nbs/: the package, then (with what they show) the notebooks and README.md.
export: $(READY)
	@$(BIN)/nbdev_export
	$(BIN)/nbdev_clean

notebooks: export
	@$(BIN)/python -m tools.notebooks
	$(BIN)/python -m tools.readme
