"""Where jobs run: in this process, in isolated processes of this machine, or on a cluster.

All three give a ``submit`` that returns a future, and say how many jobs there is room for, so that one loop drives
any of them.
"""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, TypeAlias

from reportparse.batch.inputs import InputError
from reportparse.batch.work import MEGABYTE_SECONDS, PAGE_SECONDS, Job, Parsed, watched, work
from reportparse.model import Failure

Done: TypeAlias = Parsed | Failure
Submit: TypeAlias = Callable[[Job], "Future[Done]"]
Room: TypeAlias = Callable[[], int]
"""How many jobs may be under way at this moment; a cluster grows and shrinks."""

_AHEAD = 3
"""Jobs a worker that wait with their bytes in memory, so that none idles."""
_PATIENCE = 30.0
"""Seconds without a result after which the place where jobs run is asked how it is."""
_OUT_OF_TIME = 1
"""Exit code of a worker that its watch ended."""


@contextmanager
def here() -> Iterator[tuple[Submit, Room]]:
    """Run each job at once in this process: no isolation, no time limit."""

    def submit(job: Job) -> Future[Done]:
        future: Future[Done] = Future()
        future.set_result(work(job))
        return future

    yield submit, lambda: 1


@contextmanager
def processes(jobs: int, timeout: float, memory: int) -> Iterator[tuple[Submit, Room]]:
    """Run jobs in ``jobs`` worker processes.

    A job that crashes its worker, or takes longer than it may or more than ``memory`` bytes, costs only itself.
    """
    from pebble import ProcessPool

    pool: Any = ProcessPool(jobs, initializer=_start, initargs=(memory,), context=_context())
    try:
        yield (lambda job: pool.schedule(_work, args=(job, timeout))), lambda: _AHEAD * jobs
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def _work(job: Job, timeout: float) -> Done:
    with watched(job, timeout):
        return work(job)


def _context() -> Any:
    """Processes that share nothing with this one; where the system can, they are copies of one that is warm already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportparse.batch.warm"])
    with _safe_path():
        forkserver.ensure_running()
    return context


@contextmanager
def _safe_path() -> Iterator[None]:
    """Let processes that are started here not look for libraries in the current folder, where anything may lie."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


def _start(memory: int) -> None:
    """Limit the process's memory where the system can, and leave Ctrl-C to the parent, which stops its workers.

    The system ends the process when the parent is no more, even in the midst of a library that never comes back.

    Libraries reserve addresses that they never touch, so the limit counts from where a warm worker stands.
    """
    importlib.import_module("reportparse.batch.warm")
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


def run(submit: Submit, jobs: Iterable[Job], room: Room, timeout: float) -> Iterator[tuple[str, str, Done]]:
    """Yield source, key and result of every job as it is done, holding only a few jobs in memory."""
    waiting: dict[Future[Done], Job] = {}
    for job in jobs:
        waiting[submit(job)] = job
        while len(waiting) >= room():
            yield from _finished(waiting, room, timeout)
    while waiting:
        yield from _finished(waiting, room, timeout)


def _finished(waiting: dict[Future[Done], Job], room: Room, timeout: float) -> Iterator[tuple[str, str, Done]]:
    done, _ = wait(waiting, _PATIENCE, FIRST_COMPLETED)
    if not done:
        room()
    for future in done:
        job = waiting.pop(future)
        yield job.source, job.key, _result(future, job, timeout)


def _result(future: Future[Done], job: Job, timeout: float) -> Done:
    try:
        return future.result()
    except (InputError, CancelledError):
        raise
    except Exception as error:
        if getattr(error, "exitcode", None) == _OUT_OF_TIME:
            more = f"and {PAGE_SECONDS:g} s a page or {MEGABYTE_SECONDS:g} s a megabyte"
            message = f"not done within {timeout:g} s {more}; give it more with --timeout or split the document"
            return Failure(job.source, "worker", "timeout", message, until_changed(job.key, timeout))
        cause = "the document takes too long or too much memory, or crashes a library"
        return Failure(job.source, "worker", "crash", f"the worker process died ({_line(error)}); {cause}")


def until_changed(key: str, timeout: float) -> str:
    """Return a digest that stays the same as long as a document that ran out of time would do so again."""
    return hashlib.sha256(f"{key}\0{float(timeout)!r}".encode()).hexdigest()[:32]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
