# What a newcomer types: make run. What a maker types: make test lint.
SHELL := bash
BIN = $(if $(wildcard .venv/Scripts),.venv/Scripts,.venv/bin)
# One process more than there are cores: some tests wait for a timer or for another program.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1 )))

.DEFAULT_GOAL := help
.PHONY: help setup run test test-input coverage lint format map bench monkey kill long-day fuzz mutants golden signs pictures \
  freeze lock package package-test package-windows package-test-windows test-windows test-roots audit clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 28

setup: ## make .venv with pinned packages; install Qt's libraries and fonts where allowed
	@bash scripts/setup.sh

run: setup ## open the sample report; without a display, check and export it
	@bash scripts/run.sh

test: setup ## run every test, on all cores, without a screen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope

coverage: setup ## which lines and branches of core/ no test reaches; fails below the floor
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --cov --cov-report=term

test-input: setup ## type Chinese with a real fcitx5, fcitx 4 and ibus, where installed
	NIANBAO_TEST_INPUT=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 tests/gui/test_input_daemon.py

lint: setup ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## let ruff put the code in order
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

map: setup ## count the rooms of the house and renew the map in docs/architecture.md
	$(BIN)/python -m tests.house --write

bench: setup ## measure what must stay fast
	@shopt -s nullglob; for each in benchmarks/bench_*.py; do QT_QPA_PLATFORM=offscreen $(BIN)/python "$$each" || exit 1; done

kill: setup ## strike every call of every job that writes files (Linux, strace; MOST=600 blows a job)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.kill_everywhere --most $(or $(MOST),600) $(JOBS)

long-day: setup ## what a long day costs in memory: 20,000 edits, each window opened 200 times
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.long_day

monkey: setup ## let a monkey play with all windows: 20,000 keys, clicks and commands
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.monkey

fuzz: setup ## give damaged files to everything that reads one, for FUZZ_SECONDS=300 and a SEED
	$(BIN)/python -m benchmarks.fuzz --seconds $(or $(FUZZ_SECONDS),300) --seed $(or $(SEED),1)

mutants: setup ## put small faults into core/, and tell which of them no test sees
	$(BIN)/python -m benchmarks.mutation

golden: setup ## renew tests/golden, what the exports of the samples must look like
	$(BIN)/python scripts/make_golden.py

signs: setup ## renew the signs of the patterns in forms and rules, which ship as data
	$(BIN)/python scripts/make_signs.py

pictures: setup ## renew the pictures of the guide and of the README, from the real window
	$(BIN)/python scripts/make_pictures.py

freeze: setup ## make dist/nianbao, the program that needs no Python
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

lock: setup ## renew constraints-hashes.txt from constraints.txt
	$(BIN)/python packaging/lock.py

audit: setup ## ask whether faults are known of the pinned packages (needs the internet)
	$(BIN)/python packaging/audit.py

package: ## make the Linux packages of the commit in dist/ (as root: docs/releasing.md)
	bash packaging/linux/build.sh

package-test: ## try these packages in fresh roots of Debian 11 and 12 (as root)
	bash packaging/linux/test.sh

test-roots: ## run the tests in three fresh roots of Debian 12 (as root)
	bash packaging/linux/test-roots.sh

package-windows: ## make the Windows program of the commit in dist/ under Wine (as root: docs/releasing-windows.md)
	bash packaging/windows/build.sh

test-windows: ## run the tests and try the Windows program and installer under Wine (as root)
	bash packaging/windows/test.sh

package-test-windows: setup ## try the Windows installer under Wine, with a stand-in for the program
	bash packaging/windows/test-under-wine.sh

clean: ## remove what builds, tests and lint left; .venv stays
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
