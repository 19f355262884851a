# Each target makes the environment that it needs; nothing else must be installed than Python, git and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: build test test-all check coverage figure notebook names fuzz kill reproduce lock clean

build: $(VENV)/pipeline
	$(BIN)/usrr build

# What every change must pass; a few minutes on two cores.
test: $(VENV)/test
	$(BIN)/python -m pytest -n auto --dist loadscope -m "not slow"

# The long tests as well: the history of releases, kills, sizes, figures' bytes, and more examples of each property.
test-all: $(VENV)/test
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n auto

check: $(VENV)/check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

figure: $(VENV)/test
	$(BIN)/python docs/draw_gallery.py

notebook: $(VENV)/test
	$(BIN)/python docs/run_notebook.py

# The names of tables, columns and terms as types, after a change of definitions or vocabularies.
names: $(VENV)/pipeline
	$(BIN)/python docs/write_names.py

fuzz: $(VENV)/test
	USRR_WHOLE_CORPUS=1 $(BIN)/python -m pytest -n auto tests/test_corruptions.py
	$(BIN)/python tests/fuzz/run.py --inputs 100000

# Every command that writes, stopped in every way; mounts small file systems, so that it needs root.
kill: $(VENV)/test
	$(BIN)/python tests/kill/stops.py

# The latest release once more, from its own raw tables and code and the libraries that it was built with.
reproduce:
	$(PYTHON) acceptance/reproduce.py

# The libraries that the next release will be built with, for every Python that is supported.
lock: $(VENV)/check
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra pipeline --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) .wheels dist/candidate

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/pipeline $(VENV)/test $(VENV)/check: $(VENV)/%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@

# The counted part of docs/coverage.md, after a round of data.
coverage: $(VENV)/pipeline
	$(BIN)/python docs/write_coverage.py
