"""Charts as SVG that a page can hold: drawn once with Altair, coloured by the page's own style, without a script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportparse.review.compare import Series
from reportparse.review.numbers import number
from reportparse.review.words import chinese

if TYPE_CHECKING:
    import altair as alt

MOST_PLACES = 40
"""Places of one chart, those with the greatest results; the table below it has all."""

_CONFIG: dict[str, Any] = {
    "aria": False,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "titleColor": "var(--soft)",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelLimit": 130,
    },
}


_ROLES = re.compile(r' (?:role|class|aria-[a-z]+)="[^"<>]*"')
"""What Vega says of its marks to screen readers; the page gives each chart one name and a table instead."""

_BARE: dict[str, Any] = {"grid": False, "domain": False, "ticks": False}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it shows, and its data for those who would rather read them."""

    title: str
    measure: str
    about: str
    unit: str
    svg: Markup
    columns: Sequence[str]
    """Keys of words."""
    rows: Sequence[Sequence[str]]


def _svg(chart: alt.LayerChart | alt.Chart) -> Markup:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.properties(config=_CONFIG).to_dict())
    return Markup(_ROLES.sub("", svg))


def targets_figure(series: Series) -> Figure:
    """Draw one series: hollow marks for targets, filled ones for results, a line between the two of a place or year."""
    import altair as alt

    scale, power = _scale(series)
    values = [{"place": p, "year": y, "status": s, "value": v / scale} for p, y, s, v in series.points]
    colour = f"var(--{series.measure})"
    base = _placed(series, values)
    bars = base.mark_line(color="var(--soft)", strokeWidth=1, opacity=0.6)
    fill = alt.Scale(domain=["actual", "target"], range=[colour, "var(--paper)"])
    points = base.mark_point(size=48, strokeWidth=1.6, stroke=colour, opacity=1).encode(
        fill=alt.Fill("status:N", scale=fill, legend=None)
    )
    rows = [[p, str(y), chinese(s), number(v)] for p, y, s, v in series.points]
    unit = power + series.unit
    return Figure(
        series.name, series.measure, series.about, unit, _svg(bars + points), ["place", "year", "status", "value"], rows
    )


def _placed(series: Series, values: list[dict[str, Any]]) -> alt.Chart:
    """Places stand below each other, the greatest result first; years stand side by side."""
    import altair as alt

    if series.by == "year":
        axis = {"format": "d", "tickMinStep": 1, "grid": False, "tickCount": 6}
        year = alt.X("year:Q", title=None, axis=axis, scale={"zero": False, "nice": False, "padding": 10})
        value = alt.Y("value:Q", scale=alt.Scale(zero=False, padding=8), title=None)
        years = alt.Chart(alt.InlineData(values)).encode(x=year, y=value, detail="year:N")
        return years.properties(width=300, height=190)
    ranked = sorted(series.points, key=lambda p: (p[2] == "actual", p[3]), reverse=True)
    places = list(dict.fromkeys(p[0] for p in ranked))[:MOST_PLACES]
    base = alt.Chart(alt.InlineData([v for v in values if v["place"] in set(places)]))
    across = alt.X("value:Q", scale=alt.Scale(zero=False, padding=8), title=None, axis={"tickCount": 5})
    chart = base.encode(x=across, y=alt.Y("place:N", scale={"domain": places}, title=None), detail="place:N")
    return chart.properties(width=220, height=alt.Step(17))


_POWERS = ("1e4", "1e8", "1e12")
"""Keys of words: the powers of ten that Chinese counts in."""


def _scale(series: Series) -> tuple[float, str]:
    """Return the power of ten to draw large amounts in, and its word."""
    most = max(abs(p[3]) for p in series.points)
    fitting = [power for power in _POWERS if most >= float(power)]
    return (float(fitting[-1]), chinese(fitting[-1])) if fitting else (1.0, "")


def coverage_figure(
    indicators: Sequence[str], reports: Sequence[str], counts: Mapping[tuple[str, str], float]
) -> Figure:
    """Draw how many claims each report makes of each indicator; the darker, the more."""
    import altair as alt

    values = [{"indicator": i, "report": r, "n": min(n, 8)} for (i, r), n in counts.items()]
    chart = (
        alt.Chart(alt.InlineData(values))
        .mark_rect(fill="var(--level)", stroke="var(--paper)", strokeWidth=1.5, cornerRadius=3)
        .encode(
            x=alt.X("report:N", title=None, axis=_BARE | {"labelAngle": -60}, scale={"domain": list(reports)}),
            y=alt.Y("indicator:N", title=None, axis=_BARE, scale={"domain": list(indicators)}),
            opacity=alt.Opacity("n:Q", scale=alt.Scale(domain=[1, 8], range=[0.25, 1]), legend=None),
        )
        .properties(width=alt.Step(18), height=alt.Step(18))
    )
    rows = [[i, *(number(round(counts[i, r], 1)) if (i, r) in counts else "" for r in reports)] for i in indicators]
    return Figure("", "", "", "", _svg(chart), ["indicator", *reports], rows)
