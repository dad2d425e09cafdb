# Visio-Guichet. `make demo` and `make test` do their own set-up; everything they need is `make install`.
PYTHON := .venv/bin/python
PAGE := session/expert
PAGE_SOURCES := $(shell find $(PAGE) -name node_modules -prune -o -name dist -prune -o -type f -print)
SOURCES := $(shell find kiosk devices session ui offline_cache -name node_modules -prune -o -name '*.py' -print)
READY := .venv/ready build/bytecode/ready kiosk/assets/fonts/ready $(PAGE)/dist/ready
CONTENT ?=
HALF ?= read
ROUNDS ?= 500
SOAK_HOURS ?= 8
SOAK_WAY ?= engine

.DELETE_ON_ERROR:
.PHONY: help install system-packages demo test lint gallery bench soak content-check papers-check power-cuts bundle bundle-test clean

help: ## cette liste
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

install: system-packages ## installer ce qu'il faut : paquets Debian, .venv, page du conseiller
	@$(MAKE) --no-print-directory --silent $(READY)
	@echo "Installation prête : make demo, make test"

system-packages:
	@deploy/setup/system-packages

.venv/ready: deploy/requirements/kiosk.txt deploy/requirements/dev.txt deploy/setup/python-packages
	@deploy/setup/python-packages
	@touch $@

# A kiosk starts a program for each visitor, and its account may not write here: compiled once, now.
build/bytecode/ready: .venv/ready $(SOURCES)
	$(PYTHON) -m compileall -q $(SOURCES)
	@mkdir -p $(@D) && touch $@

$(PAGE)/node_modules/ready: $(PAGE)/package-lock.json $(PAGE)/package.json
	cd $(PAGE) && npm ci --no-audit --no-fund
	@touch $@

kiosk/assets/fonts/ready: $(PAGE)/node_modules/ready .venv/ready $(wildcard deploy/build/*)
	$(PYTHON) deploy/build/assets.py
	@touch $@

$(PAGE)/dist/ready: $(PAGE)/node_modules/ready $(PAGE_SOURCES)
	cd $(PAGE) && npm run build
	@touch $@

demo: install ## tout démarrer ; sans écran, faire la visite guidée (CONTENT=édition.zip)
	$(PYTHON) -m kiosk demo $(if $(CONTENT),--content '$(CONTENT)')

test: install ## toutes les vérifications
	@deploy/setup/run-gates

lint: install ## les vérifications sans les tests
	@deploy/setup/run-gates lint

gallery: install ## une image de chaque écran, dans build/gallery
	$(PYTHON) -m kiosk gallery --out build/gallery

bench: install ## les mesures
	$(PYTHON) -m kiosk bench --json

soak: install ## des appels pendant SOAK_HOURS heures (8), et ce qui croît (SOAK_WAY=engine|kiosk)
	@mkdir -p build
	$(PYTHON) -m kiosk bench calls --hours $(SOAK_HOURS) --way $(SOAK_WAY) --csv build/soak-$(SOAK_WAY).csv

papers-check: install ## papiers reconnus, face à une lecture humaine (CONTENT=édition.zip, HALF=read|tune|final)
	$(PYTHON) -m tests.content.measure_papers --content '$(CONTENT)' --half $(HALF)

content-check: install ## comparer une édition et ce qui en est importé (CONTENT=édition.zip)
	CONTENT_EDITION='$(CONTENT)' $(PYTHON) -m pytest --timeout 1800 tests/integration/content/test_content_faithful.py

power-cuts: install ## coupures de courant et arrêts brutaux pendant une synchronisation (ROUNDS=500)
	$(PYTHON) -m tests.integration.editions.campaign --rounds $(ROUNDS) --timed $(ROUNDS)
	$(PYTHON) -m tests.integration.editions.campaign --rounds $(ROUNDS) --action back
	$(PYTHON) -m tests.integration.editions.campaign --rounds 60 --late --variant no-fsync
	$(PYTHON) -m tests.integration.editions.campaign --rounds 60 --late --variant early-swap

bundle: install ## le dossier autonome, dans dist/kiosk
	@deploy/bundle/build

bundle-test: install ## démarrer les programmes du dossier autonome
	$(PYTHON) -m pytest tests/bundle

clean: ## retirer ce qui a été construit (garde .venv)
	rm -rf build dist demo-output $(PAGE)/dist $(PAGE)/node_modules kiosk/assets/fonts kiosk/assets/icons
