"""How far a run has come, on stderr: a bar on a terminal, lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportparse.cli.say import counted, say

if TYPE_CHECKING:
    from reportparse.batch import Progress

_EVERY = 5.0
"""Seconds between two lines."""


@contextmanager
def watching(quiet: bool, verbose: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what ``extract`` calls while it works."""
    if quiet:
        yield None
    elif verbose:
        yield _each()
    elif sys.stderr.isatty():
        with _bar() as on_progress:
            yield on_progress
    else:
        yield _lines()


def _each() -> Callable[[Progress], None]:
    """A line a document."""
    last = ""

    def on_progress(at: Progress) -> None:
        nonlocal last
        if at.source != last:
            last = at.source
            say(f"{at.done}/{at.total} {at.source}")

    return on_progress


def _lines() -> Callable[[Progress], None]:
    last = 0.0

    def on_progress(at: Progress) -> None:
        nonlocal last
        if at.seconds - last >= _EVERY:
            last = at.seconds
            say(_told(at))

    return on_progress


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda at: bar.update(task, completed=_share(at), description=_told(at))


def _share(at: Progress) -> float:
    """How much of its time the reading has taken; by documents, where that is not known."""
    if at.left is None:
        return at.done / at.total
    return at.seconds / (at.seconds + at.left)


def _told(at: Progress) -> str:
    """Say in one line how far a run has come.

    >>> from reportparse.batch import Progress
    >>> _told(Progress(40, 12, 90_000, 1, 30.0, "a.pdf", pages=230, left=70.0))
    '12/40 documents, 230 pages, 1 failure, 1 min 10 s left'
    >>> _told(Progress(40, 40, 900_000, 0, 100.0, "a.pdf", writing=True))
    '40/40 documents, writing the tables'
    """
    said = [f"{at.done}/{at.total} document{'s' * (at.total != 1)}"]
    said += [counted(at.pages, "page")] if at.pages else []
    said += [counted(at.failures, "failure")] if at.failures else []
    if at.writing:
        said.append("writing the tables")
    elif at.left is not None:
        said.append(f"{_duration(at.left)} left")
    return ", ".join(said)


def _duration(seconds: float) -> str:
    """Return a time in words; the longer it is, the coarser.

    >>> [_duration(s) for s in (0.2, 59.4, 75, 600, 8000)]
    ['1 s', '59 s', '1 min 15 s', '10 min', '2 h 13 min']
    """
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 300:
        return f"{whole // 60} min {whole % 60} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
