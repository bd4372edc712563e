# Each target does all its set-up: Python 3.11 (or newer) and make are all it takes.
#
#   make guides                          the sample course, into output/sample/
#   make guides LECTURES=… OUTPUT=…      your own
#   make test                            every test
#   make lint                            ruff and mypy
#   make gallery                         the pictures of the README, into docs/gallery/ (needs Chromium)

HERE := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
PYTHON ?= python3
VENV := $(HERE)/.venv
BIN := $(VENV)/bin
LECTURES ?= $(HERE)/tests/lectures
OUTPUT ?= $(HERE)/output/sample
PYTEST_ARGS ?=

.PHONY: guides test lint gallery

guides: $(VENV)/.installed
	$(BIN)/lecturebook build $(call quote,$(LECTURES)) -o $(call quote,$(OUTPUT))

test: $(VENV)/.installed-test
	cd $(call quote,$(HERE)) && $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(PYTEST_ARGS)

lint: $(VENV)/.installed-lint
	cd $(call quote,$(HERE)) && $(BIN)/ruff check . && $(BIN)/mypy

gallery: $(VENV)/.installed-test
	cd $(call quote,$(HERE)) && $(BIN)/python benchmarks/gallery.py

quote = '$(subst ','\'',$(1))'

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lecturebook needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

# editable, so that a change of the code is what runs; the pins make the same environment everywhere
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(HERE)/constraints.txt -e "$(HERE)$(1)"

$(VENV)/.installed: $(BIN)/python $(HERE)/pyproject.toml $(HERE)/constraints.txt
	$(call install)
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(call install,[test])
	touch $@

$(VENV)/.installed-lint: $(VENV)/.installed-test
	$(call install,[lint])
	touch $@
