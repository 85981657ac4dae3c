# The register, from nothing: `make run` serves it, `make test` tests it. Python 3.11 or newer is all that is needed.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
export PORT HOST

.PHONY: run test quick lint messages lock bench
.DEFAULT_GOAL := run

run: $(VENV)/.runtime
	@exec $(VENV)/bin/python manage.py run

test: $(VENV)/.development
	$(VENV)/bin/python -m pytest -n auto --dist worksteal -q $(ARGS)

# What is run all day: all but what takes long.
quick: override ARGS += -m "not thorough"
quick: test

lint: $(VENV)/.development
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/lint-imports

# Sizes are numbers of agreements: make bench SIZES="10000 100000 1000000" REPORT=measures.md LINES=100000
bench: $(VENV)/.runtime
	$(VENV)/bin/python -m bench.run $(SIZES) $(if $(REPORT),--report $(REPORT))
	$(VENV)/bin/python -m bench.files $(LINES)

messages: $(VENV)/.development
	$(VENV)/bin/python manage.py makemessages -l fr -l ar --no-location --no-wrap -i .venv -i var
	$(VENV)/bin/python manage.py compilemessages -i .venv -i var

lock:
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --generate-hashes --universal --python-version 3.11 -o requirements.txt requirements.in
	UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --generate-hashes --universal --python-version 3.11 -o requirements-dev.txt requirements-dev.in

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/it")'
	@test -x $(VENV)/bin/pip || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked dependencies…"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@
