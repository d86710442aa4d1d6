"""Many files → tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportparse.batch.summary import Progress, Summary

if TYPE_CHECKING:
    from reportparse.batch.run import extract

__all__ = ["Progress", "Summary", "extract"]


if not TYPE_CHECKING:  # a type checker would let any name pass

    def __getattr__(name: str) -> Any:
        """Import what reads reports only when it is asked for: looking at written tables needs none of it."""
        if name == "extract":
            from reportparse.batch.run import extract

            return extract
        raise AttributeError(f"module 'reportparse.batch' has no attribute {name!r}")
