# Everything sets itself up: a virtual environment in .venv, pinned packages with hashes, Fallow itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
SEED ?= 20260101

.PHONY: demo test long lint bench docs requirements clean

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Fallow needs Python 3.11 or later: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.demo: $(VENV)/.made requirements/all.txt requirements/build.txt pyproject.toml
	@echo "installing what the demo needs (pinned, about a minute) ..."
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/all.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.demo requirements/dev.txt
	@echo "installing what the tests need (pinned) ..."
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.demo          ## the whole chain on the embedded example
	@$(BIN)/fallow demo

test: lint                   ## the small form of every check
	$(BIN)/python -m pytest -m "not long" --cov --cov-report=term:skip-covered --cov-fail-under=85

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/house.py

long: $(VENV)/.dev           ## the full form of every check, figures left in docs/measured
	$(BIN)/python scripts/long.py --seed $(SEED)

bench: $(VENV)/.dev          ## comparisons with peers, side by side in one run
	$(BIN)/python scripts/long.py --seed $(SEED) --only bench

docs: $(VENV)/.dev           ## pages that a script writes, written again
	$(BIN)/python scripts/write_docs.py
	$(BIN)/python scripts/bad_input_table.py

requirements:                ## pin again (needs uv); addresses are never recorded
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/core.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras pyproject.toml -o requirements/all.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --all-extras --group dev -c requirements/all.txt pyproject.toml -o requirements/dev.txt
	echo hatchling editables pathspec | tr ' ' '\n' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate - -o requirements/build.txt

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis fallow-demo
