# Every verb a person needs. Each does its own set-up; `make` lists them.
.DEFAULT_GOAL := help
.PHONY: golden help e2e simulator parts setup setup-dev demo controller test test-faults test-parts test-groovy test-sandbox test-simulator lint docs check-docs bench bench-quick lock wheel clean
SHELL := bash
BIN := .venv/bin
export PYTHONHASHSEED := 0

help:          ## list the verbs
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup:         ## install what the tool needs into .venv
	@tools/setup.sh run

setup-dev:
	@tools/setup.sh dev

demo: setup    ## check, render, plan and apply the three-tier system
	@tools/demo.sh

controller: setup-dev ## serve the double of a controller that docs/sync.md works with; Ctrl-C ends it
	@$(BIN)/python -m tests.controller --port 18090 --token 11story0token --plugins tests/docs/plugins.txt

test: setup-dev simulator ## run the fast tests
	@tools/parts.sh shellcheck
	$(BIN)/python -m pytest --ignore=tests/groovy --ignore=tests/engine --ignore=tests/conformance --ignore=tests/parts --ignore=tests/e2e

test-faults: setup-dev ## break every fifth request in every way, kill the client 200 times, and print what was counted
	$(BIN)/python -m pytest tests/faults --full

simulator: setup ## build the engine that runs pipelines offline (installs Java and Maven when it may)
	@tools/setup.sh simulator

test-simulator: setup-dev simulator ## test the engine, run the pipelines that a real Jenkins ran, and compare
	cd simulator && mvn --batch-mode --quiet test
	$(BIN)/python -m pytest tests/conformance

parts: setup  ## install the real tools that the steps are proven against into .cache
	@tools/parts.sh

test-parts: setup-dev simulator parts ## prove the steps of the library against the real tools
	$(BIN)/python -m pytest tests/parts

e2e: setup-dev simulator parts ## run the example's pipelines with real tools and servers, from checkout to a signed image and a message, and 36 ways to fail (E2E_SKIP=sonar,image,... leaves parts out)
	$(BIN)/python -m pytest tests/e2e

test-groovy: setup-dev ## prove quoting and the rendered files against the real Groovy 2.4.21 (needs Java)
	@tools/setup.sh java
	$(BIN)/python -m pytest tests/groovy

test-sandbox: setup-dev ## run a sandbox on a real container engine (installs docker.io, as root on Debian)
	@tools/setup.sh engine
	$(BIN)/python -m pytest tests/engine

lint: setup-dev simulator ## types, style, and the gates on the library's Groovy
	$(BIN)/ruff check generator tests tools bench
	$(BIN)/mypy
	$(BIN)/mypy tools/gates
	@tools/parts.sh shellcheck
	$(BIN)/python -m tools.gates

golden: setup-dev
	$(BIN)/python tools/golden.py

docs: setup-dev ## write the generated references anew
	$(BIN)/python tools/generate.py

check-docs: setup-dev ## fail when a generated reference is stale
	$(BIN)/python tools/generate.py --check

bench: setup-dev simulator parts ## measure against Jenkins Job Builder, the simulator, and pipelines with real tools; writes docs/BENCHMARKS.md
	@tools/setup.sh bench
	$(BIN)/python bench/run.py
	$(BIN)/python bench/sync.py
	$(BIN)/python bench/simulator.py
	$(BIN)/python bench/steps.py

bench-quick: setup-dev simulator parts
	@tools/setup.sh bench
	$(BIN)/python bench/run.py --quick
	$(BIN)/python bench/sync.py --quick
	$(BIN)/python bench/simulator.py --quick
	$(BIN)/python bench/steps.py --quick

wheel: setup-dev ## build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

lock:          ## pin the newest versions, with hashes (needs pip-tools)
	pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -o requirements.lock pyproject.toml
	pip-compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe -o bench/requirements.lock bench/requirements.in

clean:         ## remove what was built
	rm -rf .venv .cache build dist simulator/target
