"""Where jobs run: in this process, in isolated processes of this machine, or on a cluster.

All three give a ``submit`` that returns a future, and say how many jobs there is room for, so that one loop drives
any of them.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from reportparse.batch.work import Job, Parsed, work
from reportparse.model import Failure

Done: TypeAlias = Parsed | Failure
Submit: TypeAlias = Callable[[Job], "Future[Done]"]
Room: TypeAlias = Callable[[], int]
"""How many jobs may be under way at this moment; a cluster grows and shrinks."""

_AHEAD = 3
"""Jobs a worker that wait with their bytes in memory, so that none idles."""


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

    A job that crashes its worker, or takes more than ``timeout`` seconds or ``memory`` bytes, costs only itself.
    """
    from pebble import ProcessPool

    pool: Any = ProcessPool(jobs, initializer=_start, initargs=(memory,), context=_context())
    try:
        yield (lambda job: pool.schedule(work, args=(job,), timeout=timeout)), lambda: _AHEAD * jobs
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def _context() -> Any:
    """Processes that share nothing with this one; where the system can, they are copies of one that is warm already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["reportparse.batch.warm"])
    return context


def _start(memory: int) -> None:
    """Limit the process's memory where the system can, and leave Ctrl-C to the parent, which stops its workers.

    Libraries reserve addresses that they never touch, so the limit counts from where a warm worker stands.
    """
    importlib.import_module("reportparse.batch.warm")
    if os.name == "posix":
        import resource
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        limit = memory + _data_in_use()
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _data_in_use() -> int:
    """Bytes of this process that the limit counts; only Linux says."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[5]) * os.sysconf("SC_PAGESIZE") if statm.exists() else 0


def run(submit: Submit, jobs: Iterable[Job], room: Room, timeout: float) -> Iterator[tuple[str, str, Done]]:
    """Yield source, key and result of every job as it is done, holding only a few jobs in memory."""
    waiting: dict[Future[Done], tuple[str, str]] = {}
    for job in jobs:
        waiting[submit(job)] = (job.source, job.key)
        while len(waiting) >= room():
            yield from _finished(waiting, timeout)
    while waiting:
        yield from _finished(waiting, timeout)


def _finished(waiting: dict[Future[Done], tuple[str, str]], timeout: float) -> Iterator[tuple[str, str, Done]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        source, key = waiting.pop(future)
        yield source, key, _result(future, source, timeout)


def _result(future: Future[Done], source: str, timeout: float) -> Done:
    try:
        return future.result()
    except TimeoutError:
        message = f"not done after {timeout:g} s; give it more with --timeout or split the document"
        return Failure(source, "worker", "timeout", message)
    except Exception as error:
        cause = "the document takes too long or too much memory, or crashes a library"
        message = f"the worker process died ({_line(error)}); {cause}"
        return Failure(source, "worker", "crash", message)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
