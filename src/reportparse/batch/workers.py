"""Where jobs run: in this process, in isolated processes of this machine, or on a cluster.

All three are a ``Place``, so that one loop drives any of them.
"""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from reportparse.batch.inputs import InputError
from reportparse.batch.starting import context
from reportparse.batch.work import MEGABYTE_SECONDS, PAGE_SECONDS, Job, Parsed, was_heard, watched, work
from reportparse.model import Failure

Done: TypeAlias = Parsed | Failure
Waiting: TypeAlias = dict["Future[list[Done]]", Sequence[Job]]

Read: TypeAlias = tuple[str, int, int]
"""A document of which a page has been read: its id, the page, and how many it has."""

_STRETCH_BYTES = 500_000
"""Bytes of documents that travel together, more or less."""
_PATIENCE = 30.0
"""Seconds without a result after which the place where jobs run is asked how it is."""
_TICK = 1.0
"""Seconds after which whoever waits is told what is new."""


def _never(_: Job) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Place:
    """Where jobs run."""

    submit: Callable[[Sequence[Job]], Future[list[Done]]]
    """Runs a stretch of jobs, one after the other."""
    workers: Callable[[], int]
    """How many stretches run at this moment; a cluster grows and shrinks."""
    ahead: int = 1
    """Stretches a worker that are under way, so that none idles."""
    most: int = 1
    """Documents of a stretch, at most."""
    ran_out: Callable[[Job], bool] = _never
    """Whether it was for want of time that the worker of this job died."""
    news: Callable[[], Iterable[Read]] = tuple
    """The pages that have been read since the last call."""


@contextmanager
def here(on_page: Callable[[str, int, int], None]) -> Iterator[Place]:
    """Run each job at once in this process: no isolation, no time limit."""

    def submit(jobs: Sequence[Job]) -> Future[list[Done]]:
        future: Future[list[Done]] = Future()
        future.set_result([work(job, on_page) for job in jobs])
        return future

    yield Place(submit, lambda: 1)


@contextmanager
def processes(jobs: int, timeout: float, memory: int) -> Iterator[Place]:
    """Run jobs in ``jobs`` worker processes.

    A job that crashes its worker, or takes longer than it may or more than ``memory`` bytes, costs only itself.
    """
    from pebble import ProcessPool

    own = context()
    heard, tell = own.Pipe(duplex=False)
    words = tempfile.TemporaryDirectory(prefix="reportparse-")
    pool: Any = ProcessPool(jobs, initializer=_start, initargs=(memory, tell), context=own)
    try:
        yield Place(
            lambda stretch: pool.schedule(_work, args=(stretch, timeout, words.name)),
            lambda: jobs,
            ahead=3,
            ran_out=lambda job: was_heard(Path(words.name, job.key)),
            news=lambda: _news(heard),
        )
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()
        heard.close()
        tell.close()
        words.cleanup()


def _news(heard: Connection) -> Iterator[Read]:
    while heard.poll():
        yield heard.recv()


def _work(jobs: Sequence[Job], timeout: float, words: str) -> list[Done]:
    out = []
    for job in jobs:
        with watched(job, timeout, Path(words, job.key)):
            out.append(work(job, _tell))
    return out


def _tell(doc: str, page: int, of: int) -> None:
    """Say that a page has been read; so few bytes reach the parent whole or not at all."""
    _to_parent[0].send((doc, page, of))


_to_parent: list[Connection] = []


def _start(memory: int, tell: Connection) -> None:
    """Limit the process's memory where the system can, and leave Ctrl-C to the parent, which stops its workers.

    The system ends the process when the parent is no more, even in the midst of a library that never comes back.

    Libraries reserve addresses that they never touch, so the limit counts from where a warm worker stands.
    """
    importlib.import_module("reportparse.batch.lean")
    importlib.import_module("reportparse.batch.warm")
    _to_parent[:] = [tell]
    if os.name == "posix":
        import resource
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _end_with_parent()
        limit = memory + _data_in_use()
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _data_in_use() -> int:
    """Bytes of this process that the limit counts; only Linux says."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[5]) * os.sysconf("SC_PAGESIZE") if statm.exists() else 0


def _end_with_parent() -> None:
    """Ask for SIGIO, which ends a process, when the parent's end of the pipe between them closes."""
    import fcntl

    parent = multiprocessing.parent_process()
    if parent and hasattr(fcntl, "F_SETOWN") and hasattr(os, "O_ASYNC"):
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def run(
    place: Place, jobs: Iterable[Job], timeout: float, on_tick: Callable[[], None]
) -> Iterator[tuple[str, str, Done]]:
    """Yield source, key and result of every job as it is done, holding only a few jobs in memory.

    Where a worker dies over several jobs, each is tried once more by itself when all others are done.

    Args:
        place: where jobs run.
        jobs: what is to be done.
        timeout: seconds that one may take, for messages.
        on_tick: called about once a second while jobs are waited for.
    """
    waiting: Waiting = {}
    again: list[Job] = []
    for stretch in _stretches(jobs, place.most):
        waiting[place.submit(stretch)] = stretch
        while len(waiting) >= place.ahead * place.workers():
            yield from _finished(place, waiting, again, timeout, on_tick)
    while waiting:
        yield from _finished(place, waiting, again, timeout, on_tick)
    for job in again:
        waiting[place.submit([job])] = [job]
        while len(waiting) >= place.workers():
            yield from _finished(place, waiting, again, timeout, on_tick)
    while waiting:
        yield from _finished(place, waiting, again, timeout, on_tick)


def _stretches(jobs: Iterable[Job], most: int) -> Iterator[list[Job]]:
    stretch: list[Job] = []
    size = 0
    for job in jobs:
        stretch.append(job)
        size += len(job.data)
        if len(stretch) >= most or size >= _STRETCH_BYTES:
            yield stretch
            stretch, size = [], 0
    if stretch:
        yield stretch


def _finished(
    place: Place, waiting: Waiting, again: list[Job], timeout: float, on_tick: Callable[[], None]
) -> Iterator[tuple[str, str, Done]]:
    until = time.monotonic() + _PATIENCE
    done: set[Future[list[Done]]] = set()
    while not done and time.monotonic() < until:
        done, _ = wait(waiting, _TICK, FIRST_COMPLETED)
        on_tick()
    if not done:
        place.workers()
    for future in done:
        stretch = waiting.pop(future)
        try:
            results = future.result()
        except (InputError, CancelledError):
            raise
        except Exception as error:
            if len(stretch) > 1:
                again.extend(stretch)
                continue
            results = [_why(place, error, stretch[0], timeout)]
        for job, result in zip(stretch, results, strict=True):
            yield job.source, job.key, result


def _why(place: Place, error: Exception, job: Job, timeout: float) -> Failure:
    if place.ran_out(job):
        return out_of_time(job, timeout)
    cause = "the document takes too long or too much memory, or crashes a library"
    return Failure(job.source, "worker", "crash", f"the worker process died ({_line(error)}); {cause}")


def out_of_time(job: Job, timeout: float) -> Failure:
    """Return what becomes of a document that took longer than it may."""
    more = f"and {PAGE_SECONDS:g} s a page or {MEGABYTE_SECONDS:g} s a megabyte"
    message = f"not done within {timeout:g} s {more}; give it more with --timeout or split the document"
    return Failure(job.source, "worker", "timeout", message, until_changed(job.key, timeout))


def until_changed(key: str, timeout: float) -> str:
    """Return a digest that stays the same as long as a document that ran out of time would do so again."""
    return hashlib.sha256(f"{key}\0{float(timeout)!r}".encode()).hexdigest()[:32]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
