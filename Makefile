# `make run` and `make test` are all the set-up there is; docs/operating.vi.md says how to go live.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1

.PHONY: run setup test test-all lint bench lock map clean

run: setup
	$(BIN)/dondoc demo $(ARGS)

setup: .venv/ready

# The stamp says which lock and which metadata the environment was made from.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

test: lint
	$(BIN)/pytest -n 2 -m "not slow" $(ARGS)

# What CI runs: the slow and stress tests too.
test-all: lint
	$(BIN)/pytest -n 2 $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks $(ARGS)

# Versions and hashes, no addresses. Needs uv (pip install uv).
lock:
	uv pip compile pyproject.toml --group dev --generate-hashes --universal \
	    --python-version 3.11 --no-header --no-annotate --upgrade -o requirements.txt

# The module map of docs/architecture.md, from the first paragraph of every module.
map: setup
	$(BIN)/python -m tests.docs.module_map

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
