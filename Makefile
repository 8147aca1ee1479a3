# `make run` and `make test` set up whatever is missing first, so each works on a fresh machine.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
INSTALLED := .venv/bin

.DEFAULT_GOAL := run
.PHONY: run test prove bench lint pins clean ready-to-run ready-to-test

run: ready-to-run
	$(INSTALLED)/sopcheck demo --folder demo

test: ready-to-test
	tools/with-keyring $(INSTALLED)/python tools/check.py

# How many kills and power cuts: make prove ROUNDS=10000
ROUNDS ?= 500

prove: ready-to-test
	$(INSTALLED)/python tools/prove.py --rounds $(ROUNDS)

bench: ready-to-test
	$(INSTALLED)/python -m benchmarks

lint: ready-to-test
	$(INSTALLED)/ruff check --fix .
	$(INSTALLED)/ruff format .

pins: ready-to-test
	$(INSTALLED)/python tools/pin.py

clean:
	rm -rf .venv demo build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

ready-to-run:
	@$(PYTHON) tools/prepare.py run

ready-to-test:
	@$(PYTHON) tools/prepare.py test
