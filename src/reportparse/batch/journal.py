"""Documents that are read but not yet in the tables, kept on disk so that a run that dies loses none of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pyarrow as pa

from reportparse.batch.packed import unpack
from reportparse.tables import BrokenTablesError, check

_FOLDER = ".work"


class Journal:
    """A folder in outputs with one file a document, named by its id and the digest of all that decided its rows."""

    def __init__(self, outputs: Path, keep: bool):
        self.folder = outputs / _FOLDER
        if self.folder.is_symlink():
            self.folder.unlink()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(exist_ok=True)
        for stray in self.folder.glob(".*"):
            stray.unlink()

    def _path(self, doc: str, key: str) -> Path:
        return self.folder / f"{doc}-{key}.arrow"

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
        try:
            check(self.tables(doc, key))
        except (pa.ArrowException, BrokenTablesError, OSError):
            path.unlink()
            return False
        return True

    def tables(self, doc: str, key: str) -> dict[str, pa.Table]:
        """Return the tables of one document."""
        return unpack(self._path(doc, key).read_bytes())

    def clear(self) -> None:
        """Remove all entries: the tables hold them now."""
        shutil.rmtree(self.folder)
