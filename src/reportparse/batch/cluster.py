"""Jobs on a dask.distributed cluster, through its ``concurrent.futures`` executor."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportparse.batch.inputs import InputError
from reportparse.batch.work import Job, work

if TYPE_CHECKING:
    from reportparse.batch.workers import Done, Submit

_CONNECT_SECONDS = 20


@contextmanager
def cluster(address: str, timeout: float) -> Iterator[tuple[Submit, int]]:
    """Run jobs on the workers of the scheduler at ``address``; give the submit and the number of threads there.

    Files travel with their jobs, so that workers need not see the inputs. A worker that dies loses nothing: dask gives
    its jobs to another, and gives a job up after it has been there at four deaths.

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
        yield lambda job: executor.submit(_work, job, timeout), max(1, sum(client.nthreads().values()))


def _work(job: Job, timeout: float) -> Done:
    """Work, and end the process if that takes too long; the watch needs no interpreter, so nothing holds it up."""
    faulthandler.dump_traceback_later(timeout, exit=True)
    try:
        return work(job)
    finally:
        faulthandler.cancel_dump_traceback_later()
