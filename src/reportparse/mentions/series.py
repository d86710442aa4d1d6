"""Patterns of numbers that order or name things, built from the words that tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportparse.lexicon.number_words import FRONT, ORDER, PIECE, TEN, beside
from reportparse.lexicon.numeral_characters import ONES
from reportparse.lexicon.patterns import either

FEW = rf"(?:[0-9]{{1,3}}|[{ONES}{TEN}]{{1,4}}|[{ONES}]?{TEN}[{ONES}]?)"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What is numbered without being counted."""

    session: re.Pattern[str]
    """十四届, 三中全会, 二期, 1号机组."""
    five_years: re.Pattern[str]
    """四五 before 计划 and the like."""
    plan: re.Pattern[str]
    """第三个五年计划."""
    great: re.Pattern[str]
    """大 and 强 of a name that counts its parts: 五大战略."""
    grade: re.Pattern[str]
    """级 of a size: 30万吨级."""
    ago: re.Pattern[str]
    """前 of a time counted back: 五年前."""
    version: re.Pattern[str]
    """4.0版, 4.0时代."""
    numbered: re.Pattern[str]
    """10号线, 8号文."""


def compile_series(names: Mapping[str, str], phase_guard: str) -> Series:
    """Build the patterns from lists of ``names.toml``; ``phase_guard`` is what makes a word of 期.

    >>> from reportparse.lexicon import default
    >>> series = compile_series(default().table("names"), "间")
    >>> series.session.match("三次全会")[0], series.session.match("二期间"), series.numbered.match("10号线")[0]
    ('三次', None, '10号线')
    """
    words = {key: either(names[key].split()) for key in _LISTS}
    of = words["congress_of"]
    then = f"[、，。；”]|$|{words['congress_then']}"
    session = rf"""
        (?:19|20)[0-9]{{2}}(?:{either(beside("cohort"))})(?!{words["grade_in_word"]})
      | {FEW}届(?:{FEW}中(?:、{FEW}中){{0,9}}(?:{words["plenums"]}))?
      | {FEW}中(?:、{FEW}中){{0,9}}(?:{words["plenums"]})
      | {FEW}次(?=(?:[、和]{FEW}次){{0,9}}(?:{words["meetings"]}))
      | (?:{ONES[1]}{TEN}|{TEN}[{ONES}]|[{ONES[6:]}])大(?:(?<={of}...)|(?<={of}..)|(?={then}))
      | [{ONES}1-4]期(?!{either(phase_guard.split())})
      | {FEW}(?:[、—\-和]{FEW}){{0,9}}号(?={words["plant"]})
      | {FEW}(?:[、]{FEW}){{1,3}}次?(?:{words["sectors"]})
    """
    dotted = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}版|[0-9]{1,6}(?:\.[0-9]{1,6}){2,}"
    return Series(
        session=re.compile(session, re.VERBOSE),
        five_years=re.compile(rf"[{ONES}]五(?={words['five_year_plans']})"),
        plan=re.compile(rf"{ORDER}{FEW}{PIECE}(?:{words['plan_spans']})(?:{words['plans']})?"),
        great=re.compile(f"大(?!{words['great_in_word']})|强(?!{words['strong_in_word']})"),
        grade=re.compile(f"级(?!{words['grade_in_word']})"),
        ago=re.compile(f"多?以?{FRONT}(?!{words['ago_in_word']})"),
        version=re.compile(rf"{dotted}|[0-9]+\.[0-9](?={words['versions']})"),
        numbered=re.compile(
            rf"[0-9]{{1,12}}(?:[—\-、][0-9]{{1,4}}){{0,9}}号(?:{words['numbered']})?(?!{words['not_numbered']})"
        ),
    )


_LISTS = (
    "meetings", "plant", "five_year_plans", "plan_spans", "plans", "versions", "numbered", "not_numbered",
    "plenums", "congress_of", "congress_then", "sectors",
    "great_in_word", "strong_in_word", "grade_in_word", "ago_in_word",
)  # fmt: skip
