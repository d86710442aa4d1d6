"""What the claims of all documents come to: a panel, targets against results, and numbers that do not add up."""

from reportparse.facts.compare import Difference, compare
from reportparse.facts.derive import connect, derive, derive_or_empty, sql_of

__all__ = ["Difference", "compare", "connect", "derive", "derive_or_empty", "sql_of"]
