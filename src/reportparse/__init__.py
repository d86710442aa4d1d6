"""Turns Chinese government reports into tables in which every number is a fact that can be queried and traced.

>>> import reportparse as rp
>>> rp.clean("惠及惠及62006200万万人次人次。。").text
'惠及6200万人次。'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportparse.model import Block, Cell, Claim, Document, Grid, Mention, Metadata, Page, Repair, Section
from reportparse.version import __version__

if TYPE_CHECKING:
    from reportparse.batch import Summary, extract
    from reportparse.formats import read
    from reportparse.pipeline import parse
    from reportparse.repair import clean
    from reportparse.repair.cleaned import Cleaned
    from reportparse.report import Report
    from reportparse.tables import Outputs, load

__all__ = [
    "Block",
    "Cell",
    "Claim",
    "Cleaned",
    "Document",
    "Grid",
    "Mention",
    "Metadata",
    "Outputs",
    "Page",
    "Repair",
    "Report",
    "Section",
    "Summary",
    "__version__",
    "clean",
    "extract",
    "load",
    "parse",
    "read",
]

_LATE = {
    "clean": "reportparse.repair",
    "Cleaned": "reportparse.repair.cleaned",
    "Summary": "reportparse.batch",
    "extract": "reportparse.batch",
    "Outputs": "reportparse.tables",
    "load": "reportparse.tables",
    "Report": "reportparse.report",
    "parse": "reportparse.pipeline",
    "read": "reportparse.formats",
}


if not TYPE_CHECKING:  # a type checker would let any name pass

    def __getattr__(name: str) -> Any:
        """Import the parts that take time only when they are asked for: ``reportparse --help`` needs none of them."""
        if name in _LATE:
            from importlib import import_module

            return getattr(import_module(_LATE[name]), name)
        raise AttributeError(f"module 'reportparse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
