# make help prints the targets. The first one used makes .venv from the hashed pins.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check bench fix lifecycles lock clean

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
PORT ?= 8000
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (Debian: apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The venv module is missing (Debian: apt install python3-venv)."; exit 1; }

.venv/run.stamp: requirements.txt | $(BIN)/python
	@echo "· dependencies"
	@$(PIP_INSTALL) requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | $(BIN)/python
	@echo "· dependencies and tools"
	@$(PIP_INSTALL) requirements-dev.txt
	@touch $@ .venv/run.stamp

run: .venv/run.stamp ## the whole product with demo data at http://localhost:8000 (PORT=… BIND=… TRAINING=1)
	@$(if $(TRAINING),TRAINING_MODE=1 VAR_DIR=$${VAR_DIR:-$(CURDIR)/var/training} )PORT=$(PORT) SITE_URL=$${SITE_URL:-http://localhost:$(PORT)} DEMO_ACCOUNTS=$${DEMO_ACCOUNTS:-1} \
		$(BIN)/python -u manage.py run

test: .venv/dev.stamp ## all tests on SQLite, and on PostgreSQL too where TEST_POSTGRES_URL is set
	@status=0; env -u DATABASE_URL $(PYTEST) || status=$$?; \
	if [ -n "$$TEST_POSTGRES_URL" ]; then \
		echo "· the same on PostgreSQL"; DATABASE_URL="$$TEST_POSTGRES_URL" SECOND_DATABASE=1 $(PYTEST) || status=$$?; \
	else echo "PostgreSQL was left out: set TEST_POSTGRES_URL=postgres://user@host/name to run on it too."; fi; \
	exit $$status

check: .venv/dev.stamp ## style, types, who imports whom, migrations, docs/lifecycles.md
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py lifecycles --format md | diff -u docs/lifecycles.md - \
		|| { echo "docs/lifecycles.md is stale: make lifecycles"; exit 1; }

bench: .venv/dev.stamp ## speed and size, printed as a table (PostgreSQL where DATABASE_URL points to it)
	$(BIN)/python -m tests.bench

fix: .venv/dev.stamp ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lifecycles: .venv/dev.stamp ## write docs/lifecycles.md from the lifecycle pages
	$(BIN)/python manage.py lifecycles --format md > docs/lifecycles.md

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --annotation-style=line \
	--no-emit-index-url --no-emit-find-links --allow-unsafe
lock: .venv/dev.stamp ## compile requirements*.txt (UPGRADE=--upgrade for newer versions)
	$(COMPILE) $(UPGRADE) --output-file=requirements.txt requirements.in
	$(COMPILE) $(UPGRADE) --output-file=requirements-dev.txt requirements-dev.in

clean: ## forget caches and collected static files; data below var/ stays
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis staticfiles
