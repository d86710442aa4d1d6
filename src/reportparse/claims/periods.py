"""The time that a number is about, in ISO 8601."""

from reportparse.claims.context import ClauseContext
from reportparse.model import Mention, Status


def period_of(
    context: ClauseContext, mention: Mention, status: Status, measure: str, role: str = ""
) -> tuple[str | None, str, tuple[str, ...]]:
    """Return the period, why, and flags; ``role`` is ``from``, ``to``, ``flow``, ``stock`` or empty."""
    year = context.metadata.report_year if status == "target" else context.metadata.review_year
    return (str(year) if year else None), "report", ("period_inferred",)
