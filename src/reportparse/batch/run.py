"""Files and folders → Parquet."""

from __future__ import annotations

import hashlib
import math
import multiprocessing
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reportparse.batch.corrections import Correction, gone, mention_of
from reportparse.batch.inputs import NoInputError, find_corrections, find_inputs, find_lexicon, read_own
from reportparse.batch.journal import Journal
from reportparse.batch.ledger import Ledger
from reportparse.batch.lock import lock
from reportparse.batch.rows import InputError
from reportparse.batch.summary import Progress, Summary
from reportparse.batch.workers import Place, Read, here, processes, run
from reportparse.facts import derive_or_empty
from reportparse.formats.ocr import OCR_PACKAGES, is_installed
from reportparse.lexicon.own import with_own
from reportparse.tables import SCHEMAS, columns_table
from reportparse.tables.write import new_folder, publish, recover, write_documents, write_manifest, write_table
from reportparse.tables.written import old_tables
from reportparse.version import __version__

_EVERY = 1.0
"""Seconds after which a caller is told again."""
SHARD = 1000
"""Documents of one row group of a table, at most."""


def extract(
    inputs: str | Path | Iterable[str | Path],
    outputs: str | Path,
    *,
    jobs: int | None = None,
    timeout: float = 120,
    memory: int = 2 << 30,
    resume: bool = True,
    shard: int = SHARD,
    links: bool = False,
    scheduler: str | None = None,
    lexicon: str | Path | None = None,
    ocr: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read files and folders and write their tables.

    Each document is read in a worker process of its own machine or cluster: what crashes, hangs or eats memory costs
    itself and becomes a row in failures.

    Args:
        inputs: a path or several; folders are searched to their depths.
        outputs: the folder to write to; it is made if need be.
        jobs: worker processes; None takes all cores, 0 reads in this process, without isolation.
        timeout: seconds that one document may take, beside 2 for each page of a PDF, or 10 for each megabyte; one that
            takes longer is not tried again before it, the program or this limit changes.
        memory: bytes that one document may take.
        resume: keep the rows of documents that have not changed since the last run.
        shard: documents of one row group of a table, at most; with smaller ones a query has less to read.
        links: follow links that lead out of the inputs.
        scheduler: address of a dask scheduler to run on instead of this machine.
        lexicon: a TOML file with vocabulary of your own, laid over the program's; without it, lexicon.toml beside the
            inputs is used where there is one.
        ocr: read PDF pages that hold no text as pictures; takes 4 to 7 seconds a page, and the extra ``ocr``.
        on_progress: called after every document, and about once a second while documents are being read.

    Raises:
        InputError: if an input does not exist, the lexicon is wrong, the outputs folder cannot be written, or another
            run writes there.
        NoInputError: if there is nothing to read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = Path(folder, "a_2024.txt")
    ...     _ = report.write_text("地区生产总值增长6%。", encoding="utf8")
    ...     extract(report, Path(folder, "out"), jobs=0).documents
    1
    """
    began = time.monotonic()
    _refuse_nesting()
    folder = Path(outputs)
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    found = find_inputs(named, leave_out=folder, links=links)
    if not found:
        raise NoInputError("nothing to read; name a file or a folder with reports")
    vocabulary = read_own(find_lexicon(named) if lexicon is None else lexicon)
    corrections = find_corrections(named)
    if ocr and not is_installed():
        raise InputError(f"--ocr needs more packages; {OCR_PACKAGES}")
    limit = timeout if scheduler or jobs != 0 else math.inf
    _make(folder)
    with lock(folder):
        recover(folder)
        old, journal = old_tables(folder) if resume else None, Journal(folder, keep=resume)
        ledger = Ledger(found, vocabulary, old, journal, limit, ocr, corrections)
        told = _Telling(ledger, began, on_progress)
        with _where(jobs, len(found), scheduler, timeout, memory, told) as place:
            told.news = place.news
            for source, key, done in run(place, ledger.jobs(told.tick), timeout, told.tick):
                ledger.note(source, key, done)
                told.now()
        told.writing()
        rows, lost = _write(folder, ledger, shard)
        ledger.journal.clear()
    return Summary(
        outputs=str(folder),
        **{name: rows[name] for name in ("documents", "mentions", "claims", "repairs")},
        reused=ledger.reused,
        characters=ledger.characters,
        failures=ledger.failures,
        not_tried=ledger.not_tried,
        dropped=ledger.dropped,
        corrections=len(corrections) - len(lost),
        gone=lost,
        seconds=time.monotonic() - began,
    )


class _Telling:
    """Whoever wants to know how far a run has come, and what is to be told."""

    def __init__(self, ledger: Ledger, began: float, on_progress: Callable[[Progress], None] | None):
        self.news: Callable[[], Iterable[Read]] = tuple
        self._ledger, self._began, self._on_progress = ledger, began, on_progress
        self._last = began

    def page(self, doc: str, page: int, of: int) -> None:
        """Note that a page has been read."""
        self._ledger.pace.page(doc, page, of, time.monotonic())
        self.tick()

    def tick(self) -> None:
        """Tell it if nothing was told for a second."""
        if time.monotonic() - self._last >= _EVERY:
            self.now()

    def writing(self) -> None:
        """Tell that all is read."""
        self.news = tuple
        self.now(writing=True)

    def now(self, writing: bool = False) -> None:
        """Tell it."""
        self._last = time.monotonic()
        for doc, page, of in self.news():
            self._ledger.pace.page(doc, page, of, self._last)
        if self._on_progress:
            self._on_progress(self._ledger.progress(self._began, writing))


def _refuse_nesting() -> None:
    """A process of the caller's own that loads a script whose call of ``extract`` stands bare would do it all again."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise InputError('call extract under `if __name__ == "__main__":`, for your own processes load your script too')


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise InputError(f"{folder}: cannot write here ({error.strerror}); choose another folder with -o") from error


def _where(
    jobs: int | None, documents: int, scheduler: str | None, timeout: float, memory: int, told: _Telling
) -> AbstractContextManager[Place]:
    if scheduler:
        from reportparse.batch.cluster import cluster

        return cluster(scheduler, timeout, documents)
    workers = min(os.cpu_count() or 1 if jobs is None else jobs, documents)
    return processes(workers, timeout, memory) if workers else here(told.page)


def _write(folder: Path, ledger: Ledger, shard: int) -> tuple[Counter[str], tuple[str, ...]]:
    """Write all tables beside the old ones and put them in their place.

    Returns:
        the rows of each table, and a line for each correction whose claim is gone.
    """
    staging = new_folder(folder)
    wanted = dict(ledger.documents())
    if ledger.old and list(ledger.old.keys.items()) == list(wanted.items()) and ledger.old.shard == shard:
        rows = ledger.old.link(staging)
    else:
        rows = write_documents(staging, map(ledger.tables, wanted), shard)
    _write_run(staging, ledger)
    lost = _lost(staging, ledger)
    write_manifest(staging, _facts(ledger, shard, lost))
    publish(staging, folder)
    return rows, tuple(lost.values())


def _lost(staging: Path, ledger: Ledger) -> dict[Correction, str]:
    """Return the corrections whose claim is gone."""
    if not ledger.corrections:
        return {}
    ids = {c.claim_id for c in ledger.corrections}
    claims = _texts(staging / "claims.parquet", "claim_id", ids)
    return gone(claims, ledger.corrections, _texts(staging / "mentions.parquet", "mention_id", map(mention_of, ids)))


def _texts(path: Path, column: str, ids: Iterable[str]) -> pa.Table:
    """The texts of some rows of a table."""
    only = pc.field(column).isin(pa.array(sorted(set(ids))))
    return pq.read_table(path, columns=[column, "text"], filters=only)


def _facts(ledger: Ledger, shard: int, lost: Collection[Correction]) -> dict[str, Any]:
    """Return what the manifest says beside its tables: with what they were made."""
    own = hashlib.sha256(ledger.vocabulary.encode()).hexdigest() if ledger.vocabulary else None
    return {
        "version": __version__,
        "lexicon_version": with_own(ledger.vocabulary).version,
        "own_lexicon": own,
        "corrections": [{**asdict(c), "applied": c not in lost} for c in ledger.corrections],
        "shard": shard,
    }


def _write_run(staging: Path, ledger: Ledger) -> None:
    """Write the tables that are about the whole run, from the tables of all documents, which stand in the folder."""
    failure = derive_or_empty(staging, with_own(ledger.vocabulary))
    if failure:
        ledger.fail(failure)
    failures = [{name: getattr(f, name) for name in SCHEMAS["failures"].names} for f in ledger.failures]
    write_table(staging / "failures.parquet", pa.Table.from_pylist(failures, SCHEMAS["failures"]))
    write_table(staging / "columns.parquet", columns_table())
