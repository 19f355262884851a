# Each target makes the environment that it needs; nothing else must be installed than Python, git and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: build test check figure fuzz clean

build: $(VENV)/pipeline
	$(BIN)/usrr build

test: $(VENV)/test
	$(BIN)/python -m pytest -n auto

check: $(VENV)/check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

figure: $(VENV)/test
	$(BIN)/python docs/draw_figure.py

fuzz: $(VENV)/test
	USRR_WHOLE_CORPUS=1 $(BIN)/python -m pytest -n auto tests/test_corruptions.py
	$(BIN)/python tests/fuzz/run.py --inputs 100000

clean:
	rm -rf $(VENV) .wheels dist/candidate

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/pipeline $(VENV)/test $(VENV)/check: $(VENV)/%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@
