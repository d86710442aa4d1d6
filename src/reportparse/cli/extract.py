"""``reportparse extract``."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reportparse.cli.clock import BEGAN
from reportparse.cli.say import INTERRUPTED, NOTHING, SOME_FAILED, StopError, counted, give, say

if TYPE_CHECKING:
    from reportparse.batch import Summary

_SHOWN = 20
"""Failures that are named on the terminal; the table holds all."""


def extract(
    inputs: Annotated[list[Path], Parameter(negative=())],
    /,
    *,
    outputs: Annotated[Path, Parameter(name=["--outputs", "-o"])],
    jobs: Annotated[int | None, Parameter(name=["--jobs", "-j"], validator=Number(gte=0))] = None,
    timeout: Annotated[float, Parameter(validator=Number(gt=0))] = 120,
    memory: Annotated[int, Parameter(validator=Number(gte=256))] = 2048,
    resume: bool = True,
    shard: Annotated[int, Parameter(validator=Number(gte=1))] = 1000,
    links: Annotated[bool, Parameter(negative=())] = False,
    scheduler: str | None = None,
    lexicon: Path | None = None,
    ocr: Annotated[bool, Parameter(negative=())] = False,
    json: Annotated[bool, Parameter(negative=())] = False,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative=())] = False,
    verbose: Annotated[bool, Parameter(name=["--verbose", "-v"], negative=())] = False,
) -> int:
    """Read reports and write their tables.

    Example: reportparse extract raw -o outputs

    Exit code 0: all files gave rows; 1: some did not, or panel, delivery and doubts could not be made, and that stands
    in failures; 2: nothing was done because of how it was called; 3: there was nothing to read.

    Parameters
    ----------
    inputs
        Files and folders to read: text, HTML, docx and PDF, told by content.
    outputs
        Folder for the tables; made if need be.
    jobs
        Worker processes; all cores if not given, 0 to read in this process without isolation.
    timeout
        Seconds that one document may take, beside 2 for each page of a PDF, or 10 for each megabyte.
    memory
        Megabytes that one document may take.
    resume
        Keep the rows of documents that have not changed since the last run.
    shard
        Documents of one row group of a table, at most.
    links
        Follow links that lead out of the inputs.
    scheduler
        Address of a dask scheduler to run on instead of this machine.
    lexicon
        TOML file with your own vocabulary, added to the program's; by default lexicon.toml beside the inputs.
    ocr
        Read PDF pages that hold no text as pictures, 4 to 7 seconds a page; give long scans more --timeout.
    json
        Print one JSON object on stdout.
    quiet
        Print nothing but failures.
    verbose
        Print a line for every document.
    """
    from reportparse.batch import extract as run
    from reportparse.batch.inputs import NoInputError
    from reportparse.batch.rows import InputError
    from reportparse.cli.progress import watching
    from reportparse.tables.write import stamp

    _say_warnings()
    before = stamp(outputs)
    try:
        with watching(quiet, verbose) as on_progress:
            summary = run(
                inputs,
                outputs,
                jobs=jobs,
                timeout=timeout,
                memory=memory << 20,
                resume=resume,
                shard=shard,
                links=links,
                scheduler=scheduler,
                lexicon=lexicon,
                ocr=ocr,
                on_progress=on_progress,
            )
    except NoInputError as error:
        raise StopError(str(error), NOTHING) from error
    except InputError as error:
        raise StopError(str(error)) from error
    except OSError as error:
        now = "as they were" if stamp(outputs) == before else "whole, and newer than before this run"
        raise StopError(f"{outputs}: {error.strerror or error}; the tables are {now}") from error
    except KeyboardInterrupt as error:
        raise StopError("interrupted; what is read so far is kept for the next run", INTERRUPTED) from error
    _report(replace(summary, seconds=time.monotonic() - BEGAN), json, quiet)
    return SOME_FAILED if summary.failures else 0


def _say_warnings() -> None:
    """Show what a run warns of, such as a cluster without workers."""
    logger = logging.getLogger("reportparse")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("reportparse: %(message)s"))
        logger.addHandler(handler)


def _report(summary: Summary, json: bool, quiet: bool) -> None:
    for failure in summary.failures[:_SHOWN]:
        say(f"{failure.source}: {failure.message}")
    if len(summary.failures) > _SHOWN:
        say(f"… and {len(summary.failures) - _SHOWN} more; all stand in {summary.outputs}/failures.parquet")
    if summary.not_tried:
        say(f"{summary.not_tried} ran out of time before and were not tried again; --no-resume or --timeout does so")
    if summary.dropped:
        say(f"{summary.dropped} of the failures had rows in the last tables, which are gone")
    for line in summary.gone:
        say(line)
    if json:
        give(asdict(summary))
    elif not quiet:
        corrected = f" ({counted(summary.corrections, 'correction')})" if summary.corrections else ""
        print(
            f"{counted(summary.documents, 'document')} ({summary.reused:,} unchanged), "
            f"{counted(summary.mentions, 'mention')}, {counted(summary.claims, 'claim')}{corrected}, "
            f"{counted(len(summary.failures), 'failure')} in {summary.seconds:.1f} s → {summary.outputs}"
        )
