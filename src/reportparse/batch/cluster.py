"""Jobs on a dask.distributed cluster, through its ``concurrent.futures`` executor."""

from __future__ import annotations

import importlib
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportparse.batch.inputs import InputError
from reportparse.batch.work import Job, ingredients, was_heard, watched, work
from reportparse.batch.workers import Place, out_of_time

if TYPE_CHECKING:
    from reportparse.batch.workers import Done

_CONNECT_SECONDS = 20
_WAIT_SECONDS = 10
_CLOSE_SECONDS = 5
_AHEAD = 2
"""Stretches a thread: one that is worked on, and one that lies ready."""
_MOST = 8
"""Documents that travel together, since each message costs as much as a page of text."""
_SHARES = 4
"""Stretches that each thread should get, at least, so that all end at about the same time."""
_log = logging.getLogger("reportparse")


class OtherVersionError(InputError):
    """Workers that would give other rows than this machine."""


@contextmanager
def cluster(address: str, timeout: float, documents: int) -> Iterator[Place]:
    """Run jobs on the workers of the scheduler at ``address``.

    Files travel with their jobs, so that workers need not see the inputs. A worker that dies loses nothing: dask gives
    its jobs to another, and gives jobs up that have been there at four deaths. Those of a stretch, or that waited
    behind a deadly one, need not be guilty, so each is then tried by itself, with none that waits.

    Raises:
        InputError: if dask is not installed, no scheduler answers, the scheduler goes away, or a worker holds another
            version of the program or of a library that decides what is read.
    """
    connect = _client_class()
    with _quiet_dask():
        client = _connected(connect, address)
        try:
            _await_workers(client, address)
            expected, run = ingredients(), secrets.token_hex(8)
            _refuse_others(client.run(_asker(), on_error="return"), expected)
            executor = client.get_executor(pure=False)
            yield Place(
                lambda jobs: executor.submit(_work, jobs, timeout, expected, run),
                lambda: _threads(client, address),
                ahead=_AHEAD,
                most=max(1, min(_MOST, documents // (_SHARES * _threads(client, address)))),
                ran_out=lambda job: any(client.run(_ran_out, run, job.key, on_error="ignore").values()),
            )
        except CancelledError as error:
            gone = "the scheduler has gone; what is read so far is kept: start it again and run this again"
            raise InputError(f"{address}: {gone}") from error
        finally:
            client.close(timeout=_CLOSE_SECONDS)


def _client_class() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise InputError("--scheduler needs dask: install reportparse[cluster]") from error
    return distributed.Client


def _connected(connect: Any, address: str) -> Any:
    try:
        return connect(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: no dask scheduler answers; check the address") from error


@contextmanager
def _quiet_dask() -> Iterator[None]:
    """What dask and its event loop log of lost connections is said here in one line."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado", "asyncio")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _await_workers(client: Any, address: str) -> None:
    """Wait for the first worker, and say so again and again."""
    began = time.monotonic()
    while True:
        try:
            client.wait_for_workers(1, timeout=_WAIT_SECONDS)
            return
        except TimeoutError:
            _no_worker(address, time.monotonic() - began)


def _no_worker(address: str, seconds: float) -> None:
    _log.warning("%s: no worker for %.0f s; start some (dask worker %s --nthreads 1)", address, seconds, address)


def _threads(client: Any, address: str) -> int:
    try:
        threads: int = sum(client.nthreads().values())
    except OSError as error:
        raise CancelledError from error
    if not threads:
        _no_worker(address, _WAIT_SECONDS)
    return max(1, threads)


def _asker() -> Callable[[], dict[str, str]]:
    """A function that travels to workers as code, so that one of any version can run it."""

    def ask() -> dict[str, str]:
        try:
            from reportparse.batch.work import ingredients

            return ingredients()
        except ImportError:
            return {"reportparse": "missing, or too old to say"}

    return ask


def _refuse_others(found: Mapping[str, Any], expected: Mapping[str, str]) -> None:
    """Refuse workers whose program or libraries differ.

    One that goes away while it is asked is nothing to refuse: what comes in its place is asked before it works.

    Raises:
        OtherVersionError: with every such worker and what differs on it.
    """
    there = {worker: here for worker, here in found.items() if not isinstance(here, OSError)}
    others = [f"worker {worker}: {line}" for worker, here in there.items() if (line := _difference(here, expected))]
    if others:
        raise OtherVersionError(f"{'; '.join(others)}; install the same versions on all workers")


def _difference(found: object, expected: Mapping[str, str]) -> str:
    if not isinstance(found, Mapping):
        return f"does not say its versions ({found})"
    names = [name for name in {**expected, **found} if expected.get(name) != found.get(name)]
    return ", ".join(f"{name} {found.get(name, 'unknown')}, here {expected.get(name, 'unknown')}" for name in names)


def _work(jobs: Sequence[Job], timeout: float, expected: Mapping[str, str], run: str) -> list[Done]:
    """Work, unless this worker came later than the others and holds another version."""
    importlib.import_module("reportparse.batch.warm")
    from distributed import get_worker

    _refuse_others({get_worker().address: ingredients()}, expected)
    return [_done(job, timeout, run) for job in jobs]


def _done(job: Job, timeout: float, run: str) -> Done:
    """Work, unless a worker of this machine ran out of time over the same document in this run."""
    if _ran_out(run, job.key):
        return out_of_time(job, timeout)
    with watched(job, timeout, _last_words(run, job.key)):
        return work(job)


def _last_words(run: str, key: str) -> Path:
    """The file in which the watch over a document says that its time is over."""
    return Path(tempfile.gettempdir(), f"reportparse-{run}-{key}")


def _ran_out(run: str, key: str) -> bool:
    return was_heard(_last_words(run, key))
