"""The mentions stage: every case of tests/cases/mentions.jsonl, exact values, and what must hold for any text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportparse.lexicon import default
from reportparse.mentions import find_mentions
from reportparse.mentions.scan import scan
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Block, BlockKind, Mention
from reportparse.repair import clean
from reportparse.segment import segment
from reportparse.spans import identity

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "mentions.jsonl").read_text("utf8").splitlines()
]
ALPHABET = (
    "0123456789０９一二三十百千万亿零两半几数余多第届期号点分之又年月日季度至到—-~，。、；“”《》（）元角个人家%％./∶ "
    "约近超过以上下左右内首位番翻成倍A5GPM×+每级大项億點"
)
NUMERALS = "零一二三四五六七八九"


def read(text: str, kind: BlockKind = "paragraph") -> tuple[Mention, ...]:
    """The mentions of a text that is one block."""
    block = Block(0, kind, "", text, identity(len(text)), 0, len(text), None, "other")
    return find_mentions([block], default())


def one(text: str) -> Mention:
    mentions = read(text)
    assert len(mentions) == 1, [m.text for m in mentions]
    return mentions[0]


def field(mention: Mention, name: str) -> Any:
    value = getattr(mention, {"low": "value_low", "high": "value_high"}.get(name, name))
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:20])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case["provenance"] == "known_failures":
        request.applymarker(pytest.mark.xfail(strict=True))
    mentions = read(case["text"])
    assert [m.text for m in mentions] == [m["text"] for m in case["mentions"]]
    for mention, expected in zip(mentions, case["mentions"], strict=True):
        for name, want in expected.items():
            got = field(mention, name)
            if isinstance(got, Decimal) and want is not None:
                want = Decimal(want)
            assert got == want, name


@settings(max_examples=300)
@given(st.one_of(st.text(ALPHABET, max_size=30), st.text(max_size=30)))
@example("一又一又" * 5000)
@example("三分之" * 2000)
def test_any_text(text: str) -> None:
    end = 0
    covered: set[int] = set()
    for m in read(text):
        assert end <= m.block_start < m.block_end <= len(text)
        assert (m.start, m.end, m.text) == (m.block_start, m.block_end, text[m.block_start : m.block_end])
        assert m.reason
        assert m.value_text in m.text
        end = m.block_end
        covered.update(range(m.block_start, m.block_end))
    assert not [i for i, c in enumerate(text) if c.isascii() and c.isdigit() and i not in covered]


def spell_below(n: int, top: bool) -> str:
    """1 to 9999 in Chinese numerals, as they are read aloud."""
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // unit % 10
        if not digit:
            gap = bool(out)
            continue
        out += ("零" if gap else "") + ("" if digit == 1 and unit == 10 and top and not out else NUMERALS[digit]) + word
        gap = False
    return out


def spell(n: int) -> str:
    """A whole number in Chinese numerals: 10205 is 一万零二百零五."""
    if n == 0:
        return "零"
    out = ""
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = n // scale % 10**4
        if part:
            out += ("零" if out and part < 1000 else "") + spell_below(part, not out) + word
    return out


FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿点", "萬億點")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@given(st.integers(1, 10**12 - 1), st.sampled_from(["plain", "financial", "traditional"]))
@example(10205, "plain")
@example(30_000_004, "financial")
def test_chinese_numerals_are_read_back(n: int, style: str) -> None:
    text = {
        "plain": spell(n),
        "financial": spell(n).translate(FINANCIAL),
        "traditional": spell(n).translate(TRADITIONAL),
    }
    assert one(f"{text[style]}吨").value == n


@given(st.decimals("0.01", "99999999", places=2), st.sampled_from(["", "万", "亿", "万亿"]), st.booleans())
@example(Decimal("64.10"), "亿", False)
@example(Decimal("611.80"), "亿", True)
@example(Decimal("0.10"), "万", False)
def test_decimals_are_exact(value: Decimal, scale: str, wide: bool) -> None:
    text = f"{value}{scale}元"
    mention = one(text.translate(WIDE) if wide else text)
    assert mention.value == value
    assert mention.normalized_value == value * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert mention.normalized_unit == "元"


@given(st.integers(1000, 10**15), st.sampled_from([",", "，"]))
def test_thousands_groups_are_read_back(n: int, comma: str) -> None:
    assert one(f"{n:,}".replace(",", comma) + "公里").value == n


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=4))
def test_spelled_percents_are_read_back(whole: int, digits: str) -> None:
    text = f"百分之{spell(whole)}点" + "".join(NUMERALS[int(d)] for d in digits)
    mention = one(text)
    assert (mention.value, mention.unit, mention.kind) == (Decimal(f"{whole}.{digits}"), "%", "percent")


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["—", "－", "~", "至", "到"]))
def test_ranges_hold_their_ends(a: int, b: int, separator: str) -> None:
    low, high = sorted((a, b))
    mention = one(f"{low}{separator}{high}万亩")
    assert (mention.bound, mention.value_low, mention.value_high, mention.unit) == ("range", low, high, "万亩")


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["到", "至", "—"]), st.sampled_from(["", "，", "左右"]))
@example(8, 10, "到", "")
@example(20, 21, "至", "左右")
def test_percents_share_their_denominator(a: int, b: int, separator: str, after: str) -> None:
    low, high = sorted((a, b))
    mentions = read(f"百分之{spell(low)}{separator}{spell(high)}{after}")
    assert mentions[0].value == low
    assert mentions[0].value_high == high


@given(
    st.decimals("0.01", "99999", places=2),
    st.sampled_from(["为", "增长", "由", "降至", "同比", "净利润"]),
    st.sampled_from(["-", "－", "−", "负"]),
    st.sampled_from(["%", "亿元", "个百分点"]),
)
@example(Decimal("0.10"), "增长", "-", "%")
def test_minus_signs_are_read_after_words(value: Decimal, word: str, sign: str, unit: str) -> None:
    mention = one(f"{word}{sign}{value}{unit}")
    assert (mention.value, mention.value_low, mention.value_high) == (-value, -value, -value)
    assert mention.text == f"{sign}{value}{unit}"


@given(st.integers(1, 999), st.sampled_from(["-", "－", "−"]), st.sampled_from(["公里", "人", "小时"]))
def test_a_stroke_after_a_name_is_no_minus(n: int, stroke: str, unit: str) -> None:
    assert one(f"青岛{stroke}{n}{unit}").value == n


def test_offsets_lead_to_the_raw_text() -> None:
    raw = "一、成绩\n粮食产量４１．５ 亿\n斤，增长 3.2%。\n"
    cleaned = clean(raw)
    mentions = find_mentions(segment(cleaned, default()).blocks, default())
    grown = next(m for m in mentions if m.kind == "percent")
    assert raw[grown.start : grown.end] == "3.2%"


def test_every_digit_of_the_sample_report_is_in_one_mention(sample_text: str) -> None:
    blocks = segment(clean(sample_text), default()).blocks
    mentions = find_mentions(blocks, default())
    for block in blocks:
        spans = [(m.block_start, m.block_end) for m in mentions if m.block == block.ordinal]
        for i, c in enumerate(block.text):
            if c.isdigit():
                assert sum(a <= i < b for a, b in spans) == 1, block.text[max(0, i - 5) : i + 5]


def test_furniture_reports_nothing() -> None:
    assert {m.kind for m in read("第 12 页 共 30 页", "furniture")} <= {"marker", "identifier", "ordinal", "name"}


class Counted(str):
    """A text that counts how many characters are sliced from it."""

    sliced = 0

    def __getitem__(self, key: Any) -> str:
        part = str.__getitem__(self, key)
        Counted.sliced += len(part)
        return part


@pytest.mark.parametrize(
    "part", ["1,", "十", "1 ", "一点", "三分之", "1—", "1.", "“1", "1、", "一又", "元/", "1+", "2024年—", "负", "111，"]
)
def test_work_grows_with_the_length(part: str) -> None:
    work = []
    for n in (1_000, 2_000):
        Counted.sliced = 0
        list(scan(vocabulary(default()), Counted(part * n)))
        work.append(Counted.sliced)
    assert work[1] <= 2 * work[0] + 1_000
