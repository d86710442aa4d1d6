"""Importing this lets a process of workers do without pandas, which pyarrow looks for when it makes a first array.

Pandas tells pyarrow what a series is; a worker has none, and would take 35 MB for it. A process that serves tables to
their reader must not import this.
"""

import sys

import pyarrow as pa


class _NoPandas:
    """Finds no pandas."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        """Say so to who imports it."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, _NoPandas)
pa.array([0])
sys.meta_path.remove(_NoPandas)
