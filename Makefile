# Everything a developer runs, each from a bare checkout: Python 3.11 or newer and make are all it takes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
# Processes that run tests; more than there are processors, since half of the time is waiting for Kafka.
TESTERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format audit bench browser docs lock clean

help: ## List what can be made.
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

install: $(VENV)/.installed ## Install everything into .venv: packages by hash, the model, the broker's parts.

# Packages are taken as built wheels only, and only with the hashes that the lock file has.
$(VENV)/.installed: requirements.lock pyproject.toml pipeline/tocsin/broker/kafka.lock
	@$(PYTHON) -c 'import sys; sys.exit("Tocsin needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/tocsin broker fetch
	@touch $@

demo: install ## See the two seed articles become an alert. ARGS=--keep leaves everything running.
	@$(BIN)/tocsin demo $(ARGS)

test: install ## Run every test, those on real Kafka included; a skipped one is a failure.
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder $(ARGS)

lint: install ## Check format, style and types.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: install ## Put the sources into shape.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

audit: install ## Ask PyPI's advisories about every locked package; says so when it cannot.
	@$(BIN)/python -m tests.audit.check

bench: install ## Measure speeds side by side.
	$(BIN)/python -m benchmarks $(ARGS)

browser: install ## Look at the live page in a real browser; needs Chromium.
	$(BIN)/python -m tests.browser.check $(ARGS)

docs: install ## Renew the generated parts of the pages.
	$(BIN)/python -m tests.docs.generate

lock: ## Resolve the requirements anew; needs uv.
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra model --extra notify --extra dev --generate-hashes \
		--no-build --no-header --no-emit-index-url --quiet --upgrade -o requirements.lock

clean: ## Remove what was installed and cached here.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
