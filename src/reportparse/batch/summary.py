"""What one run did, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.model import Failure


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    total: int
    done: int
    """Documents read in this run, kept from the last one, or failed."""
    characters: int
    """Characters read in this run."""
    failures: int
    seconds: float
    source: str
    """The file that was done last; empty before the first is."""
    pages: int = 0
    """Pages of PDFs read in this run, of documents done and under way."""
    left: float | None = None
    """Seconds until all documents are read, by what they have taken so far; None while nothing tells."""
    writing: bool = False
    """All documents are read, and the tables are being written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run of ``extract``. They are of the tables as written, rows kept from an earlier run included."""

    outputs: str
    documents: int
    reused: int
    """Documents that were not parsed again because nothing that decides their rows has changed."""
    claims: int
    mentions: int
    repairs: int
    characters: int
    """Characters parsed in this run."""
    failures: tuple[Failure, ...]
    not_tried: int
    """Failures of documents that ran out of time in an earlier run and were not tried again."""
    dropped: int
    """Failures of documents whose rows, of an earlier run, are no longer in the tables."""
    seconds: float
    corrections: int = 0
    """Rows of corrections.csv that changed a claim."""
    gone: tuple[str, ...] = ()
    """A line for each row of corrections.csv whose claim is gone."""

    @property
    def exit_code(self) -> int:
        """0; 1 where some file gave no rows."""
        return 1 if self.failures else 0
