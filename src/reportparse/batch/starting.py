"""Worker processes: started so that nothing of the caller's runs in them, and nothing of theirs is printed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from multiprocessing import forkserver, resource_tracker
from threading import RLock
from types import ModuleType
from typing import Any

_STARTING = RLock()


_HOW = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""Processes that share nothing with this one; where the system can, they are copies of one that is warm already."""
_Process: Any = multiprocessing.get_context(_HOW).Process  # type: ignore[attr-defined]


class Worker(_Process):  # type: ignore[misc]
    """A process that is started quietly."""

    def start(self) -> None:
        """Start it."""
        with _quietly():
            super().start()


def context() -> Any:
    """Return what starts processes, pipes to them, and locks that they share."""
    found: Any = copy(multiprocessing.get_context(_HOW))
    found.Process = Worker
    if _HOW == "forkserver":
        found.set_forkserver_preload(["reportparse.batch.hush", "reportparse.batch.lean", "reportparse.batch.warm"])
        with _quietly():
            forkserver.ensure_running()
    return found


@contextmanager
def _quietly() -> Iterator[None]:
    """Let a process that is started here be none of the caller's doing.

    It looks for no library in the current folder, where anything may lie. It does not load the caller's script: one
    that calls ``extract`` at its top would do so again, and one that came by stdin is nowhere to be found. Ctrl-C does
    not reach it: it ends with its parent, which says so in one line, where its own imports would print a traceback.
    """
    with _STARTING, _safe_path(), _no_script(), _no_interrupt():
        yield


@contextmanager
def _safe_path() -> Iterator[None]:
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


@contextmanager
def _no_script() -> Iterator[None]:
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold Ctrl-C back; processes that are started meanwhile never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let Ctrl-C through again, once it runs
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
