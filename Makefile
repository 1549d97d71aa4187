# make chat · make test · make ask Q="…" · make index · make clean

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help chat index ask test install install-dev browser model clean

PY := .venv/bin/python
sum = $(shell cat $(1) | cksum | tr -d ' ')
INSTALLED := .venv/.installed-$(call sum,requirements.txt)
INSTALLED_DEV := .venv/.installed-dev-$(call sum,requirements.txt requirements-dev.txt)

# Passed on through the environment, so that spaces, quotes and $ in them stay as typed.
ifneq ($(filter command line environment,$(origin MINUTES)),)
export REFERAT_MINUTES := $(value MINUTES)
endif
export QUESTION := $(value Q)
export TORCH_INDEX

help:
	@echo 'make chat                  sæt op, indlæs minutes/, og vis siden på http://127.0.0.1:7860'
	@echo 'make chat MINUTES=mappe    det samme med dine egne referater'
	@echo 'make ask Q="dit spørgsmål" spørg fra terminalen'
	@echo 'make index                 indlæs det, der er nyt'
	@echo 'make test                  kør alle test (henter det, de bruger)'
	@echo 'make clean                 fjern det installerede og indekset'

chat: install model
	@echo '— Indlæser referaterne'
	@$(PY) -m ingest sync
	@echo '— Starter siden'
	@$(PY) app.py

index: install model
	@$(PY) -m ingest sync

ask: install model
	@test -n "$$QUESTION" || { echo 'Skriv spørgsmålet sådan: make ask Q="Hvad blev besluttet om skolen?"' >&2; exit 1; }
	@$(PY) -m ingest sync --if-empty
	@$(PY) -m retrieval "$$QUESTION"

model: install
	@$(PY) -m vectorstore.bundled_model

test: install-dev browser model
	@echo '— Stil og typer'
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@echo '— Test'
	@$(PY) -m pytest

clean:
	rm -rf .venv .index

# --- installing: a stamp is written only when all of it succeeded, so what stopped goes on ----------

install: $(INSTALLED)
install-dev: $(INSTALLED_DEV)

.venv/bin/pip:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "— Opretter .venv med $$python"; exec "$$python" -m venv --clear .venv; \
	  fi; \
	done; \
	echo 'Der skal bruges Python 3.11 eller nyere. Installér den, eller kør make med PYTHON=stien/til/python.' >&2; exit 1

$(INSTALLED): requirements.txt | .venv/bin/pip
	@echo '— Installerer pakker i .venv (første gang tager det nogle minutter)'
	@torch=$$(grep '^torch==' requirements.txt); \
	if [ -n "$$TORCH_INDEX" ]; then \
	  echo "  $$torch fra $$TORCH_INDEX"; \
	  $(PY) -m pip install --index-url "$$TORCH_INDEX" "$$torch" || exit 1; \
	else \
	  if [ "$$(uname -s)" = Linux ] && [ ! -e /proc/driver/nvidia ] && ! command -v nvidia-smi >/dev/null 2>&1; then \
	    echo '  Her ses intet NVIDIA-kort. Med make chat TORCH_INDEX=… spares nogle gigabyte; se README.'; \
	  fi; \
	  $(PY) -m pip install "$$torch" || exit 1; \
	fi
	@$(PY) -m pip install -r requirements.txt
	@rm -f .venv/.installed-[0-9]*; touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo '— Installerer det, som testene bruger'
	@$(PY) -m pip install -r requirements-dev.txt
	@rm -f .venv/.installed-dev-*; touch $@

browser: install-dev
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo '— Installerer Chromium til testene'; \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fonts-dejavu-core; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then \
	  echo '— Installerer Chromium til testene (sudo)'; \
	  sudo apt-get update -q && sudo apt-get install -qy --no-install-recommends chromium fonts-dejavu-core; \
	else \
	  echo '— Henter Chromium til testene'; $(PY) -m playwright install chromium; \
	fi
