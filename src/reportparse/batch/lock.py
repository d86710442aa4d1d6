"""One run at a time on an outputs folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportparse.batch.rows import InputError

FILE = ".lock"


@contextmanager
def lock(outputs: Path) -> Iterator[None]:
    """Hold the folder for this process; the system frees it when the process ends, however it ends.

    Raises:
        InputError: if another run holds it, or what stands there is no file.
    """
    path = outputs / FILE
    if path.is_symlink() or path.is_dir():
        raise InputError(f"{path}: no file of its own; remove it")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        if not _hold(handle):
            raise InputError(f"{outputs}: another run is writing here; wait for it or choose another folder with -o")
        yield
    finally:
        os.close(handle)


def _hold(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
