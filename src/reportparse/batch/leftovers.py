"""What stands in an outputs folder beside whole tables, and should not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reportparse.batch.journal import FOLDER, damaged
from reportparse.batch.lock import FILE, lock
from reportparse.batch.rows import InputError

_REVIEW = "review"


def leftovers(outputs: Path) -> list[str]:
    """Return what dead runs or other hands left in a folder, a line each.

    While a run writes there, what it has under way is not looked at.
    """
    if not _own(outputs / FILE, Path.is_file):
        return [f"{FILE}: no file of its own; remove it"]
    try:
        with lock(outputs):
            return list(_found(outputs))
    except InputError:
        return []


def _found(outputs: Path) -> Iterator[str]:
    for path in sorted(outputs.iterdir()):
        name = path.name
        if name.startswith((".ready-", ".new-")):
            yield f"{name}: left by a run that died; run extract, which finishes or clears it"
        elif name == FOLDER and not _own(path, Path.is_dir):
            yield f"{name}: no folder of its own; run extract, which replaces it"
        elif name == FOLDER:
            yield from (f"{name}/{entry}: damaged; run extract, which clears it" for entry in damaged(path))
        elif name == _REVIEW and not _own(path, Path.is_dir):
            yield f"{name}: no folder of its own; remove it, for review writes its pages there"


def _own(path: Path, is_kind: Callable[[Path], bool]) -> bool:
    return not path.is_symlink() and (is_kind(path) or not path.exists())
