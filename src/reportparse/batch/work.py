"""What a worker does: the bytes of one file → its packed tables, or why there are none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from reportparse.batch.packed import pack
from reportparse.formats import UnreadableError, read
from reportparse.lexicon.own import with_own
from reportparse.model import Failure
from reportparse.pipeline import parse
from reportparse.tables import check


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

    @property
    def key(self) -> str:
        """A digest of everything that decides the rows: equal keys mean equal rows."""
        parts = [self.source, str(self.year), str(self.place), self.vocabulary, str(self.ocr), _program()]
        digest = hashlib.sha256("\0".join(parts).encode("utf8", "surrogatepass"))
        digest.update(self.data)
        return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file's tables as ``pack`` made them."""

    characters: int
    packed: bytes


@lru_cache(maxsize=1)
def _program() -> str:
    """A digest of the program, its vocabulary, and the libraries that decide what is read."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".toml", ".csv", ".sql")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for library in ("jieba", "lxml", "markdown-it-py", "openpyxl", "pdfplumber", "pypdfium2", "trafilatura"):
        digest.update(version(library).encode())
    return digest.hexdigest()


def work(job: Job) -> Parsed | Failure:
    """Read, parse and check one file; whatever goes wrong with it comes back as a value."""
    stage = "read"
    try:
        document = read(job.data, job.source, ocr=job.ocr)
        stage = "parse"
        report = parse(document, None, job.year, job.place, lexicon=with_own(job.vocabulary))
        stage = "tables"
        tables = report.tables(document, job.key)
        check(tables)
        return Parsed(len(document.text), pack(tables))
    except UnreadableError as error:
        return Failure(job.source, stage, error.error, str(error))
    except MemoryError:
        return Failure(
            job.source, stage, "out_of_memory", "the document needs more memory than a worker may use; split it"
        )
    except Exception as error:
        message = f"{type(error).__name__}: {error}; this is a fault of the program, please report it"
        return Failure(job.source, stage, type(error).__name__, message)
