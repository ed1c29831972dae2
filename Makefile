# Khéo. Every target is idempotent and prints what it does; `make run` and `make test` do all the set-up themselves.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: help setup run test lint types imports check docs lock prove bench clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.installed src/kheo/pages/static/.vendored src/kheo/locale/.compiled ## build .venv with .venv/bin/kheo
	@$(BIN)/python tools/compile_patterns.py
	@$(BIN)/python -m compileall -q src/kheo # so that `kheo` starts quickly even where Python may not write bytecode

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "== setup: Python packages from requirements.lock into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# --no-deps: the lock names everything, and leaves out on purpose what is never imported (pyproject.toml, tool.uv)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package-lock.json
	@echo "== setup: npm packages from package-lock.json (font and script of the pages, accessibility checks)"
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund; \
	 else echo "   npm is not here: pages go without their font and script, accessibility tests will be skipped"; mkdir -p node_modules; fi
	@touch $@

src/kheo/pages/static/.vendored: node_modules/.installed tools/vendor.py $(VENV)/.installed
	@$(BIN)/python tools/vendor.py
	@touch $@

src/kheo/locale/.compiled: $(wildcard src/kheo/locale/*/LC_MESSAGES/*.po) $(VENV)/.installed
	@echo "== setup: translations"
	@$(BIN)/pybabel --quiet compile --directory src/kheo/locale --domain kheo
	@touch $@

run: setup ## serve Khéo with a sample movement at http://127.0.0.1:8000
	@$(BIN)/kheo run --sample --port $(PORT)

test: setup ## run the tests
	@echo "== tests"
	@$(BIN)/python -m pytest -n 2

lint: setup
	@echo "== lint" && $(BIN)/ruff check && $(BIN)/ruff format --check

types: setup
	@echo "== types" && $(BIN)/mypy

imports: setup
	@echo "== import rules" && $(BIN)/lint-imports

check: lint types imports ## lint, types, import rules, translations, generated docs, pinned versions
	@echo "== house rules" && $(BIN)/python tools/house_rules.py
	@echo "== translations" && $(BIN)/python tools/check_translations.py
	@echo "== generated documents" && $(BIN)/python tools/generate_docs.py --check
	@echo "== pinned versions" && $(BIN)/python tools/check_pins.py

docs: setup ## write the generated pages and the JSON schema anew
	@$(BIN)/python tools/generate_docs.py

lock: setup ## take new versions, none younger than a week
	@tools/lock.sh

prove: setup ## the long proofs: fuzzing, large data, benchmarks; the dated log goes to docs/proofs/
	@tools/prove.sh

bench: setup ## the benchmarks of the reader
	@$(BIN)/python bench/accuracy.py
	@$(BIN)/python bench/reading.py

clean: ## remove what setup made
	rm -rf $(VENV) node_modules src/kheo/pages/static/vendor src/kheo/pages/static/.vendored src/kheo/locale/.compiled src/kheo/locale/*/LC_MESSAGES/*.mo
