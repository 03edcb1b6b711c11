# `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
PIP = $(PY) -m pip install --disable-pip-version-check --require-hashes -q
BROKER ?= $(or $(DAIBAN_BROKER),embedded)
FETCH_BROKER = if [ "$(1)" = kafka ]; then $(PY) -m deploy.kafka.install; fi

.DEFAULT_GOAL := help
.PHONY: help install run demo follow token client test test-kafka fuzz chaos bench bench-compare typescript typescript-types lint format docs lock verify-audit clock-back clean-data clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(STAMP): requirements.lock requirements-dev.lock requirements-install.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if v >= (3, 11) else "Daiban needs Python 3.11 or newer; this is %d.%d. Name another with: make PYTHON=python3.12 ..." % v)'
	@echo "==> making the environment in $(VENV) (once; half a minute, or a minute where uv does not work)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@{ $(PIP) -r requirements-install.lock && $(VENV)/bin/uv pip install -q --python $(PY) --compile-bytecode --require-hashes -r requirements-dev.lock; } \
		|| { echo "==> uv did not do it: pip does"; $(PIP) --progress-bar on -r requirements-dev.lock; }
	@touch $(STAMP)

install: $(STAMP) ## make the environment (the other targets do it by themselves)

run: $(STAMP) ## bring the whole system up; Ctrl-C stops it (BROKER=kafka: on Apache Kafka)
	@$(call FETCH_BROKER,$(BROKER))
	@DAIBAN_BROKER=$(BROKER) $(PY) -m deploy.local

demo: $(STAMP) ## play one project's whole way against the running stack
	@$(PY) -m testing.demo

follow: $(STAMP) ## go the whole way as everybody, by nothing but what the running stack offers (DAIBAN: where it is)
	@$(PY) -m testing.cast | $(PY) clients/python/follow.py

token: $(STAMP) ## print a bearer token for the local stack: make token role=owner
	@$(PY) -m deploy.local.token $(role)

client: $(STAMP) ## register a system with the local issuer: make client name=tax scope="daiban.read district:440112"
	@$(PY) -m deploy.local.clients "$(name)" --scope "$(scope)"

test: $(STAMP) ## run every test that needs nothing but PyPI
	@$(PY) -m pytest -n 2 --dist loadgroup -q

test-kafka: $(STAMP) ## run the integration tests and journeys on Apache Kafka (needs Java 17 and Maven)
	@$(call FETCH_BROKER,kafka)
	@DAIBAN_BROKER=kafka $(PY) -m pytest -n 2 --dist loadgroup -q tests/integration tests/journeys

fuzz: $(STAMP) ## try the services with much more of what make test tries a little (about 10 minutes)
	@DAIBAN_FUZZ=long $(PY) -m pytest -n 2 --dist loadgroup -v --durations=5 tests/fuzz

chaos: $(STAMP) ## faults under load, written to docs/reliability.md (one run again: make chaos seed=7 experiment=zombie runs=1)
	@$(PY) -m tests.chaos $(if $(seed),--seed $(seed)) $(if $(experiment),--experiment $(experiment)) $(if $(runs),--runs $(runs)) $(if $(broker),--broker $(broker))

bench: $(STAMP) ## measure, print and write bench/latest.json and docs/performance.md (make bench ARGS=--quick to try it)
	@$(call FETCH_BROKER,$(BROKER))
	@DAIBAN_BROKER=$(BROKER) $(PY) -m bench $(ARGS)

bench-compare: $(STAMP) ## measure this and another checkout in turns: make bench-compare WITH=../before ARGS="--only chain idle"
	@DAIBAN_BROKER=$(BROKER) $(PY) -m bench.compare $(WITH) $(ARGS)

typescript: ## build, type-check and test the TypeScript client (needs Node.js 20 or newer)
	@command -v npm >/dev/null || { echo "npm is not installed: the TypeScript client needs Node.js 20 or newer" >&2; exit 1; }
	@cd clients/typescript && npm ci --loglevel=error && npm run --silent generated && npm run --silent build && npm run --silent test

typescript-types: ## write the TypeScript client's types again from docs/openapi (needs Node.js 20 or newer)
	@command -v npm >/dev/null || { echo "npm is not installed: the TypeScript client needs Node.js 20 or newer" >&2; exit 1; }
	@cd clients/typescript && npm ci --loglevel=error && npm run --silent generate

lint: $(STAMP) ## ruff, mypy --strict, import contracts, generated files, later migrations
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m docs.generate --check
	@$(PY) -m testing.migrations

format: $(STAMP) ## put the code into the house style
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

docs: $(STAMP) ## write the generated references again (events, courses, AsyncAPI, OpenAPI, schema snapshots)
	@$(PY) -m docs.generate

lock: ## resolve the dependencies again and write the lock files with hashes
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install -q uv
	@$(VENV)/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock pyproject.toml
	@$(VENV)/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra local --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@echo uv | $(VENV)/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements-install.lock -

verify-audit: $(STAMP) ## check the audit chains of the running stack
	@$(PY) -m deploy.local.control verify-audit

clock-back: $(STAMP) ## set the running stack's clock back, which make demo has moved ahead
	@$(PY) -m deploy.local.control clock-back

clean-data: ## forget everything the local stack has stored
	@if [ -x $(PY) ]; then $(PY) -m deploy.local.control clean-data; else rm -rf .local; fi

clean: clean-data ## also remove the environment
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
