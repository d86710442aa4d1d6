"""The flow: raw text → repaired text → sections and blocks → numerals → claims."""

from __future__ import annotations

from reportparse.claims import make_claims
from reportparse.frame import describe
from reportparse.lexicon import Lexicon, default
from reportparse.mentions import find_mentions
from reportparse.model import Document
from reportparse.repair import clean
from reportparse.report import Report
from reportparse.segment import segment


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
        year: the report's year, if it is known; it overrides what the text says.
        place: the full name of the place, if it is known; it overrides what the text says.
        lexicon: vocabulary to use instead of the program's own.

    >>> report = parse("2023年地区生产总值增长6.8%。", year=2024)
    >>> [(c.indicator, c.measure, float(c.value), c.unit) for c in report.claims]
    [('地区生产总值', 'growth_rate', 6.8, '%')]
    """
    lexicon = lexicon or default()
    document = text if isinstance(text, Document) else Document(source or "", text)
    source = source or document.source or None
    cleaned = clean(document.text, lexicon=lexicon)
    layout = segment(cleaned, lexicon, document.grids)
    metadata = describe(cleaned, layout, lexicon, source=source, year=year, place=place)
    mentions = find_mentions(layout.blocks, lexicon)
    claims = make_claims(layout, mentions, metadata, cleaned.repairs + layout.repairs, lexicon)
    return Report(
        source=source,
        raw=document.text,
        lexicon_version=lexicon.version,
        metadata=metadata,
        repairs=tuple(sorted(cleaned.repairs + layout.repairs, key=lambda r: (r.start, r.end))),
        sections=layout.sections,
        grids=layout.grids,
        blocks=layout.blocks,
        mentions=mentions,
        claims=claims,
    )
