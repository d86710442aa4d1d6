"""Charts as SVG that a page can hold: where everything stands is reckoned here, and a template draws it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

from reportparse.review import tongues
from reportparse.review.compare import level_in_english
from reportparse.review.numbers import in_english, number, unit
from reportparse.review.render import render
from reportparse.review.targets import Point, Series
from reportparse.review.words import both, words

MOST_PLACES = 40
"""Places of one chart, those with the greatest results; the table below it has all."""

DARKEST = 8
"""Claims from which on a square gets no darker."""

_FONT, _LONGEST = 11, 130
"""Height of letters and the width that a label may have, in pixels like all sizes here."""

_STEP, _SQUARE, _GAP = 17, 18, 6


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point; ``anchor`` says which of its ends stands there, ``turn`` by how many degrees it is turned."""

    x: float
    y: float
    text: str
    anchor: str
    turn: int = 0
    english: str = ""
    """The text in English, where it is no name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: of the grid, or between a target and its result."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A result, filled, or a target, hollow, with words for whoever points at it."""

    x: float
    y: float
    filled: bool
    words: str
    english: str
    href: str
    """The sentence that it stands for."""


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of a chart of counts; ``dark`` goes from 0 to 1."""

    x: float
    y: float
    dark: float
    words: str
    english: str = ""


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
    verdicts: Sequence[tuple[str, int]] = ()
    """Keys of words and how often each stands."""
    needs: int | None = None
    """The year of the reports that are missing."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Values of ``low`` to ``high`` on a line of pixels; ``end`` may be less than ``start``, as where values go up."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value.

        >>> Axis(0, 10, 0, 200).at(2.5)
        50.0
        """
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def axis(values: Sequence[float], start: float, end: float) -> Axis:
    """Return an axis with all values on it and some room at either end.

    >>> axis([4, 8], 0, 100).at(6), axis([5], 0, 100).at(5)
    (50.0, 50.0)
    """
    room = (max(values) - min(values)) * 0.06 or max(abs(max(values)), 1) * 0.1
    return Axis(min(values) - room, max(values) + room, start, end)


def ticks(low: float, high: float, most: int = 6, least: float = 0.0) -> list[float]:
    """Return round numbers between two, no more than ``most`` and no closer than ``least``.

    >>> ticks(3.7, 9.2), ticks(2019.5, 2024.5, least=1), ticks(-0.13, 0.2, 4)
    ([4.0, 5.0, 6.0, 7.0, 8.0, 9.0], [2020.0, 2021.0, 2022.0, 2023.0, 2024.0], [-0.1, 0.0, 0.1, 0.2])
    """
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    steps = [step * factor for factor in (1, 2, 5, 10, 20)]
    step = next(s for s in steps if s >= least and math.floor(high / s) - math.ceil(low / s) < most)
    digits = max(0, -math.floor(math.log10(step)))
    return [round(i * step, digits) + 0.0 for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def shortened(text: str) -> tuple[str, float]:
    """Return a label that is no wider than labels may be, and its width.

    >>> shortened("云溪省"), shortened("很" * 20)[0]
    (('云溪省', 33.0), '很很很很很很很很很很…')
    """
    width = 0.0
    for i, letter in enumerate(text):
        width += _FONT * (1.0 if east_asian_width(letter) in "WF" else 0.6)
        if width > _LONGEST - _FONT and len(text) > i + 1:
            return text[:i] + "…", float(_LONGEST)
    return text, width


def _svg(width: float, height: float, colour: str, parts: Sequence[Label | Line | Dot | Square]) -> Markup:
    kinds = {
        kind.__name__.lower() + "s": [p for p in parts if isinstance(p, kind)] for kind in (Label, Line, Dot, Square)
    }
    return Markup(render("chart.svg.jinja", width=round(width), height=round(height), colour=colour, **kinds))


def targets_figure(series: Series) -> Figure:
    """Draw one series: hollow marks for targets, filled ones for results, a line between the two of a place or year."""
    scale, power = _scale(series)
    own, english = (unit(series.unit, language) for language in (0, 1))
    shown = both(f"{power[0]}{own}", f"{power[1]} {english}".strip()) if power[0] or own != english else own
    scaled = [point._replace(value=point.value / scale) for point in series.points]
    svg = _by_year(series, scaled) if series.by == "year" else _by_place(series, scaled)
    columns = ["place", "year", "target", "actual", "verdict"]
    drawn = (series.name, series.measure, series.about, shown, svg, columns, _rows(series))
    return Figure(*drawn, verdicts=_verdicts(series), needs=series.needs)


def _rows(series: Series) -> list[list[str]]:
    """One row a place and year: target, result, verdict."""
    sides = {(p.place, p.year, p.status): p for p in series.points}
    rows = []
    for place, year in dict.fromkeys((p.place, p.year) for p in series.points):
        target, actual = sides.get((place, year, "target")), sides.get((place, year, "actual"))
        verdict = both(*_judged(target)) if target and target.verdict else ""
        rows.append([place, str(year), _shown(target), _shown(actual), verdict])
    return rows


def _shown(point: Point | None) -> str:
    if point is None:
        return ""
    english = in_english(point.shown)
    return point.shown if english == point.shown else both(point.shown, english)


def _verdicts(series: Series) -> list[tuple[str, int]]:
    said = [p.verdict for p in series.points if p.status == "target" and p.verdict]
    return [(verdict, said.count(verdict)) for verdict in ("kept", "missed", "undetermined") if verdict in said]


def _by_place(series: Series, points: Sequence[Point]) -> Markup:
    """Places stand below each other, the greatest result first."""
    ranked = sorted(points, key=lambda p: (p[2] == "actual", p[3]), reverse=True)
    places = list(dict.fromkeys(p[0] for p in ranked))[:MOST_PLACES]
    names = {place: shortened(place) for place in places}
    left = max(width for _, width in names.values()) + _GAP
    bottom = len(places) * _STEP
    across = axis([p[3] for p in points if p[0] in names], left, left + 220)
    row = {place: (i + 0.5) * _STEP for i, place in enumerate(places)}
    parts: list[Label | Line | Dot | Square] = []
    for tick in ticks(across.low, across.high):
        parts.append(Line("grid", across.at(tick), 0, across.at(tick), bottom))
        parts.append(Label(across.at(tick), bottom + _FONT + _GAP, number(tick), "middle"))
    for place, (name, _) in names.items():
        parts.append(Label(left - _GAP, row[place] + 4, name, "end"))
        ends = [across.at(p[3]) for p in points if p[0] == place]
        parts.append(Line("pair", min(ends), row[place], max(ends), row[place]))
    parts += [_dot(p, across.at(p[3]), row[p[0]]) for p in points if p[0] in names]
    return _svg(left + 240, bottom + _FONT + 2 * _GAP, series.measure, parts)


def _by_year(series: Series, points: Sequence[Point]) -> Markup:
    """Years stand side by side."""
    values = [p[3] for p in points]
    up = axis(values, 180, 0)
    heights = {tick: number(tick) for tick in ticks(up.low, up.high)}
    left = max(shortened(text)[1] for text in heights.values()) + _GAP
    across = axis([p[1] for p in points], left, left + 290)
    parts: list[Label | Line | Dot | Square] = []
    for tick, text in heights.items():
        parts.append(Line("grid", left, up.at(tick), left + 290, up.at(tick)))
        parts.append(Label(left - _GAP, up.at(tick) + 4, text, "end"))
    years = ticks(across.low, across.high, least=1)
    parts += [Label(across.at(tick), 180 + _FONT + _GAP, f"{tick:.0f}", "middle") for tick in years]
    for year in {p[1]: None for p in points}:
        ends = [up.at(p[3]) for p in points if p[1] == year]
        parts.append(Line("pair", across.at(year), min(ends), across.at(year), max(ends)))
    parts += [_dot(p, across.at(p[1]), up.at(p[3])) for p in points]
    return _svg(left + 300, 180 + _FONT + 2 * _GAP, series.measure, parts)


def _dot(point: Point, x: float, y: float) -> Dot:
    said = []
    for language in (0, 1):
        shown = in_english(point.shown) if language else point.shown
        line = f"{point.place} {point.year} {words()[point.status][language]} {shown}"
        said.append(line + (f" ({_judged(point)[language]})" if point.verdict else ""))
    return Dot(x, y, point.status == "actual", said[0], said[1], point.href)


def _judged(point: Point) -> tongues.Both:
    """The verdict and why."""
    why = tongues.both(point.why, "verdicts") if point.why else ("", "")
    zh, en = words()[point.verdict]
    return zh + ("，" + why[0] if why[0] else ""), en + (", " + why[1] if why[1] else "")


_POWERS = ("1e4", "1e8", "1e12")
"""Keys of words: the powers of ten that Chinese counts in."""


def _scale(series: Series) -> tuple[float, tongues.Both]:
    """Return the power of ten to draw large amounts in, and its words."""
    most = max(abs(p[3]) for p in series.points)
    fitting = [power for power in _POWERS if most >= float(power)]
    return (float(fitting[-1]), words()[fitting[-1]]) if fitting else (1.0, ("", ""))


def coverage_figure(
    indicators: Sequence[str], reports: Sequence[str], counts: Mapping[tuple[str, str], float]
) -> Figure:
    """Draw how many claims each report makes of each indicator; the darker, the more."""
    english = {report: en for report in reports if (en := level_in_english(report))}
    left = max(shortened(name)[1] for name in indicators) + _GAP
    bottom = len(indicators) * _SQUARE
    parts: list[Label | Line | Dot | Square] = []
    for i, name in enumerate(indicators):
        parts.append(Label(left - _GAP, (i + 0.5) * _SQUARE + 4, shortened(name)[0], "end"))
    for j, name in enumerate(reports):
        at = (left + (j + 0.5) * _SQUARE + 4, bottom + _GAP + 4)
        parts.append(Label(*at, shortened(name)[0], "end", -60, english.get(name, "")))
    for (indicator, report), n in counts.items():
        x, y = left + reports.index(report) * _SQUARE, indicators.index(indicator) * _SQUARE
        how = f"{indicator} {number(round(n, 1))}"
        said = (f"{report} {how}", f"{english[report]} {how}" if report in english else "")
        parts.append(Square(x, y, min(n, DARKEST) / DARKEST, *said))
    deep = max(shortened(name)[1] for name in reports)
    svg = _svg(left + len(reports) * _SQUARE + _GAP, bottom + deep + 2 * _GAP, "level", parts)
    rows = [[i, *(number(round(counts[i, r], 1)) if (i, r) in counts else "" for r in reports)] for i in indicators]
    columns = ["indicator", *(both(r, english[r]) if r in english else r for r in reports)]
    return Figure("", "", "", "", svg, columns, rows)
