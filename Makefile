# Everything a newcomer or a machine needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
# pytest-xdist: as many workers as the machine has processors
WORKERS ?= auto
# Where nothing compiled is kept, every process compiles all that it loads, the tests' own modules too: half of what a check takes.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test soak fuzz lint format types walls check bench bench-smoke lock audit sbom clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Servanda needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module: on Debian and Ubuntu, apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.core: requirements/core.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up Servanda in $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.model: requirements/model.lock $(VENV)/.core
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/model.lock \
		|| echo "The trained model's runtime cannot be had here: Servanda reads by rules alone" >&2
	@touch $@

$(VENV)/.web: requirements/web.lock $(VENV)/.core
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/web.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.core
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(VENV)/.model $(VENV)/.web ## make the environment .venv with Servanda in it

DEMO := $(BIN)/servanda
DEMO_LEDGER := --ledger demo-out/ledger.servanda
SIGNING := examples/talks/2024-10-17-kessin-signing.txt
CORRECTED := examples/talks/2024-10-18-kessin-signing-corrected.txt

demo: $(VENV)/.model $(VENV)/.web ## read the example records, print what is in them and what they say together, write a report page
	@rm -rf demo-out && mkdir -p demo-out
	@$(DEMO) read examples/records $(filter-out $(CORRECTED),$(wildcard examples/talks/*.txt)) $(DEMO_LEDGER) --report demo-out/report.html --hints
	@$(DEMO) read $(CORRECTED) --replaces $(SIGNING) --quiet $(DEMO_LEDGER)
	@echo && echo " What Elena Marsh promised, in all of them" && $(DEMO) commitments --by Marsh $(DEMO_LEDGER)
	@echo && echo " Who they are, in whatever spelling" && $(DEMO) people --kind person $(DEMO_LEDGER)
	@echo && echo " When they met, and who tells of it" && $(DEMO) meetings $(DEMO_LEDGER)
	@echo && echo " What they come back to" && $(DEMO) matters --limit 10 $(DEMO_LEDGER)
	@echo && echo " What became of the treaty" && $(DEMO) status "Treaty on the River Lidd" $(DEMO_LEDGER)
	@echo && echo " What a reader should be told since June 2025" && $(DEMO) findings --since 2025-06-01 --on 2025-12-31 $(DEMO_LEDGER)
	@echo && echo " What Tomas Weller said would be done by the end of 2025" && $(DEMO) due --on 2025-12-31 --by Weller $(DEMO_LEDGER)
	@echo && echo " What was corrected after the signing" && $(DEMO) diff $(CORRECTED) $(DEMO_LEDGER)
	@echo && echo " What an article makes of her words" && $(DEMO) trace "“We will open the first section before the end of 2025,” Elena Marsh said." $(DEMO_LEDGER)
	@echo && echo " What both sides told of one call, and what one alone did" && $(DEMO) accounts Ardania Belmora 2023-07-11 $(DEMO_LEDGER)
	@echo && echo " What is to be known before the next meeting with Tomas Weller: demo-out/weller.html" && $(DEMO) brief --with Weller --on 2025-12-31 -o demo-out/weller.html $(DEMO_LEDGER)
	@echo && echo " Where the shares of water are spoken of" && $(DEMO) search '"shares of water"' --limit 3 $(DEMO_LEDGER)
	@echo && echo " All of it in a browser:  $(DEMO) serve $(DEMO_LEDGER)"

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

soak: $(VENV)/.dev ## long trials, taken whole; the tests take a tenth of each, or less
	@SERVANDA_SOAK=1 $(BIN)/python -m pytest -n 1 -p tests.soak.kept tests/soak tests/test_cluster.py --deselect tests/soak/test_reviewers.py
	@SERVANDA_SOAK=1 $(BIN)/python -m pytest -n 1 -p tests.soak.kept tests -k postgresql
	@$(BIN)/python -m tests.soak.fuzzing 1000000 1
	@$(BIN)/python -m tests.soak.fuzzing 100000 1 --whole
	@$(BIN)/python -m bench --shared $(SHARED) --check load soaks

# seconds for each of XML, HTML, PDF and DOCX
FUZZ_SECONDS ?= 1200

$(VENV)/.fuzz: requirements/fuzz.lock $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.lock
	@touch $@

fuzz: $(VENV)/.fuzz ## fuzzing of the readers of XML, HTML, PDF and DOCX, guided by coverage (Linux; 20 minutes each)
	@$(BIN)/python -m tests.soak.guided $(FUZZ_SECONDS)
	@$(BIN)/python -m bench --shared $(SHARED) --check soaks

lint: $(VENV)/.dev ## formatting and style
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

format: $(VENV)/.dev ## mend formatting and what of style mends itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

types: $(VENV)/.dev ## strict types
	@$(BIN)/mypy

walls: $(VENV)/.dev ## who may import whom
	@$(BIN)/lint-imports

check: lint types walls test ## all that guards the house

bench: $(VENV)/.dev ## measure everything against SHARED and rebuild docs/measured.md
	@$(BIN)/python -m bench --shared $(SHARED) all

bench-smoke: $(VENV)/.dev ## a quick measurement; fails where a floor is broken
	@$(BIN)/python -m bench --shared $(SHARED) --check smoke

lock: ## pin the newest versions the requirements allow (needs the package index)
	@$(PYTHON) -m venv .lock-env && .lock-env/bin/pip install --quiet --disable-pip-version-check uv
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements/core.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra model -c requirements/core.lock pyproject.toml -o requirements/model.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra model --extra postgresql --extra web --extra cluster --extra dev -c requirements/model.lock pyproject.toml -o requirements/dev.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra postgresql -c requirements/dev.lock pyproject.toml -o requirements/postgresql.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra web -c requirements/model.lock pyproject.toml -o requirements/web.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra cluster -c requirements/dev.lock pyproject.toml -o requirements/cluster.lock
	@.lock-env/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes --no-annotate --no-header --extra fuzz -c requirements/dev.lock pyproject.toml -o requirements/fuzz.lock
	@rm -rf .lock-env

audit: ## hold the lock files against known vulnerabilities (needs the package index); fails where one cannot be looked up
	@$(PYTHON) -m venv .audit-env && .audit-env/bin/pip install --quiet --disable-pip-version-check pip-audit
	@for lock in requirements/*.lock; do echo "$$lock"; .audit-env/bin/pip-audit --strict --disable-pip --require-hashes -r $$lock || exit 1; done
	@rm -rf .audit-env

sbom: ## what each installation is made of, as CycloneDX, for a release (in dist/sbom)
	@$(PYTHON) -m venv .audit-env && .audit-env/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom
	@mkdir -p dist/sbom
	@for lock in $(filter-out dev fuzz,$(basename $(notdir $(wildcard requirements/*.lock)))); do \
		.audit-env/bin/cyclonedx-py requirements requirements/$$lock.lock --pyproject pyproject.toml --mc-type application \
		--output-reproducible -o dist/sbom/$$lock.cdx.json || exit 1; echo "dist/sbom/$$lock.cdx.json"; done
	@rm -rf .audit-env

clean: ## remove what the above made
	@rm -rf $(VENV) .bench-envs demo-out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
