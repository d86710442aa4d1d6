"""Whether a number reports what is or names what is aimed at."""

from reportparse.claims.context import ClauseContext
from reportparse.model import Mention, Status


def status_of(context: ClauseContext, mention: Mention, measure: str) -> tuple[Status, str]:
    """Return the status and the word or the place that decides it."""
    if context.block.status:
        return context.block.status, "card"
    if context.block.part in ("plan", "requirement"):
        return "target", f"part {context.block.part}"
    return "actual", f"part {context.block.part}"
