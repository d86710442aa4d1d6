"""Charts as SVG that a page can hold: drawn once with Altair, coloured by the page's own style, without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportparse.review.compare import Series
from reportparse.review.numbers import number
from reportparse.review.words import chinese

if TYPE_CHECKING:
    import altair as alt

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it shows, and its data for those who would rather read them."""

    title: str
    unit: str
    svg: Markup
    columns: Sequence[str]
    """Keys of words."""
    rows: Sequence[Sequence[str]]


def _svg(chart: alt.LayerChart | alt.Chart, **config: Any) -> Markup:
    import vl_convert

    spec = chart.properties(config=_CONFIG | config).to_json()
    return Markup(vl_convert.vegalite_to_svg(spec))


def targets_figure(series: Series) -> Figure:
    """Draw one series: hollow marks for targets, filled ones for results, a line between the two of a place."""
    import altair as alt

    scale = _scale(series)
    values = [
        {"place": place, "year": str(year), "status": status, "value": value / scale}
        for place, year, status, value in series.points
    ]
    if series.by == "place":
        order = [p[0] for p in sorted(series.points, key=lambda p: (p[2] == "actual", p[3]))]
        along = alt.Y("place:N", sort=list(dict.fromkeys(reversed(order))), title=None)
        across, span = alt.X("value:Q", scale=alt.Scale(zero=False), title=None), alt.Detail("place:N")
        size = {"width": 220, "height": alt.Step(17)}
    else:
        along = alt.X("year:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=0))
        across, span = alt.Y("value:Q", scale=alt.Scale(zero=False), title=None), alt.Detail("year:N")
        size = {"width": 300, "height": 190}
    base = alt.Chart(alt.Data(values=values))
    place = {"y": along, "x": across} if series.by == "place" else {"x": along, "y": across}
    bars = base.mark_line(color="var(--soft)", strokeWidth=1, opacity=0.6).encode(**place, detail=span)
    colour = f"var(--{series.measure})"
    points = base.mark_point(size=48, strokeWidth=1.6, stroke=colour).encode(
        **place,
        fill=alt.Fill(
            "status:N", scale=alt.Scale(domain=["actual", "target"], range=[colour, "var(--paper)"]), legend=None
        ),
    )
    rows = [[p, str(y), chinese(s), number(v)] for p, y, s, v in series.points]
    unit = f"{_POWER[scale]}{series.unit}"
    return Figure(
        series.name, unit, _svg((bars + points).properties(**size)), ["place", "year", "status", "value"], rows
    )


_POWER = {1.0: "", 1e4: "万", 1e8: "亿", 1e12: "万亿"}


def _scale(series: Series) -> float:
    """Large amounts are drawn in the power of ten that Chinese counts in."""
    most = max(abs(p[3]) for p in series.points)
    return max((power for power in _POWER if most >= power), default=1.0)


def coverage_figure(indicators: Sequence[str], reports: Sequence[str], counts: Mapping[tuple[str, str], int]) -> Figure:
    """Draw how many claims each report makes of each indicator; the darker, the more."""
    import altair as alt

    values = [{"indicator": i, "report": r, "n": min(n, 8)} for (i, r), n in counts.items()]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_rect(fill="var(--level)", stroke="var(--paper)", strokeWidth=1.5, cornerRadius=3)
        .encode(
            x=alt.X(
                "report:N",
                title=None,
                axis=alt.Axis(labelAngle=-60, grid=False, domain=False),
                scale=alt.Scale(domain=list(reports)),
            ),
            y=alt.Y(
                "indicator:N",
                title=None,
                axis=alt.Axis(grid=False, domain=False),
                scale=alt.Scale(domain=list(indicators)),
            ),
            opacity=alt.Opacity("n:Q", scale=alt.Scale(domain=[1, 8], range=[0.25, 1]), legend=None),
        )
        .properties(width=alt.Step(18), height=alt.Step(18))
    )
    rows = [[i, *(str(counts.get((i, r), "")) for r in reports)] for i in indicators]
    return Figure("", "", _svg(chart), ["indicator", *reports], rows)
