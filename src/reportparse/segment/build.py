"""Groups of lines → blocks: the text of a block, its map to the raw text, and the repairs at line ends."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from reportparse.model import BlockKind, Grid, Repair, Status
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.grids import Placed
from reportparse.segment.lines import Line
from reportparse.segment.wrap import Group
from reportparse.spans import Edit, OffsetMap, apply

EVIDENCE = {
    "digit_unit_split": "the line ends in a digit and the next begins with its unit",
    "digit_point_split": "the line ends in a decimal point and the next begins with a digit",
    "year_split": "the line ends in the century and the next begins with the rest of the year",
    "digit_digit_split": "the line ends in a digit, the next begins with one, and the sentence runs over the line end",
    "page_number": "the line holds nothing but a page number",
    "running_header": "the line comes back at near-regular distance",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A block without its place in the outline."""

    kind: BlockKind
    marker: str
    text: str
    offsets: OffsetMap
    start: int
    end: int
    """Raw span, marker included."""
    label: str = ""
    status: Status | None = None
    flags: tuple[str, ...] = ()
    number: str = ""
    """For a heading, its number as written."""
    style: str = ""
    """The style of the mark that opens it, ``title`` for the title of the document, or the empty string."""
    count: int | None = None
    """The number of that mark."""
    gap: int = 0
    """Blank lines before it."""
    lines: int = 1
    """How many lines were joined."""
    cell: tuple[int, int] | None = None


def draft_group(cleaned: Cleaned, kind: BlockKind, group: Group, split: int = 0, title: bool = False) -> list[Draft]:
    """Return the block of a group, or the two blocks of a run-in heading and its body."""
    lines, mark = group.lines, group.mark
    flags = tuple(dict.fromkeys(name for name, _ in group.splits))
    lead = mark.end if mark and mark.style in ("bullet", "dash") else 0
    marker = lines[0].text[: mark.end].strip() if mark else ""
    edges = [(lines[0].start + lead, lines[0].end)] + [(line.start, line.end) for line in lines[1:]]
    if edges[0][0] >= edges[0][1] and len(edges) > 1:
        edges = edges[1:]
    parts = _cut(edges, split) if split else [edges]
    drafts = []
    for i, spans in enumerate(parts):
        heading = kind if i == 0 else "paragraph"
        own = mark if i == 0 else None
        text, offsets = _window(cleaned, spans)
        drafts.append(
            Draft(
                kind=heading,
                marker=marker if i == 0 else "",
                text=text,
                offsets=offsets,
                start=cleaned.offsets.span(lines[0].start, lines[0].end)[0] if i == 0 else offsets.span(0, 1)[0],
                end=(offsets.span(0, len(text)) if text else cleaned.offsets.span(lines[0].start, lines[0].end))[1],
                flags=flags,
                number=marker if own and heading == "heading" else "",
                style="title" if title else own.style if own else "",
                count=own.number if own else None,
                gap=lines[0].gap,
                lines=len(spans),
            )
        )
    return drafts


def draft_card(cleaned: Cleaned, label: tuple[Line, ...], values: tuple[Line, ...], status: Status) -> Draft:
    """Return the block of a card: label and values as one clause, several values joined by ``、``."""
    named, _ = _window(cleaned, [(line.start, line.end) for line in label])
    text, offsets = _window(cleaned, [(line.start, line.end) for line in label + values], len(label))
    start, end = offsets.span(0, len(text))
    return Draft("card", "", text, offsets, start, end, named, status, ("card", "period_inferred"))


def draft_line(cleaned: Cleaned, line: Line) -> Draft:
    """Return the block of a line that belongs to a table."""
    return _draft_span(cleaned, "table", [(line.start, line.end)])


def draft_grid(cleaned: Cleaned, placed: Placed, index: int) -> list[Draft]:
    """Return a block for each line of each cell of a grid, and one of furniture for what a line has between cells."""
    drafts: list[Draft] = []
    labels = _labels(cleaned.text, placed.grid)
    cells = placed.grid.cells
    at = 0
    for line in placed.lines:
        between: list[tuple[int, int]] = []
        last = line.start
        while at < len(cells) and cells[at].start < line.end:
            start, end = max(cells[at].start, line.start), min(cells[at].end, line.end)
            if start < end:
                between.append((last, start))
                last = end
                found = _draft_span(cleaned, "table", [(start, end)], labels[at])
                drafts.append(replace(found, cell=(index, at)))
            if cells[at].end > line.end:
                break
            at += 1
        between.append((last, line.end))
        kept = [span for span in between if cleaned.text[slice(*span)].strip()]
        if kept:
            drafts.append(_draft_span(cleaned, "furniture", [_trimmed(cleaned.text, *span) for span in kept]))
    return drafts


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return start, start + len(part.strip())


def _labels(text: str, grid: Grid) -> list[str]:
    """For each cell the words of its row and column that name it: the first cell of either."""
    rows: dict[int, str] = {}
    columns: dict[int, str] = {}
    for cell in grid.cells:
        said = text[cell.start : cell.end]
        if not cell.column:
            rows |= dict.fromkeys(range(cell.row, cell.row + cell.row_span), said)
        if not cell.row:
            columns |= dict.fromkeys(range(cell.column, cell.column + cell.column_span), said)
    return [
        f"{rows.get(c.row, '')} {columns.get(c.column, '')}".strip() if c.row and c.column else "" for c in grid.cells
    ]


def _draft_span(cleaned: Cleaned, kind: BlockKind, spans: list[tuple[int, int]], label: str = "") -> Draft:
    text, offsets = _window(cleaned, spans)
    start, end = offsets.span(0, len(text))
    return Draft(kind, "", text, offsets, start, end, label)


def split_repairs(cleaned: Cleaned, group: Group) -> list[Repair]:
    """Return a flagged row for every number that a line end cut or may have cut; the cleaned text keeps its lines."""
    rows = [_split_repair(cleaned, kind, group.lines[i], group.lines[i + 1]) for kind, i in group.splits]
    if group.doubt is not None:
        kind, following = group.doubt
        rows.append(_split_repair(cleaned, kind, group.lines[-1], following))
    return rows


def furniture_repair(cleaned: Cleaned, kind: str, line: Line) -> Repair:
    """Return a flagged row for a line that is dropped from the report."""
    start, end = cleaned.offsets.span(line.start, line.end)
    return Repair(kind, "flagged", start, end, cleaned.raw[start:end], "", EVIDENCE[kind])


def _split_repair(cleaned: Cleaned, kind: str, a: Line, b: Line) -> Repair:
    head, tail = len(a.text), 0
    while head and (a.text[head - 1].isdigit() or a.text[head - 1] in ".．,，"):
        head -= 1
    while tail < len(b.text) and (b.text[tail].isdigit() or b.text[tail] in ".．,，"):
        tail += 1
    tail = max(tail, 1)
    start, end = cleaned.offsets.span(a.start + head, b.start + tail)
    return Repair(kind, "flagged", start, end, cleaned.raw[start:end], a.text[head:] + b.text[:tail], EVIDENCE[kind])


def _cut(spans: list[tuple[int, int]], length: int) -> list[list[tuple[int, int]]]:
    """Cut the spans after ``length`` characters of their joined text."""
    for i, (start, end) in enumerate(spans):
        if length < end - start:
            head = [*spans[:i], (start, start + length)] if length else spans[:i]
            return [head, [(start + length, end), *spans[i + 1 :]]]
        length -= end - start
    return [spans]


def _window(cleaned: Cleaned, spans: list[tuple[int, int]], values_from: int | None = None) -> tuple[str, OffsetMap]:
    """Join the spans; from the second value of a card on they are set off by ``、``."""
    edits: list[Edit] = []
    for i, (a, b) in enumerate(itertools.pairwise(spans), start=1):
        if values_from is not None and i > values_from:
            edits.append(Edit(a[1], a[1], "、"))
        if b[0] > a[1]:
            edits.append(Edit(a[1], b[0], ""))
    text, offsets = apply(cleaned.text, edits, spans[0][0], spans[-1][1])
    return text, offsets.then(cleaned.offsets)
