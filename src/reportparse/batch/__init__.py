"""Many files → tables."""

from reportparse.batch.run import extract
from reportparse.batch.summary import Summary

__all__ = ["Summary", "extract"]
