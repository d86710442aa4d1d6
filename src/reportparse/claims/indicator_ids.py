"""Names for well-known indicators."""

from reportparse.lexicon import Lexicon


def indicator_id_of(indicator: str, measure: str, unit: str, lexicon: Lexicon) -> str | None:
    """Return the id of a well-known indicator, or None."""
    return None
