"""Constructions: their examples, what is refused when they are loaded, and one meaning in many wordings."""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

import reportparse as rp
from reportparse.claims.check import problems
from reportparse.claims.constructions import grammar_of
from reportparse.lexicon import Lexicon, default
from reportparse.lexicon.own import with_own

TABLE = default().table("constructions")
VERBS = list(csv.DictReader((files("reportparse.lexicon") / "verbs.csv").read_text("utf8").splitlines()))


def with_rows(*rows: dict[str, Any], version: str) -> Lexicon:
    table = {**TABLE, "construction": [*TABLE["construction"], *rows]}
    return replace(default(), version=version, tables={**default().tables, "constructions": table})


def words(role: str, direction: str | None = None) -> list[str]:
    return [row["word"] for row in VERBS if row["role"] == role and direction in (None, row["direction"])]


def said(text: str) -> list[tuple[str, str, str | None]]:
    return [(claim.indicator, claim.measure, claim.direction) for claim in rp.parse(text, year=2024).claims]


def test_every_example_says_what_it_shows() -> None:
    assert problems(default()) == []


def test_there_are_as_many_counter_examples_as_constructions() -> None:
    rows = TABLE["construction"]
    assert sum(len(row["not"]) for row in rows) >= len(rows)


def test_an_unknown_role_is_named() -> None:
    row = {"name": "odd", "numbers": ["percent"], "pattern": "verbs #", "examples": [], "not": []}
    with pytest.raises(ValueError, match="odd: pattern: there is no role 'verbs'"):
        grammar_of(with_rows(row, version="unknown role"))


def test_constructions_that_beat_each_other_are_refused() -> None:
    rows = [
        {"name": name, "numbers": ["percent"], "pattern": "change #", "beats": [other], "examples": [], "not": []}
        for name, other in (("one", "two"), ("two", "one"))
    ]
    with pytest.raises(ValueError, match="one: beats: it beats itself"):
        grammar_of(with_rows(*rows, version="loop"))


def test_an_example_that_says_something_else_is_named() -> None:
    row = {
        "name": "odd",
        "numbers": ["percent"],
        "pattern": "#",
        "examples": [{"text": "出口增长【5%】。", "claim": "出口 level"}],
        "not": [],
    }
    found = problems(with_rows(row, version="wrong example"))
    assert any("odd: examples: 出口增长【5%】。: it says '出口 growth_rate up'" in line for line in found)


def test_two_constructions_that_cannot_be_told_apart_are_named() -> None:
    row = {
        "name": "twin",
        "numbers": ["percent", "multiple"],
        "pattern": "change $skip #",
        "measure": "growth_rate",
        "direction": "word",
        "examples": [{"text": "出口增长【5%】。", "claim": "出口 growth_rate up"}],
        "not": [],
    }
    found = problems(with_rows(row, version="twins"))
    assert any("neither beats the other" in line for line in found)


def test_a_construction_of_ones_own_is_read() -> None:
    own = """
[[constructions.construction]]
name = "quota"
numbers = ["quantity"]
pattern = "share #"
measure = "share"
beats = ["amount"]
examples = [{ text = "绿地占【3亩】。", claim = "绿地 share" }]
not = []
"""
    assert [c.rule for c in rp.parse("绿地占30亩。", lexicon=with_own(own)).claims] == ["quota"]
    assert [c.rule for c in rp.parse("绿地占30亩。").claims] == ["amount"]


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize(
    "frame",
    [
        "羊毛产量{}5%。",
        "去年，羊毛产量{}5%。",
        "羊毛产量大幅{}5%。",
        "羊毛产量一下子{}了5%。",
        "羊毛产量比上年{}5%。",
        "羊毛产量比上年很快{}了5%。",
        "与上年相比，羊毛产量{}了5%。",
        "全市羊毛产量同比{}5%左右。",
        "尽管如此，羊毛产量仍{}5%。",
    ],
)
def test_a_verb_of_change_is_one_meaning_in_many_wordings(frame: str, direction: str) -> None:
    wrong = {}
    for verb in words("change", direction):
        if (found := said(frame.format(verb))) != [("羊毛产量", "growth_rate", direction)]:
            wrong[verb] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "frame",
    ["羊毛产量由4万吨{}到5万吨。", "羊毛产量从上年的4万吨{}至5万吨。", "羊毛产量从4万吨很快{}到了5万吨。"],
)
def test_a_state_reached_is_a_level_whatever_the_verb(frame: str) -> None:
    wrong = {}
    compared = tuple(words("more"))
    for verb in (v for v in words("change") if not v.startswith(compared)):
        if (found := said(frame.format(verb))) != [("羊毛产量", "level", None)] * 2:
            wrong[verb] = found
    assert wrong == {}


@pytest.mark.parametrize("frame", ["羊毛产值{}全县的30%。", "去年，羊毛产值{}全县的30%。", "羊毛产值仍{}全县的30%。"])
def test_a_share_is_one_meaning_in_many_wordings(frame: str) -> None:
    assert {verb: said(frame.format(verb)) for verb in words("share")} == {
        verb: [("羊毛产值", "share", None)] for verb in words("share")
    }


@pytest.mark.parametrize("frame", ["羊毛产量{}全省第二位。", "羊毛产量已{}全省第二位。", "去年羊毛产量{}全省第二位。"])
def test_a_rank_is_one_meaning_in_many_wordings(frame: str) -> None:
    verbs = [verb for verb in words("rank") if verb not in words("wins")]
    assert {verb: said(frame.format(verb)) for verb in verbs} == {verb: [("羊毛产量", "rank", None)] for verb in verbs}


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize(
    "frame", ["治愈率{}全省2个百分点。", "治愈率大大{}全省2个百分点。", "去年治愈率{}全省平均水平2个百分点。"]
)
def test_a_comparison_is_one_meaning_in_many_wordings(frame: str, direction: str) -> None:
    verbs = words("compare", direction)
    assert {v: said(frame.format(v)) for v in verbs} == {v: [("治愈率", "change", direction)] for v in verbs}


@pytest.mark.parametrize(
    "word", ["很快", "尽管", "一下子", "远远", "依次", "大大", "因此", "以及", "两者", "其中", "千亿", "三项"]
)
def test_no_adverb_conjunction_or_pronoun_is_an_indicator(word: str) -> None:
    for text in (f"去年{word}增长5%。", f"去年，羊毛产量{word}增长5%。", f"{word}，增长5%。"):
        assert all(word not in claim.indicator for claim in rp.parse(text, year=2024).claims)
