"""Lines → blocks, headings and cards; headings → sections."""

from reportparse.lexicon import Lexicon
from reportparse.model import Block, Cleaned, Layout, Metadata
from reportparse.spans import apply


def segment(cleaned: Cleaned, lexicon: Lexicon) -> Layout:
    """Return the blocks and sections of a report."""
    blocks: list[Block] = []
    at = 0
    for line in cleaned.text.splitlines(keepends=True):
        text = line.strip()
        if text:
            begin = at + len(line) - len(line.lstrip())
            body, offsets = apply(cleaned.text, [], begin, begin + len(text))
            offsets = offsets.then(cleaned.offsets)
            start, end = offsets.span(0, len(body))
            blocks.append(Block(len(blocks), "paragraph", "", body, offsets, start, end, None, "other"))
        at += len(line)
    return Layout(tuple(blocks), ())


def describe(
    cleaned: Cleaned, layout: Layout, lexicon: Lexicon, *, source: str | None, year: int | None, place: str | None
) -> Metadata:
    """Return what the report is: whose, of which year."""
    return Metadata(place=place, report_year=year, review_year=year - 1 if year else None)
