"""Small views for notebooks: what a report or a claim is, in a few lines of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportparse.review.numbers import period, understood
from reportparse.review.words import chinese

if TYPE_CHECKING:
    from reportparse.model import Claim
    from reportparse.report import Report

FIRST_CLAIMS = 12

_ROW = Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.2f}</td></tr>")
_TABLE = Markup(
    "<table><thead><tr><th>指标</th><th>原文</th><th>读作</th><th>性质</th><th>时期</th><th>可信度</th></tr></thead>"
    "<tbody>{}</tbody></table>"
)


def _understood(claim: Claim) -> str:
    numbers = ("value", "value_low", "value_high", "normalized_value")
    values = {name: None if (v := getattr(claim, name)) is None else float(v) for name in numbers}
    return understood(
        {**values, "direction": claim.direction, "bound": claim.bound, "normalized_unit": claim.normalized_unit}
    )


def _row(claim: Claim) -> Markup:
    kind = f"{chinese(claim.status)} · {chinese(claim.measure)}"
    return _ROW.format(claim.indicator, claim.text, _understood(claim), kind, period(claim.period), claim.confidence)


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
    return str(_TABLE.format(_row(claim)) + note)


def report_html(report: Report) -> str:
    """Return what a report is and its first claims.

    >>> import reportparse as rp
    >>> "2 条数据" in report_html(rp.parse("粮食产量20万吨，棉花产量3万吨。", year=2024))
    True
    """
    metadata = report.metadata
    title = metadata.title or report.source or chinese("untitled")
    facts = [metadata.place, metadata.report_year, f"{len(report.raw):,} 字", f"{len(report.sections)} 节"]
    facts += [f"{len(report.mentions)} 个数字", f"{len(report.claims)} 条数据", f"{len(report.repairs)} 处修复"]
    head = Markup("<p><strong>{}</strong><br>{}</p>").format(title, " · ".join(str(f) for f in facts if f))
    rows = Markup("").join(_row(claim) for claim in report.claims[:FIRST_CLAIMS])
    rest = len(report.claims) - FIRST_CLAIMS
    tail = Markup("<p><small>其余 {} 条从略</small></p>").format(rest) if rest > 0 else Markup("")
    return str(head + _TABLE.format(rows) + tail if report.claims else head)
