# Every target sets up what it needs in .venv; a second call reuses it.
PYTHON ?= python3
BIN = .venv/bin
READY = .venv/.ready

.PHONY: setup demo lab quick test torture check docs bench pool results export notebooks labextension pictures
.ONESHELL:
SHELL = /bin/bash
.SHELLFLAGS = -euo pipefail -c

setup: $(READY)

# setup.sh says why on its standard output, if it fails; $(error) makes that the last line.
$(READY): requirements-dev.txt requirements-peer.txt settings.ini setup.py
	$(eval WHY := $(shell PYTHON='$(PYTHON)' bash tools/setup.sh))$(if $(WHY),$(error setup failed: $(WHY)))
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python -m tools.demo

lab: $(READY)
	@$(BIN)/jupyter lab nbs/index.ipynb

# While you work: without fine-tuning, browsers, and what is fetched.
quick: $(READY)
	@OMP_NUM_THREADS=1 $(BIN)/nbdev_test --path nbs/api --skip_file_re '^[_.]|_train_' --n_workers 2
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile -m 'not slow and not browser'

test: check
	@$(BIN)/python -m tools.browser
	@# each notebook in a process of its own: what one does to a library's settings is no concern of the next
	find nbs -name '*.ipynb' -not -path '*/.*' -print0 | sort -z | OMP_NUM_THREADS=1 xargs -0 -P 2 -I{} sh -c '$(BIN)/nbdev_test --path {} --flags slow || { echo {}; exit 1; }'
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile tests

check: $(READY)
	@$(BIN)/python -m tools.check

docs: $(READY)
	@$(BIN)/python -m tools.docs

# Two writers at once, flipped bits, kills, strange dataframes; anything but zeros is a bug.
torture: $(READY)
	@$(BIN)/python tests/torture.py

bench: $(READY)
	@$(BIN)/python benchmarks/costs.py
	$(BIN)/python benchmarks/first.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/training.py
	$(BIN)/python benchmarks/few_rows.py
	$(BIN)/python benchmarks/fitting.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/hub.py
	$(BIN)/python benchmarks/noise.py

# After a change in labextension/: needs node; what it builds is committed.
labextension: $(READY)
	@$(BIN)/python -m tools.labextension

# The pictures of the panel in nbs/images/, taken by its tests.
pictures: $(READY)
	@$(BIN)/python -m tools.browser
	ESM_NB_PICTURES=nbs/images $(BIN)/python -m pytest -q tests/test_panel.py

# The starter pool, from nothing: hours on a CPU; interrupt it and start it again.
pool: $(READY)
	@$(BIN)/python recipes/tune_sources.py

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
