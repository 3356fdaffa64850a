# `make run` and `make test` are all the set-up there is; docs/operating.vi.md says how to go live.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1
# Else each of a thousand processes that the tests start compiles every module of ours again, and so does pytest.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test test-all lint bench readings lock map schema mutate fuzz audit man clean

run: setup
	$(BIN)/dondoc demo $(ARGS)

setup: $(VENV)/ready

# The stamp says which lock and which metadata the environment was made from. The lock is whole, so nothing is left to be
# resolved; and all cores compile what pip would compile on one.
$(VENV)/ready: requirements.txt pyproject.toml
	@echo "Setting up, once (a minute or more): a Python environment in $(VENV) …"
	$(PYTHON) -m venv $(VENV)
	@echo "… its libraries, from the network or pip's cache …"
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-compile --requirement requirements.txt
	@echo "… compiling them …"
	-$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib
	@echo "… and Đôn Đốc itself."
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

test: lint
	$(BIN)/pytest -n 2 -m "not slow" $(ARGS)

# What CI runs: the slow and stress tests too.
test-all: lint
	$(BIN)/pytest -n 2 $(ARGS)

lint: setup
	$(MAKE) --no-print-directory -j 2 types style

.PHONY: types style
types: setup
	$(BIN)/mypy

style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks $(ARGS)

# How much of the real material is read (exact, asked, silent); fails when it is less than it was.
readings: setup
	$(BIN)/python -m tests.readings $(ARGS)

# Versions and hashes, no addresses. Needs uv (pip install uv).
lock:
	uv pip compile pyproject.toml --group dev --generate-hashes --universal \
	    --python-version 3.11 --no-header --no-annotate --upgrade -o requirements.txt

	uv pip compile pyproject.toml --constraint requirements.txt --generate-hashes --universal \
	    --python-version 3.11 --no-header --no-annotate -o requirements-run.txt

# A Debian package of this commit in dist/, with its libraries: docs/operating.vi.md. And a wheel with what to lock it by.
.PHONY: deb wheel
deb: setup
	deploy/debian/build $(ARGS)

wheel: setup
	$(BIN)/python -m hatchling build --target wheel
	sed -n 's/ *\\$$//; /==/p' requirements-run.txt > dist/constraints.txt

# What the pages say in English (web/languages/en.po), after words were changed in a template or a module.
.PHONY: words
words: setup
	$(BIN)/python -m web.languages.extraction

# The module map of docs/architecture.md, from the first paragraph of every module.
map: setup
	$(BIN)/python -m tests.docs.module_map

# The newest schema, from the revisions: after one is added.
schema: setup
	$(BIN)/python -m tests.storing.newest_schema

# Mutation testing of the grammar: docs/mutation.md. Takes an hour of one core; mutmut stays outside the lock.
mutate: setup
	$(PYTHON) -m venv .mutate
	.mutate/bin/python -m pip install --quiet --require-hashes --requirement requirements.txt
	.mutate/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	.mutate/bin/python -m pip install --quiet mutmut==3.8.1
	rm -rf mutants
	nice -n 10 .mutate/bin/mutmut run --max-children 1 "scheduler.recurrence*"
	cd mutants && nice -n 10 ../.mutate/bin/python -m tests.phrases.mutants
	nice -n 10 $(BIN)/python -m tests.phrases.leave_out

# Strange input for whatever reads strangers' words, SECONDS for each target: about an hour of one core. A failure shows its
# input made small. CI does the same for some seconds, always with the same draws.
SECONDS ?= 200
fuzz: setup
	DONDOC_FUZZ_SECONDS=$(SECONDS) nice -n 10 $(BIN)/pytest -n 2 -q -s tests/fuzz $(ARGS)

# Known holes in the locked dependencies, by pip-audit, which stays outside the lock. A package of which nothing can be
# asked is a failure too: "none" is said only of what was looked up.
audit:
	$(PYTHON) -m venv .audit
	.audit/bin/python -m pip install --quiet pip-audit==2.10.1
	.audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt $(ARGS) || \
	    { echo "audit: holes are listed above, or the source could not be asked: this is no clean result" >&2; exit 1; }

# Man pages and completions of shells, from the commands themselves: build/man, build/completions.
man: setup
	$(BIN)/python -m cli.manual_pages build

# The pictures of docs/tour.md, taken anew.
.PHONY: tour
tour: setup
	DONDOC_TOUR=docs/pictures $(BIN)/pytest -q tests/browser/test_tour.py

clean:
	rm -rf .venv* .mutate .audit build mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
