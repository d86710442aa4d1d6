"""Small views for notebooks: what a report or a claim is, in a few lines of HTML."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from reportparse.model import Claim, Grid, Metadata
from reportparse.review.numbers import confidence, period, understood
from reportparse.review.words import chinese

FIRST_CLAIMS = 12
FIRST_GRIDS = 3
_CELL = Markup('<td rowspan="{}" colspan="{}">{}</td>')

_ROW = Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>")
_HEADS = ("indicator", "written", "understood", "status", "period", "confidence")


def _table(claims: Iterable[Claim]) -> Markup:
    heads = Markup("").join(Markup("<th>{}</th>").format(chinese(key)) for key in _HEADS)
    rows = Markup("").join(_row(claim) for claim in claims)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, rows)


def _understood(claim: Claim) -> str:
    numbers = ("value", "value_low", "value_high", "normalized_value")
    values = {name: None if (v := getattr(claim, name)) is None else float(v) for name in numbers}
    return understood(
        {**values, "direction": claim.direction, "bound": claim.bound, "normalized_unit": claim.normalized_unit}
    )


def _row(claim: Claim) -> Markup:
    kind = f"{chinese(claim.status)} · {chinese(claim.measure)}"
    sure = confidence(claim.confidence)
    return _ROW.format(claim.indicator, claim.text, _understood(claim), kind, period(claim.period), sure)


def claim_html(claim: Claim) -> str:
    """Return a claim as a one-row table above its sentence.

    >>> import reportparse as rp
    >>> claim = rp.parse("粮食产量20万吨。", year=2024).claims[0]
    >>> "<td>20万吨</td>" in claim_html(claim)
    True
    """
    note = Markup("<p>{}<br><small>{} · [{}, {}){}</small></p>").format(
        claim.sentence, claim.rule, claim.start, claim.end, "".join(f" · {chinese(f)}" for f in claim.flags)
    )
    return str(_table([claim]) + note)


def report_html(source: str | None, metadata: Metadata, claims: Sequence[Claim], sizes: Mapping[str, int]) -> str:
    """Return what a report is and its first claims.

    Args:
        source: where it came from, shown where it has no title.
        metadata: whose report it is, and of when.
        claims: all its claims.
        sizes: how many of what it has, by the names that the review page uses.

    >>> report_html("a.txt", Metadata(report_year=2024), [], {"count": 2})
    '<p><strong>a.txt</strong><br>2024 · 2 条数据</p>'
    """
    title = metadata.title or source or chinese("untitled")
    facts = [metadata.place, metadata.report_year, *(f"{size:,} {chinese(key)}" for key, size in sizes.items())]
    head = Markup("<p><strong>{}</strong><br>{}</p>").format(title, " · ".join(str(f) for f in facts if f))
    rest = len(claims) - FIRST_CLAIMS
    tail = Markup("<p><small>{} {}</small></p>").format(rest, chinese("left_out")) if rest > 0 else Markup("")
    return str(head + _table(claims[:FIRST_CLAIMS]) + tail if claims else head)


def grids_html(raw: str, grids: Sequence[Grid], claims: Sequence[Claim]) -> str:
    """Return the first tables of a report, each number that makes a claim marked, with what it was read as.

    Args:
        raw: the text that offsets count in.
        grids: the tables of the report.
        claims: all its claims.

    >>> import reportparse as rp
    >>> report = rp.parse("| 产品 | 产量（吨） |\\n| --- | --- |\\n| 铜 | 7 |\\n| 锡 | 5 |", year=2024)
    >>> grids_html(report.raw, report.grids, report.claims).count("<mark")
    2
    """
    ordered = sorted(claims, key=lambda claim: claim.start)
    starts = [claim.start for claim in ordered]
    return str(Markup("").join(_grid(raw, grid, ordered, starts) for grid in grids[:FIRST_GRIDS]))


def _grid(raw: str, grid: Grid, claims: Sequence[Claim], starts: Sequence[int]) -> Markup:
    rows: dict[int, list[Markup]] = {}
    for cell in grid.cells:
        at = bisect_left(starts, cell.start)
        text = Markup("{}").format(raw[cell.start : cell.end])
        if at < len(claims) and cell.start <= starts[at] < cell.end:
            said = f"{claims[at].indicator} · {chinese(claims[at].measure)} · {claims[at].unit}"
            text = Markup('<mark title="{}">{}</mark>').format(said, text)
        rows.setdefault(cell.row, []).append(_CELL.format(cell.row_span, cell.column_span, text))
    body = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(rows[row])) for row in sorted(rows))
    return Markup("<table><tbody>{}</tbody></table>").format(body)


def show_claims() -> None:
    """Let a running notebook show claims as ``claim_html`` does; the values themselves know no view."""
    ipython = sys.modules.get("IPython")
    if shell := ipython and ipython.get_ipython():
        shell.display_formatter.formatters["text/html"].for_type(Claim, claim_html)
