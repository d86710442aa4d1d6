"""What the claims of all documents come to: a panel, targets against results, and numbers that do not add up."""

from reportparse.facts.derive import connect, derive, sql_of

__all__ = ["connect", "derive", "sql_of"]
