# The doors of this project; `make` alone lists them. Everything made here lands in .venv/ and var/.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

BIN := .venv/bin
PYTHON_IN := $(BIN)/python
NEUGUONG := $(BIN)/neuguong
PIP := $(PYTHON_IN) -m pip --disable-pip-version-check --no-input install --quiet
WHEELS := --require-hashes --only-binary :all:

.PHONY: help
help: ## list these doors
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the environment ---------------------------------------------------------------------------

.PHONY: setup
setup: .venv/.dev ## make .venv with all that running, checking and testing need
	@echo "Sẵn sàng / ready: $(NEUGUONG)"

.venv/.base: requirements/base.txt pyproject.toml tools/bootstrap.sh
	@tools/bootstrap.sh
	@echo "Đang cài thư viện chạy trang (một hai phút)… / Installing what the site needs…"
	@$(PIP) $(WHEELS) -r requirements/base.txt
	@$(PIP) --no-index --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.base requirements/dev.txt
	@echo "Đang cài công cụ kiểm thử… / Installing what the checks need…"
	@$(PIP) $(WHEELS) -r requirements/dev.txt
	@touch $@

.PHONY: facts-setup
facts-setup: .venv/.base requirements/facts.txt ## what `neuguong export facts` needs (DuckDB)
	@$(PIP) $(WHEELS) -r requirements/facts.txt

.PHONY: s3-setup
s3-setup: .venv/.base requirements/s3.txt ## what NEUGUONG_S3 keeps files in a bucket with
	@$(PIP) $(WHEELS) -r requirements/s3.txt

.PHONY: audit
audit: .venv/.dev ## ask an advisory database about the pinned libraries; says what it could not ask
	@$(PYTHON_IN) -m tools.audit

.PHONY: lock
lock: ## pin requirements anew from requirements/*.in (needs uv)
	@tools/lock.sh

# --- running -------------------------------------------------------------------------------------

.PHONY: demo
demo: .venv/.base ## the site on 127.0.0.1:8000 with the demonstration data
	@$(NEUGUONG) migrate --verbosity 0
	@$(NEUGUONG) collectstatic --no-input --verbosity 0
	@$(NEUGUONG) demo

.PHONY: run
run: .venv/.base ## the site on 127.0.0.1:8000 with your own data
	@$(NEUGUONG) migrate --verbosity 0
	@$(NEUGUONG) collectstatic --no-input --verbosity 0
	@$(NEUGUONG) serve

# --- checking ------------------------------------------------------------------------------------

.PHONY: test
test: .venv/.dev ## everything: checks, the suite on SQLite and PostgreSQL, the browser
	@$(PYTHON_IN) -m tools.run_tests all

.PHONY: check
check: .venv/.dev ## form, types, directions of imports, templates, catalogue, house rules (under a minute)
	@$(PYTHON_IN) -m tools.run_tests check

.PHONY: test-sqlite
test-sqlite: .venv/.dev ## the suite on SQLite only
	@$(PYTHON_IN) -m tools.run_tests sqlite

.PHONY: test-postgres
test-postgres: .venv/.dev ## the suite on PostgreSQL only
	@$(PYTHON_IN) -m tools.run_tests postgres

.PHONY: test-browser
test-browser: .venv/.dev ## the journeys in a browser only
	@$(PYTHON_IN) -m tools.run_tests browser

.PHONY: soak
soak: .venv/.dev ## an hour of writers, movers, folders, verifiers and kills (NEUGUONG_SOAK_SECONDS), and the property tests for longer
	@$(PYTHON_IN) -m tools.run_tests soak

.PHONY: bench-setup
bench-setup: .venv/.dev requirements/bench.txt ## what some benchmarks compare with (import-export, treebeard, mptt)
	@$(PIP) $(WHEELS) -r requirements/bench.txt

.PHONY: bench
bench: .venv/.dev ## the benchmarks of bench/, each a ratio measured in one run
	@$(PYTHON_IN) -m tools.run_tests bench

# --- writing -------------------------------------------------------------------------------------

.PHONY: fmt
fmt: .venv/.dev ## put the code into form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

.PHONY: messages
messages: .venv/.dev ## gather the Vietnamese sentences into locale/en and compile the catalogue
	@$(PYTHON_IN) -m tools.catalogue gather

.PHONY: docs
docs: .venv/.dev ## write the pages of docs/ that are made from the code
	@$(PYTHON_IN) -m tools.write_docs
