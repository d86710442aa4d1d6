"""The clean stage: every case of tests/cases/clean.jsonl, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportparse.repair import clean
from reportparse.repair.cleaned import Cleaned

# Actions: silent and log change the text, note tells how it is read, flag doubts it, never leaves it alone.
CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "clean.jsonl").read_text("utf8").splitlines()]
ALPHABET = "增长天天人人一步个万亿元，。、；：“”（）—…％0123459.%,: \u3000\n\r１２⼤⻔\u200b\u00a0aGDP"


def replay(cleaned: Cleaned) -> str:
    """The raw text with its applied repairs made."""
    out, at = [], 0
    for r in cleaned.repairs:
        if r.action == "applied":
            assert r.start >= at, "repairs overlap"
            assert cleaned.raw[r.start : r.end] == r.before
            out += [cleaned.raw[at : r.start], r.after]
            at = r.end
    return "".join([*out, cleaned.raw[at:]])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['kind']}:{c['before'][:12]!r}")
def test_case(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if case["provenance"] == "known_failures":
        request.applymarker(pytest.mark.xfail(strict=True))
    cleaned = clean(case["before"])
    rows = [r for r in cleaned.repairs if case["kind"] in r.kind.split("+")]
    assert cleaned.text == case["after"]
    assert replay(cleaned) == cleaned.text
    if case["action"] == "never":
        assert not rows
        return
    assert rows, cleaned.repairs
    assert all(r.evidence for r in rows)
    assert {r.action for r in rows} == {"flagged" if case["action"] in ("flag", "note") else "applied"}
    assert all(r.silent for r in rows) == (case["action"] in ("silent", "note"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(ALPHABET, max_size=60)))
def test_any_text(text: str) -> None:
    cleaned = clean(text)
    assert replay(cleaned) == cleaned.text
    assert cleaned.text.count("\n") == text.count("\n")
    assert cleaned.offsets.length == len(cleaned.text)
    cleaned.explain()


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
