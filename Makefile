# Each target sets up what it needs: a virtual environment in the checkout, nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
EXAMPLE := examples/vmware
CAPPED := technical_assessment:E14

export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: demo test long lint format types wheel-test clean

demo: $(VENV)/demo
	@echo '$$ palier check $(EXAMPLE)/vmware_2020.palier $(EXAMPLE)/vmware_2021.palier'
	@$(BIN)/palier check $(EXAMPLE)/vmware_2020.palier $(EXAMPLE)/vmware_2021.palier
	@echo; echo '$$ palier run $(EXAMPLE)/vmware_2020.palier $(EXAMPLE)/vmware_2021.palier --data $(EXAMPLE)/data'
	@$(BIN)/palier run $(EXAMPLE)/vmware_2020.palier $(EXAMPLE)/vmware_2021.palier --data $(EXAMPLE)/data
	@echo; echo '$$ palier explain … --data $(EXAMPLE)/data $(CAPPED)'
	@$(BIN)/palier explain $(EXAMPLE)/vmware_2020.palier $(EXAMPLE)/vmware_2021.palier --data $(EXAMPLE)/data $(CAPPED)

test: $(VENV)/test
	$(BIN)/python -m pytest

long: $(VENV)/test
	PALIER_PROFILE=long $(BIN)/python -m pytest

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/test
	$(BIN)/mypy

# The tests once more, against the wheel as users get it, in an environment of its own.
wheel-test: $(VENV)/test
	rm -rf dist build/wheel
	$(BIN)/python -m pip --quiet --disable-pip-version-check wheel --no-deps --wheel-dir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip --quiet --disable-pip-version-check install "$$(ls dist/*.whl)[charts,dev,parquet,xlsx]"
	build/wheel/bin/python -m pytest

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --editable .
	@touch $@

$(VENV)/test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --editable '.[charts,dev,parquet,xlsx]'
	@touch $@ $(VENV)/demo

clean:
	rm -rf $(VENV) build dist grammar/palier.tables locale/*.mo .mypy_cache .ruff_cache .hypothesis
