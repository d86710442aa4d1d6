"""The flow: raw text → repaired text → sections and blocks → numerals → claims."""

from __future__ import annotations

import operator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR
from decimal import Context, localcontext
from pathlib import Path
from typing import TypeVar
from warnings import warn

from reportparse.claims import make_claims
from reportparse.claims.confidence import weigh
from reportparse.formats.places import line_at, page_at
from reportparse.frame import describe
from reportparse.lexicon import Lexicon, default
from reportparse.mentions import find_mentions
from reportparse.model import Block, Claim, Document, Mention
from reportparse.repair import clean
from reportparse.report import Report
from reportparse.segment import segment

_PATH = 260
"""Characters of a path, at most."""

_Placed = TypeVar("_Placed", Block, Mention, Claim)
_ARITHMETIC = Context(prec=28, traps=[])
"""A number that is too large for it is no number rather than an error; tables hold null in its place."""


def parse(
    text: str | Document,
    source: str | None = None,
    year: int | None = None,
    place: str | None = None,
    *,
    lexicon: Lexicon | None = None,
) -> Report:
    """Read one report.

    Args:
        text: what ``rp.read`` gave, or decoded text; any string is accepted, and none raises.
        source: a file name, from which place and year are taken where the text does not say them.
        year: the report's year, if it is known; it overrides what the text says. One that no calendar has is left out,
            with a warning in the metadata.
        place: the full name of the place, if it is known; it overrides what the text says.
        lexicon: vocabulary to use instead of the program's own.

    Raises:
        TypeError: if an argument is of another type; files and their bytes go through ``rp.read``.

    >>> report = parse("2023年地区生产总值增长6.8%。", year=2024)
    >>> [(c.indicator, c.measure, float(c.value), c.unit) for c in report.claims]
    [('地区生产总值', 'growth_rate', 6.8, '%')]
    """
    _check_types(text, source, year, place, lexicon)
    lexicon = lexicon or default()
    _warn_of_path(text)
    document = text if isinstance(text, Document) else Document(source or "", text)
    warnings: tuple[str, ...] = ()
    if year is not None and not MINYEAR <= operator.index(year) <= MAXYEAR:
        year, warnings = None, (f"{year} is no year and was left out",)
    with localcontext(_ARITHMETIC):
        return _parsed(document, _plain(source or document.source or None), year, _plain(place), lexicon, warnings)


def _parsed(
    document: Document,
    source: str | None,
    year: int | None,
    place: str | None,
    lexicon: Lexicon,
    warnings: tuple[str, ...],
) -> Report:
    cleaned = clean(document.text, lexicon=lexicon)
    layout = segment(cleaned, lexicon, document.grids, bool(document.pages))
    metadata = describe(cleaned, layout, lexicon, source=source, year=year, place=place)
    mentions = find_mentions(layout.blocks, lexicon)
    claims = make_claims(layout, mentions, metadata, cleaned.repairs + layout.repairs, lexicon)
    claims = weigh(claims, layout, mentions, metadata, lexicon)
    return Report(
        source=source,
        raw=document.text,
        lexicon_version=lexicon.version,
        metadata=replace(metadata, warnings=(*metadata.warnings, *warnings)),
        repairs=tuple(sorted(cleaned.repairs + layout.repairs, key=lambda r: (r.start, r.end))),
        sections=layout.sections,
        grids=layout.grids,
        blocks=_paged(layout.blocks, document),
        mentions=_paged(mentions, document),
        claims=tuple(_doubted(claim, document) for claim in _paged(claims, document)),
    )


def _warn_of_path(text: str | Document) -> None:
    """Warn of a text that is a file's name in all likelihood."""
    if isinstance(text, str) and 0 < len(text) <= _PATH and text.isprintable() and _is_file(text):
        warn(f"{text!r} is a file; rp.parse(rp.read({text!r})) reads it", stacklevel=3)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _paged(items: tuple[_Placed, ...], document: Document) -> tuple[_Placed, ...]:
    """Say on which page each stands, where the source has pages."""
    if not document.pages:
        return items
    found = (page_at(document.pages, item.start) for item in items)
    return tuple(replace(item, page=page.number if page else None) for item, page in zip(items, found, strict=True))


_SURE = 0.95
"""How sure a recogniser is of digits that may be taken as printed."""
_DOUBTED = 0.6
"""The confidence of a claim whose digits may be others, at most."""


def _doubted(claim: Claim, document: Document) -> Claim:
    """Flag a claim that was read from a picture, and let the recogniser's doubt lower its confidence."""
    line = line_at(document.pages, claim.start) if document.pages else None
    if line is None or line.ocr is None:
        return claim
    confidence = claim.confidence * line.ocr if line.ocr >= _SURE else min(_DOUBTED, claim.confidence * line.ocr)
    why = (*claim.why, f"confidence: read by OCR, least sure digit {line.ocr:.2f}")
    return replace(claim, flags=(*claim.flags, "ocr"), confidence=round(confidence, 2), why=why)


def _check_types(text: object, source: object, year: object, place: object, lexicon: object) -> None:
    if not isinstance(text, str | Document):
        raise TypeError(f"text must be a str or a Document, not {type(text).__name__}; rp.read makes one of a file")
    for name, value in (("source", source), ("place", place)):
        if not isinstance(value, str | None):
            raise TypeError(f"{name} must be a str or None, not {type(value).__name__}")
    if not hasattr(year, "__index__") and year is not None:
        raise TypeError(f"year must be an int or None, not {type(year).__name__}")
    if not isinstance(lexicon, Lexicon | None):
        raise TypeError(f"lexicon must be a Lexicon or None, not {type(lexicon).__name__}")


def _plain(words: str | None) -> str | None:
    """Halves of pairs, which no file holds but a caller's string may, become U+FFFD."""
    return words and words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
