"""Repairs in words."""

from reportparse.model import Cleaned


def explain(cleaned: Cleaned) -> str:
    """Return one line a repair."""
    return "\n".join(f"{r.kind}: {r.before} → {r.after} ({r.evidence})" for r in cleaned.repairs)
