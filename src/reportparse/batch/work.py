"""What a worker does: the bytes of one file → its packed tables, or why there are none."""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

from reportparse.batch.corrections import Correction, correct
from reportparse.batch.packed import pack
from reportparse.formats import UnreadableError, read_one
from reportparse.formats.joined import join
from reportparse.formats.limits import MAX_PAGES
from reportparse.lexicon.own import with_own
from reportparse.model import Document, Failure
from reportparse.pipeline import parse
from reportparse.tables import check, doc_id
from reportparse.version import __version__

LIBRARIES = (
    "ahocorasick-rs",
    "charset-normalizer",
    "jieba",
    "justext",
    "lxml",
    "markdown-it-py",
    "numpy",
    "onnxruntime",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "rapidocr",
    "regex",
    "trafilatura",
)
"""What has a say in which text is read, and what is made of it."""

PAGE_SECONDS, OCR_SECONDS, MEGABYTE_SECONDS = 2.0, 30.0, 10.0
"""What a page of a PDF, one that may be read as a picture, or a megabyte of any file adds to a document's time."""
_MOST_SECONDS = 30.0 * 86_400


@dataclass(frozen=True, slots=True)
class Job:
    """One file with all that decides its rows."""

    source: str
    data: bytes
    year: int | None = None
    place: str | None = None
    vocabulary: str = ""
    """Content of the user's own lexicon."""
    ocr: bool = False
    """Whether pages without text are read as pictures."""
    corrections: tuple[Correction, ...] = ()
    """What a person has put right in its claims."""
    more: tuple[tuple[str, bytes], ...] = ()
    """Source and bytes of the files that hold the next pages of the same report."""

    @property
    def key(self) -> str:
        """A digest of everything that decides the rows: equal keys mean equal rows."""
        parts = [self.source, str(self.year), str(self.place), self.vocabulary, str(self.ocr), program()]
        digest = hashlib.sha256("\0".join(parts).encode("utf8", "surrogatepass"))
        digest.update(repr(self.corrections).encode("utf8", "surrogatepass") if self.corrections else b"")
        digest.update(self.data)
        for source, data in self.more:
            digest.update(f"\0{source}\0{len(data)}\0".encode("utf8", "surrogatepass") + data)
        return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file's tables as ``pack`` made them."""

    characters: int
    packed: bytes
    pages: int = 0
    seconds: float = 0.0
    """What it took."""


@lru_cache(maxsize=1)
def ingredients() -> dict[str, str]:
    """Return what decides the rows of a document beside itself: the program's code and words, and its libraries."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".csv", ".sql")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    own = {
        "reportparse": f"{__version__} ({digest.hexdigest()[:12]})",
        "Python": ".".join(platform.python_version_tuple()[:2]),
    }
    return own | {name: _version(name) for name in LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"


@lru_cache(maxsize=1)
def program() -> str:
    """Return a digest of ``ingredients``: where it is equal, equal documents give equal rows."""
    return hashlib.sha256(json.dumps(ingredients(), sort_keys=True).encode()).hexdigest()


@contextmanager
def watched(job: Job, timeout: float, last_words: Path) -> Iterator[None]:
    """End this process if what is done here takes longer than the document may.

    The watch counts monotonic time, as an operating system keeps it, and needs no interpreter, so that neither a clock
    that is set nor a library that never comes back holds it up. Before it ends the process it writes to ``last_words``,
    which nothing else does. How the process ends says less: what the watch writes of a busy interpreter may crash it.
    """
    with _opened(last_words) as file:
        try:
            # Counting pages is a library's work, too.
            _arm(timeout, file)
            more = sum(allowance(data, 0, job.ocr) for _, data in job.more)
            _arm(allowance(job.data, timeout, job.ocr) + more, file)
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
    last_words.unlink(missing_ok=True)


def was_heard(last_words: Path) -> bool:
    """Return whether a watch ended its process, which then wrote to this file.

    >>> was_heard(Path("no-such-file"))
    False
    """
    return last_words.exists() and last_words.stat().st_size > 0


def _opened(last_words: Path) -> TextIO:
    try:
        return open(last_words, "w")
    except OSError:
        return open(os.devnull, "w")


def _arm(seconds: float, file: TextIO) -> None:
    faulthandler.dump_traceback_later(min(seconds, _MOST_SECONDS), exit=True, file=file)


def allowance(data: bytes, timeout: float, ocr: bool = False) -> float:
    """Return the seconds that a document may take: ``timeout``, and more for each page of a PDF or each megabyte.

    >>> allowance(bytes(3_000_000), 120)
    150.0
    """
    pages = _pages(data) if data[:1024].find(b"%PDF-") >= 0 else 0
    return timeout + max(pages * (OCR_SECONDS if ocr else PAGE_SECONDS), len(data) / 1e6 * MEGABYTE_SECONDS)


def _pages(data: bytes) -> int:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return min(len(document), MAX_PAGES)
    finally:
        document.close()


def _page(job: Job, source: str, data: bytes) -> Document:
    try:
        return read_one(data, source, job.ocr)
    except UnreadableError as error:
        raise UnreadableError(error.error, f"{source}: {error}") from error


def work(job: Job, on_page: Callable[[str, int, int], None] | None = None) -> Parsed | Failure:
    """Read, parse and check one file; whatever goes wrong with it comes back as a value.

    Args:
        job: the file.
        on_page: called with the document's id, the number of a page, and how many there are, when it has been read.
    """
    stage, began = "read", time.monotonic()
    told = on_page and partial(on_page, doc_id(job.source))
    try:
        first = read_one(job.data, job.source, job.ocr, told)
        document = join([first, *(_page(job, *page) for page in job.more)])
        stage = "parse"
        lexicon = with_own(job.vocabulary)
        report = parse(document, None, job.year, job.place, lexicon=lexicon)
        stage = "tables"
        tables = report.tables(document, job.key)
        tables = correct(tables, job.corrections, lexicon)
        check(tables)
        packed = pack(tables)
        return Parsed(len(document.text), packed, len(document.pages), time.monotonic() - began)
    except UnreadableError as error:
        return Failure(job.source, stage, error.error, str(error))
    except MemoryError:
        return Failure(
            job.source, stage, "out_of_memory", "the document needs more memory than a worker may use; split it"
        )
    except Exception as error:
        message = f"{type(error).__name__}: {error}; this is a fault of the program, please report it"
        return Failure(job.source, stage, type(error).__name__, message)
