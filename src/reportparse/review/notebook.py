"""Small views for notebooks: what a report or a claim is, in a few lines of HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportparse.review.numbers import confidence, period, understood
from reportparse.review.words import chinese

if TYPE_CHECKING:
    from reportparse.model import Claim
    from reportparse.report import Report

FIRST_CLAIMS = 12

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


def report_html(report: Report) -> str:
    """Return what a report is and its first claims.

    >>> import reportparse as rp
    >>> "2 条数据" in report_html(rp.parse("粮食产量20万吨，棉花产量3万吨。", year=2024))
    True
    """
    metadata = report.metadata
    title = metadata.title or report.source or chinese("untitled")
    counted = {
        "characters": report.raw,
        "sections": report.sections,
        "numbers": report.mentions,
        "count": report.claims,
        "repairs": report.repairs,
    }
    facts = [metadata.place, metadata.report_year, *(f"{len(all_):,} {chinese(key)}" for key, all_ in counted.items())]
    head = Markup("<p><strong>{}</strong><br>{}</p>").format(title, " · ".join(str(f) for f in facts if f))
    rest = len(report.claims) - FIRST_CLAIMS
    tail = Markup("<p><small>{} {}</small></p>").format(rest, chinese("left_out")) if rest > 0 else Markup("")
    return str(head + _table(report.claims[:FIRST_CLAIMS]) + tail if report.claims else head)
