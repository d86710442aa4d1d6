# Needs python3 (3.11 or later, with venv) and make; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
UV := $(shell command -v uv 2>/dev/null)
CORPUS ?= raw
# LAB=--no-browser: what JupyterLab is told beside.
# TIMEOUT=300 JOBS=4 OCR=1: seconds a document may take, processes, and whether scanned pages are read.
OPTIONS = $(if $(TIMEOUT),--timeout $(TIMEOUT)) $(if $(JOBS),--jobs $(JOBS)) $(if $(OCR),--ocr)

.PHONY: extract test lint golden calibrate review notebook compiled bench bench-batch docs ablate check-corpus lock clean ocr

extract: $(READY)  ## raw/ → outputs/*.parquet
	$(BIN)/reportparse extract raw -o outputs $(OPTIONS)

test: $(READY)  ## all tests
	$(BIN)/python -m pytest

lint: $(READY)  ## style, types, and the examples of the constructions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/check_constructions.py

compiled: $(READY)  ## build the package with its reading stages compiled, some minutes, and test that
	$(BIN)/python tools/check_compiled.py

ocr: $(READY)  ## install what --ocr needs, 300 MB, and test it
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements-ocr.lock
	$(BIN)/python -m pytest tests/test_ocr.py

golden: $(READY)  ## rewrite the expected tables; read the diff before committing it
	$(BIN)/python tests/golden_tables.py

calibrate: $(READY)  ## fit confidence on texts read by hand: GOLD="passages.jsonl=folder …"
	$(BIN)/python tools/calibrate.py $(GOLD)

# A file that cannot be read costs only itself: extract ends with 1, and the others have their pages.
review: $(READY)  ## outputs/review/index.html
	$(BIN)/reportparse extract raw -o outputs $(OPTIONS) || [ $$? = 1 ]
	$(BIN)/reportparse review outputs --files raw

notebook: $(READY)  ## JupyterLab with notebooks/explore.ipynb, on outputs/ where make extract has been run
ifdef UV
	@uv pip install --quiet --python $(BIN)/python --no-deps -r requirements-notebook.lock
else
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements-notebook.lock
endif
	$(BIN)/python -m jupyterlab $(LAB) notebooks/explore.ipynb

# SETS="county=texts/county/*.txt tables=texts/tables/*.html" PAGE=docs/speed.md: a row a set, and the page to write.
bench: $(READY)  ## how fast it reads beside jieba, one scan, and public readers where they are installed
	$(BIN)/python bench/bench.py $(SETS) --peers $(if $(PAGE),--write $(PAGE))

bench-batch: $(READY)  ## documents per second on one and two processes and on a cluster
	$(BIN)/python bench/bench_batch.py $(CORPUS)

docs: $(READY)  ## rewrite the generated pages of docs/
	$(BIN)/python tools/generate_docs.py

ablate: $(READY)  ## what each construction is worth: GOLD="a.jsonl …" CORPUS=folder
	$(BIN)/python tools/ablate.py --corpus $(CORPUS) $(GOLD)

check-corpus: $(READY)  ## offset invariants on every report below CORPUS=…
	$(BIN)/python tools/check_corpus.py $(CORPUS)

# The stamp comes last, so that an interrupted set-up starts again. The lock names everything that is needed, so nothing is
# resolved anew, and pip speaks of errors only.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportparse needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12")'
	@rm -f $(READY)
ifdef UV
	@uv venv --quiet --clear --python "$(PYTHON)" .venv
	@uv pip install --quiet --python $(BIN)/python -r requirements.lock
	@uv pip install --quiet --python $(BIN)/python --no-deps --editable .
else
	@echo 'setting up .venv, once'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --use-pep517 --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --editable .
endif
	@touch $(READY)

lock:  ## requirements.lock, and those of --ocr and of the notebook, from pyproject.toml; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --extra cluster --group dev \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --extra ocr \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements-ocr.lock
	echo jupyterlab | uv pip compile --quiet --universal --python-version 3.11 --upgrade --constraint requirements.lock \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links - --output-file requirements-notebook.lock

clean:  ## remove the environment and everything generated
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find outputs -mindepth 1 ! -name README.md -delete
	find src -name '*.so' -delete
