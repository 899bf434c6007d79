# make dashboard   set up, build the store when needed, serve
# make test        set up with the tools of development, then every check
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help dashboard build test check lint types unit browser screenshots lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/python: scripts/check_python.py
	@$(PYTHON) scripts/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python requirements.txt
	@echo "Installing the locked packages (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing the tools of development (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

dashboard: $(VENV)/installed
	@$(BIN)/python -m analytics serve --port $(PORT)

build: $(VENV)/installed
	@$(BIN)/python -m analytics build

test: $(VENV)/installed-dev
	@sh scripts/install_chromium.sh
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

screenshots: $(VENV)/installed-dev
	@sh scripts/install_chromium.sh
	@$(BIN)/python -m scripts.screenshots

lock: $(VENV)/installed-dev
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --output-file requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --group dev --constraint requirements.txt pyproject.toml \
		--output-file requirements-dev.txt

clean:
	rm -rf $(VENV) data/store .mypy_cache .ruff_cache .pytest_cache .hypothesis
