# `make help` lists what this can do. Each target installs what it needs first.

PYTHON ?= python3
PORT ?= 8000
INSTANCE ?= instance
SAMPLES ?= yes
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install install-test run check test drill bench format lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

install: ## Install what the app needs
	@$(PYTHON) deploy/bootstrap.py

install-test: ## Install what the app and its tests need
	@$(PYTHON) deploy/bootstrap.py --test

# exec leaves no shell between make and the server, so that Ctrl-C reaches it at once.
run: install ## Run the app (PORT=8000 INSTANCE=instance SAMPLES=yes)
	@INSTANCE="$(INSTANCE)" exec $(BIN)/flask --app wsgi serve --with-starter --port "$(PORT)" \
		$(if $(filter no,$(SAMPLES)),--no-samples)

test: install-test ## Run every check and test
	@$(BIN)/python tests/provision.py
	@exec $(BIN)/python tests/run_all.py

check: install-test ## Run lint, types, layers and what needs no database: half a minute
	@exec $(BIN)/python tests/run_all.py --quick

drill: install-test ## Break mail that goes out and comes in; back up under load, destroy, restore
	@$(BIN)/python tests/provision.py
	@PYTHONPATH=. $(BIN)/python tests/mail_drill.py
	@PYTHONPATH=. $(BIN)/python tests/letters_drill.py
	@exec $(BIN)/python tests/drill.py

bench: install ## Measure speed with years of data
	@exec $(BIN)/python -m benchmarks

format: install-test ## Format the code and fix what can be fixed safely
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Pins stay as they are unless pyproject.toml asks otherwise; UPGRADE=--upgrade renews them.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

lock: install-test ## Pin dependencies again after a change (UPGRADE=--upgrade)
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group test --constraint requirements.txt \
		--output-file tests/requirements.txt
	$(COMPILE) deploy/requirements-node.in --output-file deploy/requirements-node.txt
	$(COMPILE) deploy/requirements-mpp.in --output-file deploy/requirements-mpp.txt
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund

clean: ## Delete everything installed or cached, but no data
	rm -rf .venv node_modules workplan/static/vendor .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
