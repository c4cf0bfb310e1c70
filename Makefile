# Every command of the project; .ci/run calls the same ones.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NPM_CONFIG_UPDATE_NOTIFIER := false
NPM = $(or $(shell command -v npm),$(CURDIR)/$(BIN)/npm)
PAGES := $(if $(wildcard package-lock.json),node_modules/.package-lock.json)

.PHONY: run test check fmt soak bench install lock

run: install  ## the whole engine on this machine, with invented cases
	$(BIN)/akte up --demo

test: check  ## style, types, imports, then every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: install  ## style, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: install  ## puts the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: install  ## hours of faults
	$(BIN)/python bench/soak.py

bench: install  ## measures what the papers claim
	$(BIN)/python bench/all.py

install: $(BIN)/installed $(PAGES)  ## exactly what the locks name; again only when a lock changes

$(BIN)/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Nötig ist Python 3.11 oder neuer: make PYTHON=/pfad/zu/python3.11" ; \
		echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" ; exit 1 ; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

node_modules/.package-lock.json: package-lock.json | $(BIN)/installed
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

lock: install  ## looks for the newest versions pyproject.toml allows
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --all-extras \
		--generate-hashes --no-emit-index-url --no-header -o requirements.lock pyproject.toml
