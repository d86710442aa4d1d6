"""What a document is: its kind, whose, of when, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportparse.frame.dates import Issued, delivered, issued
from reportparse.frame.head import Head, head_of
from reportparse.frame.kinds import Kind, Told, kind_of
from reportparse.frame.times import now_of
from reportparse.frame.whose import company_of, given_place, issuer_of, place_of
from reportparse.frame.years import (
    Years,
    about_months,
    as_given,
    is_posted,
    planned_span,
    span_of,
    stretch_of,
    weighed,
    without_day,
    years_of,
)
from reportparse.lexicon import Lexicon
from reportparse.model import Layout, Metadata
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.vocabulary import words


def describe(
    cleaned: Cleaned, layout: Layout, lexicon: Lexicon, *, source: str | None, year: int | None, place: str | None
) -> Metadata:
    """Return what the document is: of what kind, whose, of which year.

    ``report_year`` of a work report is the year in which it is given and whose work it plans; ``review_year`` the one
    before it. A document that only looks back, such as a statistical communiqué, is of the year that it is about: both
    years are the same. Documents of the State Council are of the place 全国 with the code 000000, those of a company of
    none. ``year`` and ``place`` override what text and file name say; what is taken from the file name or inferred
    otherwise is named in ``warnings``, and what decided each field in ``frame_evidence``.

    >>> from reportparse.repair import clean
    >>> from reportparse.lexicon import default
    >>> from reportparse.segment import segment
    >>> cleaned = clean("青海省2021年国民经济和社会发展统计公报\\n全年地区生产总值增长5.7%。")
    >>> about = describe(cleaned, segment(cleaned, default()), default(), source=None, year=None, place=None)
    >>> about.kind, about.covers, about.place_code, about.level, about.report_year, about.review_year
    ('communique', '2021', '630000', 'province', 2021, 2021)
    """
    warnings: list[str] = []
    vocabulary = words(lexicon)
    head = head_of(cleaned, layout, source, vocabulary, lexicon)
    told = kind_of((*head.titles, *head.dated), head.opening, layout.sections, source, lexicon)
    told = replace(told, kind=about_months(told.kind, (told.title, *head.titles[:2]), lexicon))
    company = company_of(head, vocabulary) if place is None else None
    where = None
    if place is not None:
        where = given_place(place, lexicon)
    elif company is None:
        where = place_of(head, source, lexicon, vocabulary, warnings)
    given = delivered(head, vocabulary)
    day = issued(head, given, lexicon)
    titles = tuple(dict.fromkeys(filter(None, (told.title, *head.titles))))
    years = years_of(told.kind, titles, head, day, layout, lexicon)
    if year is not None:
        years = as_given(told.kind, year, years)
    else:
        if is_posted(years, day, head.said):
            years = without_day(years_of(told.kind, titles, head, Issued(), layout, lexicon), years)
        years = weighed(years, head.said, lexicon) if told.kind.year != "planned" else years
        warnings += [years.warning] if years.warning else []
    covers = _covers(told.kind, years, titles, head, layout, lexicon)
    end = int(covers[-2:]) if covers and covers[-3:-2] == "-" else 12
    return Metadata(
        title=head.title,
        place=where.name if where else place,
        place_code=where.code if where else None,
        level="company" if company else where.level if where else None,
        report_year=years.report,
        review_year=years.review,
        issuer=company or issuer_of(where, told.kind.name, lexicon),
        delivered=given,
        kind=told.kind.name,
        spoken=_spoken(told.kind, years, day),
        issued=day.iso if years.review is None else day.after(end, years.review),
        covers=covers,
        frame_certainty=round(min(told.certainty, years.certainty), 2),
        frame_evidence=_evidence(told, years),
        warnings=tuple(warnings),
    )


def _spoken(kind: Kind, years: Years, day: Issued) -> int | None:
    """The year that 今年 is, where it is not the year of the report."""
    if kind.year == "reported" and years.review is not None and day.year is not None:
        return day.year if day.year > years.review else None
    return years.review if (kind.is_covered or kind.year == "volume") and years.report != years.review else None


def _covers(
    kind: Kind, years: Years, titles: Sequence[str], head: Head, layout: Layout, lexicon: Lexicon
) -> str | None:
    """The stretch of months, the year or the years that the document is about."""
    reviewed = years.why.startswith("results of")
    span = planned_span(kind, titles, head, lexicon)
    if span is not None and (reviewed or (kind.year == "planned" and years.why.endswith(span.text))):
        return span.iso
    covers = stretch_of(kind, titles, head, years, lexicon)
    if kind.status == "actual" or years.review is None:
        return covers
    now = now_of(Metadata(report_year=years.report, review_year=years.review))
    return span_of(layout, years, now, lexicon) or covers


def _evidence(told: Told, years: Years) -> tuple[str, ...]:
    return (
        f"kind={told.kind.name} {told.certainty}: {told.why}",
        f"report_year={years.report} {years.certainty}: {years.why}",
        f"review_year={years.review} {years.certainty}: {years.why}",
    )
