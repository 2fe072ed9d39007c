# Everything runs from a fresh clone with Python 3.11 and make: the first target makes .venv from hash-pinned files.
PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PEERS := .venv-peers
PEERS_STAMP := $(PEERS)/.ready
SHARED ?= ../shared
ENVIRONMENT := PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=

.PHONY: help setup demo test check pytest gate peers bench docs serve wheel requirements clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## make .venv with all that developing needs

$(STAMP): requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(ENVIRONMENT) $(BIN)/python -m pip install --quiet --quiet --require-hashes --requirement requirements/dev.txt
	$(ENVIRONMENT) $(BIN)/python -m pip install --quiet --quiet --no-build-isolation --no-deps --editable .
	touch $@

demo: $(STAMP) ## read the bundled reports
	$(BIN)/onrecord demo

test: check pytest docs wheel ## all that continuous integration runs

check: $(STAMP) ## format, lint, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

pytest: $(STAMP) ## the tests
	$(BIN)/python -m pytest -n 2

gate: $(STAMP) ## the scorers, held to their floors; the soak test; verbatim spans; pronouns, places, figures, times, names, events, stances, factuality; reprints, same event, killed writers; the peers
	$(BIN)/python -m onrecord.evaluate --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.soak $(SHARED)/gold/guardian_sdf.jsonl
	$(BIN)/python -m onrecord.evaluate.verbatim --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.pronouns --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.expressions --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.timex --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.spans --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.events --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.stances --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.factuality --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.reprints --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.merging --shared $(SHARED)
	$(BIN)/python -m onrecord.evaluate.reliability
	$(MAKE) peers

peers: $(PEERS_STAMP) ## other ways to find who said what, scored on the same reports
	$(PEERS)/bin/python -m onrecord.evaluate.peers --shared $(SHARED)

# An environment of its own: what the peers need is no part of developing. What both need has the pinned version.
# sayswho 0.1.4 asks for a regex older than trafilatura's dates can use, and for pytest 7: it comes without them.
$(PEERS_STAMP): requirements/runtime.txt pyproject.toml
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	grep -oE '^[a-zA-Z0-9._-]+==[^ ;]+' requirements/runtime.txt > $(PEERS)/pins.txt
	$(ENVIRONMENT) $(PEERS)/bin/python -m pip install --quiet --quiet --constraint $(PEERS)/pins.txt --editable '.[peers]'
	$(ENVIRONMENT) $(PEERS)/bin/python -m pip install --quiet --quiet --no-deps sayswho==0.1.4
	touch $@

bench: $(STAMP) ## words a second against the plain language model, and peak memory
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/names.py

docs: $(STAMP) ## the documentation, warnings as errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir site

serve: $(STAMP) ## the documentation at http://127.0.0.1:8000
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

wheel: $(STAMP) ## the wheel, installed alone into an empty environment, shown with the network off
	tools/wheel.sh

requirements: $(STAMP) ## pin the newest versions again, with their hashes
	tools/pin.sh

clean: ## what was built; the environments too
	rm -rf $(VENV) $(PEERS) site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
