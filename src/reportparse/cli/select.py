"""Which claims a command is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reportparse.cli.say import StopError

if TYPE_CHECKING:
    import pyarrow as pa

    from reportparse.lexicon import Lexicon
    from reportparse.tables import Outputs


@Parameter(name="*")
@dataclass(frozen=True)
class Filters:
    """Which claims; each of these narrows what the others leave."""

    report: str | None = None
    """Only reports whose file name holds this."""
    place: str | None = None
    """Only places whose name holds this."""
    year: int | None = None
    """Only numbers about this year: their period ends in it; with --tables, the year of the report."""
    period: str | None = None
    """Only this period, or what lies in it: 2024, 2024-06, 2021/2025."""
    indicator: str | None = None
    """Only this indicator: its id (gdp) or any name of it, else those whose words hold this."""
    text: str | None = None
    """Only sentences that hold this."""
    measure: Literal["level", "growth_rate", "change", "share", "ratio", "rank"] | None = None
    """Only what is said in this form."""
    status: Literal["actual", "target"] | None = None
    """Only results, or only targets."""
    min_confidence: float = 0.0
    """Only claims that are at least so sure, 0 to 1."""
    sort: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None
    """Sort by this column; with a - before it from the greatest."""


def selected(outputs: Outputs, filters: Filters) -> pa.Table:
    """Return the claims that pass the filters, in the order that is asked for."""
    claims = outputs.told_claims()
    tests = list(_tests(claims, filters))
    if tests:
        import pyarrow.compute as pc

        claims = claims.filter(reduce(pc.and_, tests))
    return _sorted(claims, filters.sort) if filters.sort else claims


def _tests(claims: pa.Table, filters: Filters) -> Iterable[Any]:
    """Tests, one a filter; where a column is null they are null, and the row does not pass."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from reportparse.tables.plain import scalar

    for column, part in (("source", filters.report), ("place", filters.place), ("sentence", filters.text)):
        if part:
            yield _held(claims[column], part)
    for column, value in (("measure", filters.measure), ("status", filters.status)):
        if value:
            yield pc.equal(claims[column], scalar(value, pa.string()))
    if filters.year is not None:
        yield _held(claims["period"], rf"(^|/){filters.year}(-[0-9-]+)?$", regex=True)
    if filters.period:
        yield pc.starts_with(claims["period"], filters.period)
    if filters.indicator:
        yield _of_indicator(claims, filters.indicator)
    if filters.min_confidence > 0:
        yield pc.greater_equal(claims["confidence"], scalar(filters.min_confidence, claims["confidence"].type))


def _held(column: Any, part: str, regex: bool = False) -> Any:
    import pyarrow.compute as pc

    if regex:
        return pc.match_substring_regex(column, part)
    return pc.match_substring(column, part, ignore_case=True)


def _of_indicator(claims: pa.Table, wanted: str) -> Any:
    """A name that the lexicon knows means its indicator and no other; other words are searched for in the names."""
    import pyarrow.compute as pc

    from reportparse.tables.plain import strings

    ids = set(pc.unique(claims["indicator_id"]).to_pylist()) - {None}
    found = ids & ({i for i in ids if i.casefold() == wanted.casefold()} | ids_named(wanted))
    if found:
        return pc.is_in(claims["indicator_id"], value_set=strings(sorted(found)))
    return _held(claims["indicator"], wanted)


def ids_named(name: str, lexicon: Lexicon | None = None) -> set[str]:
    """Return the ids of the indicators that the lexicon knows by a name, whatever its capitals.

    >>> ids_named("地区生产总值"), ids_named("gdp"), ids_named("云溪指数")
    ({'gdp'}, {'gdp'}, set())
    """
    from reportparse.lexicon import default

    wanted, found = name.casefold(), set()
    for row in (lexicon or default()).table("indicators")["indicator"]:
        names = (row["id"], row["nbs_name"], *row.get("forms", ()))
        if wanted in (known.casefold() for known in names):
            found.add(row["id"])
    return found


def _sorted(claims: pa.Table, by: str) -> pa.Table:
    column = known_column(by.removeprefix("-"), claims.column_names)
    return claims.sort_by([(column, "descending" if by.startswith("-") else "ascending")])


def known_column(name: str, known: Iterable[str]) -> str:
    """Return a column's name, or end the command with the nearest ones."""
    known = list(known)
    if name in known:
        return name
    raise StopError(f"there is no column {name!r}{meant(name, known)}")


def meant(word: str, known: Iterable[str]) -> str:
    """Return words that ask for what was meant, or that name what there is.

    >>> meant("perid", ["period", "value"]), meant("x", ["b", "a"])
    ('; did you mean period?', '; there are a, b')
    """
    known = sorted(set(known))
    near = difflib.get_close_matches(word, known, 3, 0.4)
    if near:
        return f"; did you mean {', '.join(near)}?"
    return f"; there are {', '.join(known[:12])}{' …' if len(known) > 12 else ''}" if known else ""


def why_nothing(outputs: Outputs, filters: Filters) -> str:
    """Say that nothing was found, and what is near to it among what there is."""
    claims = outputs.told_claims()
    places = [place for place in set(claims["place"].to_pylist()) if place]
    if filters.place and not any(filters.place in place for place in places):
        return f"no claim of {filters.place!r}{meant(filters.place, places)}"
    if filters.indicator and not any(_of_indicator(claims, filters.indicator).to_pylist()):
        names = {name for pair in ("indicator", "indicator_id") for name in claims[pair].to_pylist() if name}
        near = meant(filters.indicator, names)
        return f"no claim of {filters.indicator!r}{near if 'mean' in near else '; try --text'}"
    if filters.year is not None and not any(_held(claims["period"], str(filters.year)).to_pylist()):
        years = sorted({period[-4:] for period in claims["period"].to_pylist() if period and period[-4:].isdigit()})
        return f"no claim of {filters.year}; there are years {', '.join(years[-12:])}"
    return "no claim passes all of these; leave one out"
