"""When a number is and whether it is a result: cases, and what must hold for any text."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportparse as rp
from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import Frame, frames_of, is_late
from reportparse.frame.periods import period_of
from reportparse.frame.status import status_of
from reportparse.frame.times import Now
from reportparse.frame.timex import find_times
from reportparse.lexicon import default
from reportparse.model import Block, Mention, Metadata, Section
from reportparse.spans import identity

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/periods.jsonl").read_text("utf8").splitlines()]
NOW = Now(2031, 2030)
TIME_CHARACTERS = (
    "一二三四五六七八九十〇0123456789年月日第个五计划“”《》到至截—去今全上半下季度前近过来内以末底世纪，。比的"
)


def block(text: str, part: str = "review", section: int | None = None) -> Block:
    return Block(0, "paragraph", "", text, identity(len(text)), 0, len(text), section, part)  # type: ignore[arg-type]


def number(text: str, start: int, end: int) -> Mention:
    kind = {"倍": "multiple", "%": "percent"}.get(text[end - 1], "quantity")
    return Mention(0, start, end, start, end, text[start:end], kind, "", "", None, None, None, "=", "", None, "", "")


def metadata_of(case: dict[str, Any]) -> Metadata:
    """The frame of a document: by default that of a report of the case's year."""
    year = case["year"]
    given = {key: case[key] for key in ("kind", "covers", "issued", "spoken") if key in case}
    review = case.get("review", year - 1 if year else None)
    return Metadata(report_year=year, review_year=review, frame_certainty=case.get("certainty", 1.0), **given)


def context_of(case: dict[str, Any]) -> tuple[ClauseContext, Mention]:
    start, end = case["text"].index("【"), case["text"].index("】") - 1
    text = case["text"].replace("【", "").replace("】", "")
    sections = (
        [Section(0, None, 1, "", case["heading"], case["part"], "before", 1.0, "", 0, 0)] if "heading" in case else []
    )
    body = block(text, case["part"], 0 if sections else None)
    metadata = metadata_of(case)
    sentence = max(text.rfind("。", 0, start), -1) + 1
    clause = max(text.rfind(c, 0, start) for c in "。，；：") + 1
    stop = text.index("。", end)
    mention = number(text, start, end)
    frame = frames_of([body], sections, metadata, default())[0]
    context = ClauseContext(
        block=body,
        section=sections[0] if sections else None,
        metadata=metadata,
        lexicon=default(),
        sentence=text[sentence : stop + 1],
        sentence_start=sentence,
        clause=text[clause : min(i for i in (text.find(c, end) for c in "。，；：") if i >= 0)],
        clause_start=clause,
        mentions=(mention, *first_values(text, start)),
        frame=frame,
    )
    return context, mention


def first_values(text: str, start: int) -> list[Mention]:
    """The number right after a year, as the scan of numerals would find it."""
    at = text.find("年的") + 2
    return [number(text, at, at + 2)] if 1 < at < start else []


def ids(case: dict[str, Any]) -> str:
    return str(case["text"])


def marked(cases: list[dict[str, Any]]) -> list[Any]:
    failing = pytest.mark.xfail(strict=True)
    return [pytest.param(c, marks=[failing] if c["provenance"] == "known_failures" else [], id=ids(c)) for c in cases]


@pytest.mark.parametrize("case", marked(CASES))
def test_status_and_period(case: dict[str, Any]) -> None:
    context, mention = context_of(case)
    status = status_of(context, mention, case["measure"])[0]
    if case.get("role") == "from":
        status = "actual"
    period = period_of(context, mention, status, case["measure"], case.get("role", ""))[0]
    assert (status, period) == (case["status"], case["period"])


def test_a_card_keeps_its_own_status() -> None:
    context, mention = context_of(CASES[0])
    card = Block(0, "card", "", "增长5%", identity(4), 0, 4, None, "other", label="增长", status="target")
    held = ClauseContext(card, None, context.metadata, default(), "增长5%", 0, "增长5%", 0, (mention,))
    assert status_of(held, mention, "growth_rate")[0] == "target"


def test_without_a_year_there_is_no_period() -> None:
    text = "去年造林3万亩。"
    context = ClauseContext(block(text), None, Metadata(), default(), text, 0, text, 0, ())
    assert period_of(context, number(text, 4, 7), "actual", "level")[::2] == (None, ("year_unknown",))


def test_inferred_period_is_flagged_and_a_stated_one_is_not() -> None:
    unsure = {"text": "造林【3万亩】。", "year": 2031, "part": "review", "certainty": 0.7}
    context, mention = context_of(unsure)
    assert period_of(context, mention, "actual", "level")[2] == ("period_inferred",)
    context, mention = context_of({**unsure, "certainty": 0.55})
    assert period_of(context, mention, "actual", "level")[2] == ("period_inferred", "frame_uncertain")
    for sure in ({**unsure, "certainty": 0.95}, {**unsure, "text": "去年造林【3万亩】。"}):
        context, mention = context_of(sure)
        assert period_of(context, mention, "actual", "level")[2] == ()


def test_opening_words_hold_until_the_section_ends() -> None:
    texts = ["五年来，茶业大有发展。", "新建茶园四十万亩。", "今年再建一片。"]
    sections = [
        Section(0, None, 1, "一", "茶业", "review", "before", 1.0, "", 0, 0),
        Section(1, None, 1, "二", "今年", "plan", "before", 1.0, "", 0, 0),
    ]
    blocks = [block(texts[0], "review", 0), block(texts[1], "review", 0), block(texts[2], "plan", 1)]
    frames = frames_of(blocks, sections, Metadata(report_year=2031, review_year=2030), default())
    assert [f.last if f else None for f in frames] == [2030, 2030, 2031]
    assert isinstance(frames[1], Frame)
    assert frames[1].first == 2026


def test_a_report_that_plans_the_next_year_speaks_late() -> None:
    late = [block("明年茶叶增产。明年扩建茶厂。2032年开工。今年产量增长。")]
    early = [block("今年茶叶增产。今年扩建茶厂。2031年开工。明年再建。")]
    assert is_late(late, NOW, default())
    assert not is_late(early, NOW, default())


@given(st.text(alphabet=TIME_CHARACTERS, max_size=60))
@settings(max_examples=300, deadline=None)
def test_times_stand_in_order_and_never_raise(text: str) -> None:
    for titles in (False, True):
        times = find_times(text, NOW, default(), titles=titles)
        assert all(a.end <= b.start for a, b in pairwise(times))
        assert all(text[t.start : t.end] == t.text for t in times)


@given(st.integers(1950, 2049))
@settings(max_examples=60, deadline=None)
def test_a_year_reads_the_same_in_digits_and_ideographs(year: int) -> None:
    han = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
    digits, words = (find_times(f"{y}年，产量增长", NOW, default()) for y in (year, han))
    assert [t.iso for t in digits] == [t.iso for t in words] == [str(year)]


@given(st.text(max_size=80), st.sampled_from(["review", "plan", "other"]))
@settings(max_examples=100, deadline=None)
def test_any_sentence_gets_a_status_and_no_exception(text: str, part: str) -> None:
    body = block(text + "5%", part)
    mention = number(body.text, len(text), len(text) + 2)
    context = ClauseContext(
        body, None, Metadata(report_year=2031, review_year=2030), default(), body.text, 0, body.text, 0, (mention,)
    )
    status = status_of(context, mention, "level")[0]
    assert status in ("actual", "target")
    period_of(context, mention, status, "level")


def test_a_count_of_years_in_a_name_is_no_time() -> None:
    claim = rp.parse("九年义务教育阶段新增学位4万个。", year=2031).claims[0]
    assert claim.period == "2030"


def test_a_paragraph_that_opens_with_a_year_ends_the_interval_before_it():
    text = "2031年工作报告\n“十五五”时期，全镇财政收入增长31%。\n2030年全镇财政收入3.2亿元。\n一般预算收入2.1亿元。"
    assert [c.period for c in rp.parse(text, year=2031).claims] == ["2026/2030", "2030", "2030"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2031年人大代表建议办理情况的报告\n全年共办理代表建议24件。", [("actual", "2031")]),
        ("甲县年鉴2031\n全年水产品总产量1.2万吨。", [("actual", "2030")]),
        (
            "市科协2030年工作总结和2031年工作要点\n2030年，建成基地16个。\n二、2031年工作要点\n新建基地10个。",
            [("actual", "2030"), ("target", "2031")],
        ),
    ],
    ids=("a word that plans", "the year of a volume", "a section that plans"),
)
def test_the_title_of_results_is_no_heading_that_plans(text: str, said: list[tuple[str, str]]) -> None:
    assert [(c.status, c.period) for c in rp.parse(text).claims] == said


def test_a_part_of_a_doubtful_year_is_flagged() -> None:
    doubtful = {"text": "上半年，茶叶增产【8%】。", "year": 2031, "part": "review", "certainty": 0.5}
    context, mention = context_of(doubtful)
    assert period_of(context, mention, "actual", "growth_rate")[2] == ("period_inferred", "frame_uncertain")
    context, mention = context_of({**doubtful, "certainty": 0.9})
    assert period_of(context, mention, "actual", "growth_rate")[2] == ()


def test_a_month_named_in_passing_holds_no_longer_than_its_block() -> None:
    text = "2031年1—9月经济运行情况\n\n物价平稳。消费价格上涨0.3%，9月上涨0.6%。\n\n居民人均可支配收入2.8万元。"
    assert [(c.text, c.period) for c in rp.parse(text).claims] == [
        ("0.3%", "2031-01/2031-09"), ("0.6%", "2031-09"), ("2.8万元", "2031-01/2031-09")
    ]  # fmt: skip


def test_a_year_of_the_five_that_a_heading_names_speaks_for_its_own_block() -> None:
    title = "平阳县国民经济和社会发展第十六个五年规划纲要\n\n第一章 发展环境\n第一节 “十五五”发展成就\n\n"
    text = "实力增强。2030年，粮食产量32万吨。\n\n公路畅通。新建公路126公里，货运量年均增长9%。"
    found = [(c.text, c.status, c.period) for c in rp.parse(title + text).claims]
    assert found == [
        ("32万吨", "actual", "2030"), ("126公里", "actual", "2026/2030"), ("9%", "actual", "2026/2030")
    ]  # fmt: skip
