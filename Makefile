# One command each: `make demo` shows the main job, `make test` runs everything CI runs.
# Both install what they need into .venv by themselves; nothing but Python 3.11+, git and make is needed first.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two workers a processor: a test that waits for the bot leaves its processor to another.
PYTEST := $(BIN)/python -m pytest --dist worksteal -n $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))

.PHONY: help install demo test test-all lint types contracts format schema rules lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/'

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Shelver needs Python 3.11 or newer; none was found on the PATH."; exit 1; }
	@echo "Making .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing Shelver's locked dependencies into .venv (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@$(BIN)/python -m compileall -q bot rules # `lint` starts at once, also where Python may write no bytecode
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing the test tools into .venv (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

install: .venv/.installed ## Install Shelver; leaves .venv/bin/shelver

demo: .venv/.installed ## Run the main job on an embedded GitHub
	@$(BIN)/shelver demo

# The tests start Python hundreds of times: without what it compiled before, each start takes half as long again.
test test-all: export PYTHONDONTWRITEBYTECODE =

test: .venv/.installed-dev lint types contracts ## Lint, types, import contracts and all tests
	@echo "Tests ..."
	@$(PYTEST)

test-all: .venv/.installed-dev ## Every crash point and all weather; takes longer
	@echo "Storms ..."
	@$(PYTEST) -m storm

lint: .venv/.installed-dev ## Style and format
	@echo "Style ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/.installed-dev ## Strict mypy
	@echo "Types ..."
	@$(BIN)/mypy

contracts: .venv/.installed-dev ## Who may import whom
	@echo "Import contracts ..."
	@$(BIN)/lint-imports --no-cache

format: .venv/.installed-dev ## Format and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

schema: .venv/.installed ## Write the JSON Schema of the configuration anew
	@$(BIN)/python -m bot.config.schema

rules: .venv/.installed ## Write the README's table of rules anew
	@$(BIN)/python -m bot.cli.rule README.md

lock: .venv/bin/python ## Lock the dependencies anew, with hashes and without naming an index
	@$(PIP) install uv
	@for f in "requirements.lock" "requirements-dev.lock --group dev -c requirements.lock"; do \
		$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --no-strip-extras --quiet -o $$f; done

clean: ## Remove what make made
	rm -rf .venv .hypothesis .mypy_cache .ruff_cache .import_linter_cache .shelver
