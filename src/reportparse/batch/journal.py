"""Documents that are read but not yet in the tables, kept on disk so that a run that dies loses none of them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pyarrow as pa

from reportparse.batch.packed import unpack
from reportparse.tables import check
from reportparse.tables.write import remove

FOLDER = ".work"
SUFFIX = ".arrow"


class Journal:
    """A folder in outputs with one file a document, named by its id and the digest of all that decided its rows."""

    def __init__(self, outputs: Path, keep: bool):
        self.folder = outputs / FOLDER
        if self.folder.is_symlink() or not self.folder.is_dir() or not keep:
            remove(self.folder)
        self.folder.mkdir(exist_ok=True)
        for stray in self.folder.iterdir():
            if stray.name.startswith(".") or stray.suffix != SUFFIX or stray.is_symlink() or not stray.is_file():
                remove(stray)

    def _path(self, doc: str, key: str) -> Path:
        return self.folder / f"{doc}-{key}{SUFFIX}"

    def add(self, doc: str, key: str, packed: bytes) -> None:
        """Keep the packed tables of one document; the file appears whole or not at all."""
        handle, name = tempfile.mkstemp(prefix=".", dir=self.folder)
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
        os.replace(name, self._path(doc, key))

    def holds(self, doc: str, key: str) -> bool:
        """Tell whether a sound entry is there; one that is not is removed."""
        path = self._path(doc, key)
        if not path.exists():
            return False
        if not _sound(path):
            remove(path)
            return False
        return True

    def tables(self, doc: str, key: str) -> dict[str, pa.Table]:
        """Return the tables of one document.

        Raises:
            ValueError: if the entry is not as it was written.
        """
        return unpack(self._path(doc, key).read_bytes())

    def clear(self) -> None:
        """Remove all entries: the tables hold them now."""
        remove(self.folder)


def damaged(folder: Path) -> list[str]:
    """Return the names of what is in a journal's folder and no sound entry."""
    return sorted(path.name for path in folder.iterdir() if not _sound(path))


def _sound(path: Path) -> bool:
    try:
        check(unpack(path.read_bytes()))
    except Exception:
        return False
    return path.suffix == SUFFIX
