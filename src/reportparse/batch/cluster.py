"""Jobs on a dask.distributed cluster, through its ``concurrent.futures`` executor."""

from __future__ import annotations

import faulthandler
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportparse.batch.inputs import InputError
from reportparse.batch.work import Job, work

if TYPE_CHECKING:
    from reportparse.batch.workers import Done, Room, Submit

_CONNECT_SECONDS = 20
_STDERR = 2


@contextmanager
def cluster(address: str, timeout: float) -> Iterator[tuple[Submit, Room]]:
    """Run jobs on the workers of the scheduler at ``address``.

    Files travel with their jobs, so that workers need not see the inputs. A worker that dies loses nothing: dask gives
    its job to another, and gives a job up after it has been there at four deaths. Hence no more jobs than threads at a
    time: one that waits behind a deadly job would be held guilty too.

    Raises:
        InputError: if dask is not installed or no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError("--scheduler needs dask: install reportparse[cluster]") from error
    connect: Any = distributed.Client
    try:
        client: Any = connect(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: no dask scheduler answers; check the address") from error
    with client, client.get_executor(pure=False) as executor:
        yield lambda job: executor.submit(_work, job, timeout), lambda: max(1, sum(client.nthreads().values()))


def _work(job: Job, timeout: float) -> Done:
    """Work, and end the process if that takes too long; the watch needs no interpreter, so nothing holds it up."""
    importlib.import_module("reportparse.batch.warm")
    faulthandler.dump_traceback_later(timeout, exit=True, file=_STDERR)
    try:
        return work(job)
    finally:
        faulthandler.cancel_dump_traceback_later()
