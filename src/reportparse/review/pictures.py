"""Printed lines cut from the pages of a PDF, so that a reader sees the number beside what was read."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from reportparse.review.inline import Row

Place: TypeAlias = tuple[int, float, float, float, float]
"""Page and box of a line."""

MOST = 400
"""Lines of one report that are shown; more would make a page too heavy to open."""
_TALLEST = 120.0
"""Points of height of what is no line but a table or picture."""
_SCALE = 2.0
_MARGIN = 3.0


def place_of(mention: Row) -> Place | None:
    """Return where the line of a mention is printed, None where the file has no pages."""
    sides = tuple(mention[name] for name in ("x0", "y0", "x1", "y1"))
    if mention["page"] is None or None in sides:
        return None
    x0, y0, x1, y1 = sides
    return mention["page"], x0, y0, x1, y1


def line_pictures(pdf: Path, places: Iterable[Place]) -> Mapping[Place, str]:
    """Return a PNG of each line, as a data URI; none where the file is not at hand or is no PDF.

    Args:
        pdf: the file of the report.
        places: the lines; the first ``MOST`` are shown.
    """
    wanted: dict[int, list[Place]] = defaultdict(list)
    for place in [p for p in dict.fromkeys(places) if p[4] - p[2] < _TALLEST][:MOST]:
        wanted[place[0]].append(place)
    if not wanted or not pdf.is_file():
        return {}
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return {}
    found: dict[Place, str] = {}
    try:
        for number, lines in wanted.items():
            if number <= len(document):
                page = document[number - 1]
                found |= {line: _picture(page, line) for line in lines}
                page.close()
    finally:
        document.close()
    return found


def _picture(page: object, place: Place) -> str:
    width, height = page.get_size()  # type: ignore[attr-defined]
    _, x0, y0, x1, y1 = place
    sides = (x0 - _MARGIN, height - y1 - _MARGIN, width - x1 - _MARGIN, y0 - _MARGIN)
    crop = tuple(max(0.0, side) for side in sides)
    bitmap = page.render(scale=_SCALE, crop=crop, grayscale=True)  # type: ignore[attr-defined]
    out = io.BytesIO()
    bitmap.to_pil().save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
