"""What is known of each document of a run: kept from the last one, read in this one, or failed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from reportparse.batch.corrections import Correction, by_document
from reportparse.batch.inputs import Input
from reportparse.batch.journal import Journal
from reportparse.batch.pace import Pace, size_of
from reportparse.batch.summary import Progress
from reportparse.batch.work import Job
from reportparse.batch.workers import Done, until_changed
from reportparse.formats import UnreadableError
from reportparse.formats.archive import read_member
from reportparse.formats.limits import MAX_BYTES, too_large
from reportparse.model import Failure
from reportparse.tables import doc_id
from reportparse.tables.written import OldTables


class Ledger:
    """The documents of one run. Their rows lie in the old tables and in the journal; here is only where."""

    def __init__(
        self,
        inputs: Sequence[Input],
        vocabulary: str,
        old: OldTables | None,
        journal: Journal,
        timeout: float,
        ocr: bool = False,
        corrections: Sequence[Correction] = (),
    ):
        self.inputs = inputs
        self.old = old
        self.timeout = timeout
        self.journal = journal
        self.vocabulary = vocabulary
        self.ocr = ocr
        self.corrections = corrections
        self._corrections_of = by_document(corrections)
        self._failures: list[Failure] = []
        self.reused = 0
        self.not_tried = 0
        self.characters = 0
        self._keys: dict[str, str] = {}
        self._in_journal: set[str] = set()
        self._last = ""
        self.pace = Pace({doc_id(item.source): size_of(item.path) for item in inputs})

    def jobs(self, on_tick: Callable[[], None]) -> Iterator[Job]:
        """Yield what is to be read; documents whose rows can be kept are noted on the way.

        Args:
            on_tick: called for each document that need not be read.
        """
        for item in self.inputs:
            job = self._job(item)
            if isinstance(job, Failure):
                self.fail(job)
            elif not self._kept(doc_id(job.source), job.key) and not self._known_to_fail(job):
                yield job
                continue
            self.pace.kept(doc_id(item.source))
            on_tick()

    def _job(self, item: Input) -> Job | Failure:
        data, more = _bytes(item, item.source), _pages(item)
        if isinstance(data, Failure):
            return data
        if isinstance(more, Failure):
            return more
        corrections = self._corrections_of.get(doc_id(item.source), ())
        return Job(item.source, data, item.year, item.place, self.vocabulary, self.ocr, corrections, more)

    def _kept(self, doc: str, key: str) -> bool:
        if not self.old or self.old.keys.get(doc) != key:
            if not self.journal.holds(doc, key):
                return False
            self._in_journal.add(doc)
        self._keys[doc] = key
        self.reused += 1
        return True

    def _known_to_fail(self, job: Job) -> bool:
        """A document that ran out of time is not tried again before it, the program or the limit changes."""
        failure = self.old.failures.get(job.source) if self.old else None
        if failure is None or failure.input_key != until_changed(job.key, self.timeout):
            return False
        self.fail(failure)
        self.not_tried += 1
        return True

    def note(self, source: str, key: str, done: Done) -> None:
        """Note the outcome of one job."""
        doc, self._last = doc_id(source), source
        if isinstance(done, Failure):
            self.fail(done)
            self.pace.done(doc, 0.0, 0, time.monotonic())
            return
        self.pace.done(doc, done.seconds, done.pages, time.monotonic())
        self.journal.add(doc, key, done.packed)
        self._in_journal.add(doc)
        self._keys[doc] = key
        self.characters += done.characters

    def fail(self, failure: Failure) -> None:
        """Note a failure, of a document or of what is made of all of them."""
        self._failures.append(failure)

    def progress(self, began: float, writing: bool = False) -> Progress:
        """Return how far the run has come that began at a reading of the monotonic clock."""
        now = time.monotonic()
        return Progress(
            total=len(self.inputs),
            done=len(self._keys) + len(self._failures),
            characters=self.characters,
            failures=len(self._failures),
            seconds=now - began,
            source=self._last,
            pages=self.pace.pages,
            left=None if writing else self.pace.left(now),
            writing=writing,
        )

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed, in the order of the sources."""
        return tuple(sorted(self._failures, key=lambda f: f.source))

    @property
    def dropped(self) -> int:
        """How many files failed that have rows in the tables so far."""
        return sum(doc_id(f.source) in self.old.keys for f in self._failures) if self.old else 0

    def documents(self) -> list[tuple[str, str]]:
        """Return id and key of every document that has rows, in the order of the tables."""
        docs = [doc_id(i.source) for i in self.inputs]
        return [(doc, self._keys[doc]) for doc in docs if doc in self._keys]

    def tables(self, doc: str) -> dict[str, pa.Table]:
        """Return the rows of one document."""
        if self.old and doc not in self._in_journal:
            return self.old.tables(doc)
        return self.journal.tables(doc, self._keys[doc])


def _pages(item: Input) -> tuple[tuple[str, bytes], ...] | Failure:
    """The next pages of a report, each with its source."""
    out: list[tuple[str, bytes]] = []
    for page in item.more:
        data = _bytes(page, item.source)
        if isinstance(data, Failure):
            return data
        out.append((page.source, data))
    size = sum(len(data) for _, data in out)
    if size > MAX_BYTES:
        return Failure(item.source, "find", "too_large", str(too_large("bytes of next pages", size, MAX_BYTES)))
    return tuple(out)


def _bytes(item: Input, source: str) -> bytes | Failure:
    """The bytes of a file, or why the document ``source`` that they belong to cannot be read."""
    if item.refused:
        return Failure(source, "find", "link", item.refused)
    page = "" if item.source == source else f"{item.source}: "
    try:
        if not item.path.is_file():
            raise UnreadableError("no_file", "this is no regular file; supply the report itself")
        if item.member:
            return read_member(item.path, item.member)
        size = item.path.stat().st_size
        if size > MAX_BYTES:
            raise too_large("bytes", size, MAX_BYTES)
        return item.path.read_bytes()
    except UnreadableError as error:
        return Failure(source, "find", error.error, f"{page}{error}")
    except OSError as error:
        why = f"{page}cannot be read ({error.strerror}); check its permissions"
        return Failure(source, "find", type(error).__name__, why)
