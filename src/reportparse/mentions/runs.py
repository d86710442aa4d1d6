"""Numbers joined by 、 or 和 that leave their unit to the last: 1200亿、560亿千瓦时, 0.3和0.5个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportparse.lexicon.number_words import MORE, beside
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import Vocabulary

JOIN = re.compile(f"[{''.join(beside('joins'))}]")
YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
POINTS = beside("points")[0]
"""Of which 0.2个和3.9个百分点 leaves all but the first character to the last number."""
VAGUE = re.compile(f"[{MORE}]")


def share_units(v: Vocabulary, text: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Give each number without unit the unit of the next one in its run, where both have the same scale word."""
    waiting: list[Token] = []
    for token in tokens:
        if waiting and not JOIN.fullmatch(text, waiting[-1].end, token.start):
            yield from waiting
            waiting = []
        waiting.append(token)
        if _open(text, token):
            continue
        yield from _closed(v, text, waiting)
        waiting = []
    yield from waiting


def _open(text: str, token: Token) -> bool:
    """Whether a token is a number whose unit may follow later; a year is none."""
    if token.kind != "quantity" or token.bound == "range":
        return False
    if token.normalized_unit is not None:
        return text[token.unit_start : token.unit_end] == POINTS[0] and bool(JOIN.match(text, token.end))
    return not YEAR.match(text, token.number_start, token.number_end)


def _closed(v: Vocabulary, text: str, run: list[Token]) -> Iterator[Token]:
    """The tokens of a run whose last one has the unit, or which ends at a token that has none."""
    last = run[-1]
    unit = _unit(v, text, last) if len(run) > 1 and last.normalized_unit is not None else ""
    scale = _scale(v, text, last, unit)
    for token in run[:-1]:
        if unit == POINTS and token.normalized_unit is not None:
            yield token._replace(
                kind=last.kind, unit=POINTS, normalized_unit=last.normalized_unit, dimension=last.dimension
            )
            continue
        if not unit or _scale(v, text, token, "") != scale:
            yield token
            continue
        written = VAGUE.sub("", text[token.unit_start : token.unit_end]) + unit
        yield token._replace(
            kind=last.kind, unit=written, normalized_unit=last.normalized_unit, dimension=last.dimension,
            factor=token.factor * v.units[unit].factor, flags=tuple(f for f in token.flags if f != "unit_missing"),
        )  # fmt: skip
    yield last


def _unit(v: Vocabulary, text: str, token: Token) -> str:
    """The written unit of a token without its scale word; "" where it is understood or a rate."""
    if token.unit is not None or token.kind not in ("quantity", "percent", "multiple", "duration"):
        return ""
    written = text[token.unit_start : token.unit_end].lstrip(" ")
    for n in range(len(written)):
        unit = v.units.get(written[n:])
        if unit and (unit.base or unit.name) == token.normalized_unit:
            return written[n:]
    return ""


def _scale(v: Vocabulary, text: str, token: Token, unit: str) -> str:
    """The scale word after a number, or the last one in a Chinese numeral."""
    after = VAGUE.sub("", text[token.unit_start : token.unit_end].removesuffix(unit)).strip(" ")
    last = text[token.number_end - 1]
    return after or (last if last in v.big or last in v.small else "")
