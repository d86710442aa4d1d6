"""Claims and all that they rest on as Parquet tables."""

from reportparse.tables.check import BrokenTablesError, check
from reportparse.tables.outputs import Outputs, load
from reportparse.tables.rows import doc_id
from reportparse.tables.schemas import PER_DOCUMENT, SCHEMAS, columns_table

__all__ = [
    "PER_DOCUMENT",
    "SCHEMAS",
    "BrokenTablesError",
    "Outputs",
    "check",
    "columns_table",
    "doc_id",
    "load",
]
