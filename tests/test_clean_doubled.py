"""Double printing is undone whatever its form, and text that repeats by nature survives beside it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportparse.repair import clean
from reportparse.repair.doubled.evidence import suspects
from reportparse.spans import OffsetMap

LINES = [
    "全市新栽苹果树3.5万亩，其中矮化密植园占62%。",
    "改造农村公路418公里、危桥27座，惠及群众9.6万人",
    "次。组织“送医下乡”活动130场，义诊群众2.04万人次；",
    "家家户户装上太阳灶，人人学会嫁接果树。",
    "渔业产量达到5511吨，增长11.1%，居全省第2位，",
    "高标准建设《沿河绿道》——全长33公里。",
]
CLEAN = [
    "扎扎实实抓好春耕生产，一户一户走访，",
    "2020年新增2020户、55家企业，增长99.9%。",
    "——坚持绿色发展；",
    "11",
    "茶叶、茶叶",
]
RUN = re.compile(r"[\u4e00-\u9fff]+|[0-9]+|[A-Za-z]+|——|.")


def by_run(line: str, copies: int) -> str:
    return "".join(run * copies for run in RUN.findall(line))


def by_character(line: str, copies: int) -> str:
    return "".join(c * copies for c in line)


def by_line(line: str, copies: int) -> str:
    return line * copies


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([by_run, by_character, by_line]),
    st.integers(2, 4),
    st.lists(st.sampled_from(LINES), min_size=2, max_size=5),
    st.lists(st.sampled_from(CLEAN), max_size=3),
    st.lists(st.sampled_from(CLEAN), max_size=3),
)
def test_doubled_lines_are_restored_and_clean_ones_stay(damage, copies, lines, before, after):  # type: ignore[no-untyped-def]
    text = "\n".join([*before, *(damage(line, copies) for line in lines), *after])
    assert clean(text).text == "\n".join([*before, *lines, *after])


@pytest.mark.parametrize("line", LINES + CLEAN)
def test_clean_lines_raise_no_suspicion(line: str) -> None:
    assert clean(line).text == line


def test_clean_text_is_not_read_closely() -> None:
    assert suspects("\n".join(LINES + CLEAN)) == []


def test_the_span_of_a_doubled_number_shows_all_copies() -> None:
    raw = "惠及群众惠及群众33..66万人次万人次，，建房建房3636套套"
    cleaned = clean(raw)
    assert cleaned.text == "惠及群众3.6万人次，建房36套"
    for number, copies in (("3.6", "33..66"), ("36", "3636"), ("36套", "3636套套")):
        start = cleaned.text.index(number)
        low, high = cleaned.offsets.span(start, start + len(number))
        assert raw[low:high] == copies


def test_numbers_in_a_repeated_sentence_keep_their_own_place() -> None:
    raw = "建成水厂16座并投入使用建成水厂16座并投入使用"
    cleaned = clean(raw)
    low, high = cleaned.offsets.span(4, 6)
    assert (cleaned.text, raw[low:high]) == ("建成水厂16座并投入使用", "16")


def test_a_number_is_never_cut_where_a_repair_ends() -> None:
    cleaned = clean("规范财务管理规范财务管理，，结案率结案率77.4%，高于上年")
    assert cleaned.text == "规范财务管理，结案率77.4%，高于上年"


@settings(max_examples=100, deadline=None)
@given(st.text("增长人人一个万。，、：%0123.\n １⼤", max_size=50))
def test_untouched_spans_are_the_raw_text(text: str) -> None:
    cleaned = clean(text)
    applied = [r for r in cleaned.repairs if r.action == "applied"]
    for i, character in enumerate(cleaned.text):
        low, high = cleaned.offsets.span(i, i + 1)
        assert low < high
        if not any(r.start < high and low < r.end for r in applied):
            assert text[low:high] == character
    assert isinstance(cleaned.offsets, OffsetMap)


@pytest.mark.parametrize("filler", ["中", "0", "，", "增长", "——", "◉", "&nbsp;", "“", "1 ", "全面推进，"])
def test_fillers_are_no_double_printing(filler: str) -> None:
    text = filler * 3000
    assert "doubled" not in {r.kind.split("_")[0] for r in clean(text).repairs if r.action == "applied"}
