"""Many files → tables."""

from reportparse.batch.run import extract
from reportparse.batch.summary import Progress, Summary

__all__ = ["Progress", "Summary", "extract"]
