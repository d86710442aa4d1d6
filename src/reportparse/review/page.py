"""The rows of one report, arranged as its page shows them: sections of blocks beside a list of claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from reportparse.review import tongues
from reportparse.review.headline import Headline
from reportparse.review.inline import Row, Run, runs
from reportparse.review.pictures import Place, place_of
from reportparse.spans import loads

Tables: TypeAlias = Mapping[str, Sequence[Row]]
"""Rows of one document by table."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block with its text cut into runs."""

    kind: str
    marker: str
    """Bullet or list mark that the text leaves out."""
    label: str
    """Heads of a table's cell."""
    runs: Sequence[Run]
    place: InGrid | None = None
    """For a cell of a table where it stands."""


@dataclass(frozen=True, slots=True)
class InGrid:
    """A cell's table, its upper left corner, and what it covers."""

    grid: int
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or the text that belongs to none."""

    anchor: str
    title: str
    level: int
    """Level of its HTML heading, 2 to 6."""
    section: Row | None
    groups: Sequence[tuple[str, Sequence[Paragraph]]]
    """Neighbours of one kind together, so that bullets make a list and cards a board."""
    n_claims: int


@dataclass(frozen=True, slots=True)
class Page:
    """What the template of a report needs."""

    document: Row
    parts: Sequence[Part]
    furniture: Sequence[Paragraph]
    claims: Sequence[Row]
    """In reading order; ``anchor`` is the id of the mark in the text."""
    counts: Mapping[str, Counter[str]]
    """Claims by measure, status and flag."""
    n_flagged: int
    n_shown: int
    """Repairs and doubts that the text shows; those that change no reading are not marked there."""
    pictures: Sequence[str] = ()
    """Printed lines; ``picture`` of a claim is the number of its own, None where there is none."""
    headline: Headline | None = None


def make_page(tables: Tables, pictures: Mapping[Place, str] | None = None, headline: Headline | None = None) -> Page:
    """Arrange the rows of one document.

    Args:
        tables: the rows by table.
        pictures: its printed lines, by their places.
        headline: its main targets and results.
    """
    document = tables["documents"][0]
    numbered = {place: number for number, place in enumerate(pictures or {})}
    mentions = _with_claims(tables["mentions"], tables["claims"], numbered)
    visible = [r for r in tables["repairs"] if not r["silent"]]
    parts, furniture = _parts(tables, mentions, visible)
    claims = [claim for part in parts for claim in _claims_of(part)]
    counts = {
        "measure": Counter(c["measure"] for c in claims),
        "status": Counter(c["status"] for c in claims),
        "flag": Counter(flag for c in claims for flag in c["flags"]),
    }
    flagged = sum(bool(c["flags"]) for c in claims)
    shown = tuple((pictures or {}).values())
    return Page(document, parts, furniture, claims, counts, flagged, len(visible), shown, headline)


def _with_claims(mentions: Iterable[Row], claims: Iterable[Row], pictures: Mapping[Place, int]) -> dict[str, list[Row]]:
    """Return the mentions of each block, each with its claims and its anchor."""
    of_mention: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        of_mention[claim["mention_id"]].append(claim)
    of_block: defaultdict[str, list[Row]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        anchor = f"m{number}"
        place = place_of(mention) if pictures else None
        picture = pictures.get(place) if place else None
        held = of_mention.get(mention["mention_id"], ())
        own = tuple({**claim, "anchor": anchor, "picture": picture} for claim in held)
        of_block[mention["block_id"]].append({**mention, "claims": own, "anchor": anchor})
    return of_block


def _parts(
    tables: Tables, mentions: Mapping[str, list[Row]], repairs: Sequence[Row]
) -> tuple[list[Part], list[Paragraph]]:
    starts, ends = [r["raw_start"] for r in repairs], [r["raw_end"] for r in repairs]
    bodies: defaultdict[str | None, list[tuple[Row, Paragraph]]] = defaultdict(list)
    furniture: list[Paragraph] = []
    opening = True
    for block in tables["blocks"]:
        near = repairs[bisect_right(ends, block["raw_start"]) : bisect_left(starts, block["raw_end"])]
        cut = runs(block["text"], loads(block["offsets"]), mentions.get(block["block_id"], []), near)
        marker = "" if block["text"].startswith(block["marker"]) else block["marker"]
        place = _in_grid(block)
        label = block["label"] if block["kind"] == "table" and place is None else ""
        paragraph = Paragraph(block["kind"], marker, label, cut, place)
        if block["kind"] == "furniture":
            furniture.append(paragraph)
            continue
        opening = opening and block["section_id"] is None
        bodies["opening" if opening else block["section_id"]].append((block, paragraph))
    parts = [_part(s, bodies.get(s["section_id"], [])) for s in tables["sections"]]
    for key, at in (("opening", 0), (None, len(parts) + 1)):
        if key in bodies:
            parts.insert(at, Part(key or "unassigned", "", 2, None, *_body([p for _, p in bodies[key]])))
    return parts, furniture


def _in_grid(block: Row) -> InGrid | None:
    named = [block.get(name) for name in ("grid", "grid_row", "grid_column", "row_span", "column_span")]
    numbers = [int(n) for n in named if n is not None and n == n]
    return InGrid(*numbers) if len(numbers) == len(named) else None


def _part(section: Row, blocks: Sequence[tuple[Row, Paragraph]]) -> Part:
    """A heading that makes no claim is shown once, as the title of its part."""
    body = [p for _, p in blocks if p.kind != "heading" or any(run.claims for run in p.runs)]
    number = section["number"]
    title = number + " " * number[-1:].isalnum() + section["title"]
    level = min(6, section["level"] + 1)
    return Part(section["section_id"].rpartition("-")[2], title, level, section, *_body(body))


def _body(paragraphs: Sequence[Paragraph]) -> tuple[list[tuple[str, list[Paragraph]]], int]:
    keys = groupby(paragraphs, key=lambda p: (p.kind, p.place.grid if p.place else None))
    groups = [("grid" if grid is not None else kind, list(group)) for (kind, grid), group in keys]
    return groups, sum(len(run.claims) for p in paragraphs for run in p.runs)


def grid_rows(paragraphs: Sequence[Paragraph]) -> list[list[tuple[int, int, list[Paragraph]]]]:
    """Arrange the cells of a table: for each row what its cells cover and hold, places without text among them."""
    held: dict[InGrid, list[Paragraph]] = {}
    for p in paragraphs:
        if p.place is not None:
            held.setdefault(p.place, []).append(p)
    starts = {(place.row, place.column): place for place in held}
    width = max(place.column + place.columns for place in held)
    first, last = min(place.row for place in held), max(place.row for place in held)
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, int, list[Paragraph]]]] = []
    for row in range(first, last + 1):
        rows.append([])
        for column in range(width):
            place = starts.get((row, column))
            if place is not None:
                rows[-1].append((place.rows, place.columns, held[place]))
                spanned = ((row + r, column + c) for r in range(place.rows) for c in range(place.columns))
                taken.update(spanned if place.rows * place.columns > 1 else ())
            elif (row, column) not in taken:
                rows[-1].append((1, 1, []))
    return rows


def _claims_of(part: Part) -> Iterable[Row]:
    return (claim for _, group in part.groups for p in group for run in p.runs for claim in run.claims)


_REASONED = ("measure", "status", "period")
"""Fields that a page gives the reason of."""


def details(claim: Row) -> str:
    """Return what the table has no room for, between tabs: rule, raw span, indicator id, value, why each field is so.

    >>> why = ["measure=share: 占"]
    >>> details({"rule": "x", "raw_start": 7, "raw_end": 11, "indicator_id": None, "value": 6.0, "why": why})
    'x\\t7–11\\t\\t6\\t占\\t\\t'
    """
    value = "" if claim["value"] is None else f"{claim['value']:.15g}"
    parts = [claim["rule"], f"{claim['raw_start']}–{claim['raw_end']}", claim["indicator_id"] or "", value]
    return "\t".join(part.replace("\t", " ") for part in (*parts, *_reasons(claim)))


def _reasons(claim: Row) -> list[str]:
    reasons = {line.partition("=")[0]: line.partition(": ")[2] for line in claim["why"]}
    return [reasons.get(field, "") for field in _REASONED]


def phrases(claims: Iterable[Row]) -> dict[str, str]:
    """Return the Chinese of what ``details`` says in English, each once.

    >>> why = ["measure=share: share", "status=target: part: plan"]
    >>> phrases([{"rule": "share", "why": why}])
    {'share': '占比', 'part: plan': '所在部分：部署'}
    """
    found: dict[str, str] = {}
    for claim in claims:
        found.setdefault(claim["rule"], tongues.rule(claim["rule"])[0])
        for said in _reasons(claim):
            if said not in found and (zh := tongues.both(said, "reasons")[0]) != said:
                found[said] = zh
    return found


def name_of(document: Row) -> str:
    """Return the title, or place and year, or the file name.

    >>> name_of({"title": None, "place": "云溪省", "report_year": 2024, "source": "a.txt"})
    '云溪省 2024'
    """
    known = (document["place"], document["report_year"])
    file = document["source"].rsplit("/", 1)[-1]
    return document["title"] or (" ".join(str(part) for part in known) if all(known) else file)


def summary(document: Row, claims: Sequence[Row]) -> dict[str, Any]:
    """Return what the index says of a report beside its document row: shares, null where there is no claim."""
    n = len(claims)

    def share(hits: int) -> float | None:
        return hits / n if n else None

    return {
        "target_share": share(sum(c["status"] == "target" for c in claims)),
        "flag_share": share(sum(bool(c["flags"]) for c in claims)),
        "weak_share": share(sum(c["confidence"] < 0.7 for c in claims)),
        "per_thousand": 1000 * n / document["n_chars"] if document["n_chars"] else None,
    }
