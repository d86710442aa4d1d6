"""How far a run has come, on stderr: a bar on a terminal, lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportparse.cli.say import say

if TYPE_CHECKING:
    from reportparse.batch import Progress

_EVERY = 5.0
"""Seconds between two lines."""


@contextmanager
def watching(quiet: bool, verbose: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what ``extract`` calls after every document."""
    if quiet:
        yield None
    elif verbose:
        yield lambda at: say(f"{at.done}/{at.total} {at.source}")
    elif sys.stderr.isatty():
        with _bar() as on_progress:
            yield on_progress
    else:
        yield _lines()


def _lines() -> Callable[[Progress], None]:
    last = 0.0

    def on_progress(at: Progress) -> None:
        nonlocal last
        if at.seconds - last >= _EVERY:
            last = at.seconds
            left = at.seconds / at.done * (at.total - at.done)
            say(f"{at.done}/{at.total} documents, {_speed(at)}, {at.failures} failures, {left:.0f} s left")

    return on_progress


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def on_progress(at: Progress) -> None:
            failed = f", {at.failures} failures" if at.failures else ""
            bar.update(task, total=at.total, completed=at.done, description=_speed(at) + failed)

        yield on_progress


def _speed(at: Progress) -> str:
    return f"{at.characters / max(at.seconds, 1e-9):,.0f} characters/s"
