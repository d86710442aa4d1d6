"""What a report is: title, place, level and years, from the text first and the file name second."""

from __future__ import annotations

import re
from collections import Counter

from reportparse.frame.places import Place, find_places
from reportparse.lexicon import Lexicon
from reportparse.model import Layout, Metadata, Part
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.vocabulary import Words, words

HEAD = 2500
"""Characters at the top of a text in which title, session and byline stand."""
TOP_LINES = 12
"""Lines in which a report names whose it is."""
YEAR = r"((?:19|20)\d{2}|[一二][九〇○零][一二三四五六七八九〇○零]{2})\s?年"
_YEAR = re.compile(YEAR)
_DATE = re.compile(YEAR + r"\s?(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_HAN = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


def describe(
    cleaned: Cleaned, layout: Layout, lexicon: Lexicon, *, source: str | None, year: int | None, place: str | None
) -> Metadata:
    """Return what the report is: whose, of which year.

    ``report_year`` of a work report is the year in which it is given and whose work it plans; ``review_year`` the one
    before it. A statistical communiqué is of the year that it is about: both years are the same. Reports of the State
    Council are of the place 全国 with the code 000000, those of a company of none. ``year`` and ``place`` override what
    text and file name say; what is taken from the file name or inferred otherwise is named in ``warnings``.

    >>> from reportparse.repair import clean
    >>> from reportparse.lexicon import default
    >>> from reportparse.segment import segment
    >>> cleaned = clean("青海省2021年国民经济和社会发展统计公报\\n全年地区生产总值增长5.7%。")
    >>> about = describe(cleaned, segment(cleaned, default()), default(), source=None, year=None, place=None)
    >>> about.place_code, about.level, about.report_year, about.review_year
    ('630000', 'province', 2021, 2021)
    """
    warnings: list[str] = []
    vocabulary = words(lexicon)
    title = _title(layout)
    head = cleaned.text[:HEAD]
    communique = _is_communique(title, head[:300] + (source or ""), vocabulary)
    company = _company(head, vocabulary) if place is None else None
    where = None if company else _place(head, title, source, place, lexicon, warnings)
    delivered = _delivered(head, vocabulary)
    report_year = year or _report_year(title, delivered, cleaned, layout, source, communique, warnings)
    review_year = report_year if communique or report_year is None else report_year - 1
    return Metadata(
        title=title,
        place=where.name if where else place,
        place_code=where.code if where else None,
        level="company" if company else where.level if where else None,
        report_year=report_year,
        review_year=review_year,
        issuer=company or _issuer(where, communique, lexicon),
        delivered=delivered,
        warnings=tuple(warnings),
    )


def _is_communique(title: str | None, elsewhere: str, vocabulary: Words) -> bool:
    """What the title says decides; a title that says neither leaves it to the top of the text and the file name."""
    if title and vocabulary.report.search(title):
        return False
    if not title and vocabulary.counted.match(elsewhere.lstrip()):
        return True
    return any(vocabulary.communique.search(text) for text in (title or "", elsewhere))


def _title(layout: Layout) -> str | None:
    """The first title line that names a year, or else the first."""
    titles = [re.sub(r"\s+", "", b.text) for b in layout.blocks[:60] if b.kind == "heading" and b.section is None]
    return next((title for title in titles if _YEAR.search(title)), titles[0] if titles else None)


def _place(
    head: str, title: str | None, source: str | None, given: str | None, lexicon: Lexicon, warnings: list[str]
) -> Place | None:
    vocabulary = words(lexicon)
    if given:
        return next(iter(find_places(given, lexicon)), None)
    session = next((line for line in head.splitlines() if len(line) < 80 and vocabulary.session.search(line)), "")
    speaker = vocabulary.speaker.search(head)
    for text in (title or "", session, speaker.group(1) if speaker else ""):
        found = find_places(text, lexicon)
        if found:
            return _narrowest(found)
    found = find_places(source or "", lexicon)
    named = find_places(head, lexicon)
    (province, count), *_ = Counter(place.code[:2] for place in named).most_common(1) or [("", 0)]
    if count >= 3 and 2 * count > len(named) and (not found or any(place.code[:2] == province for place in found)):
        warnings.append("place inferred from the places that the text names")
        return _narrowest(found) if found else next(place for place in named if place.code[:2] == province)
    if found:
        warnings.append("place taken from the file name")
    return _narrowest(found) if found else None


def _company(head: str, vocabulary: Words) -> str | None:
    """The company that a line at the top names; a report of one is of no place, whatever places it speaks of."""
    lines = ["".join(line.split()) for line in head.splitlines() if line.strip()]
    return next((line for line in lines[:TOP_LINES] if vocabulary.company.fullmatch(line)), None)


def _narrowest(found: list[Place]) -> Place:
    """The last of a chain such as 江西省宜春市万载县, or the first place named."""
    at = found[0]
    for place in found[1:]:
        if at.level != "country" and place.code.startswith(at.code.rstrip("0")):
            at = place
    return at


def _delivered(head: str, vocabulary: Words) -> str | None:
    for line in head.splitlines():
        found = _DATE.search(line)
        if found and vocabulary.session.search(line):
            month, day = (_small(found.group(i)) for i in (2, 3))
            return (
                f"{_number(found.group(1)):04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
            )
    return None


def _number(year: str) -> int:
    return int("".join(_HAN.get(c, c) for c in year))


def _small(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十")
    return (10 * int(_HAN.get(tens, "1")) if "十" in text else 0) + int(_HAN.get(ones, "0"))


def _report_year(
    title: str | None,
    delivered: str | None,
    cleaned: Cleaned,
    layout: Layout,
    source: str | None,
    communique: bool,
    warnings: list[str],
) -> int | None:
    if title and (found := _YEAR.search(title)):
        return _number(found.group(1))
    if delivered:
        return int(delivered[:4])
    named = _FILE_YEAR.search(source.rpartition("/")[2]) if source else None
    planned = _heading_year(layout, "plan", "requirement")
    if planned and (named is None or int(named[1]) == planned):
        warnings.append("report_year inferred from a heading")
        return planned
    if named:
        warnings.append("report_year taken from the file name" + (f", a heading plans {planned}" if planned else ""))
        return int(named[1])
    if reviewed := _heading_year(layout, "review"):
        warnings.append("report_year inferred from a heading")
        return reviewed + (not communique)
    found = _YEAR.search(cleaned.text[:HEAD])
    if found:
        warnings.append("report_year inferred from the first year of the text")
        return _number(found.group(1)) + (0 if communique else 1)
    return None


def _heading_year(layout: Layout, *parts: Part) -> int | None:
    """The year that the first heading of these parts names: 2026年工作总体要求."""
    for section in layout.sections:
        if section.part in parts and (found := _YEAR.search(section.title)):
            return _number(found.group(1))
    return None


def _issuer(where: Place | None, communique: bool, lexicon: Lexicon) -> str | None:
    if where is None:
        return None
    issuers: dict[str, str] = lexicon.table("headings")["issuers"]
    kind = "communique" if communique else "report"
    return issuers[f"country_{kind}"] if where.level == "country" else where.name + issuers[kind]
