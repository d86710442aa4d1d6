"""Blocks, repairs at line ends, outline and parts: cases, a page, and what holds for any text."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportparse.lexicon import default
from reportparse.repair import clean
from reportparse.segment import segment

TESTS = Path(__file__).resolve().parent


def layout_of(text):
    return segment(clean(text), default())


def cases(name):
    rows = map(json.loads, (TESTS / "cases" / f"{name}.jsonl").read_text(encoding="utf8").splitlines())
    known = {"known_failures": [pytest.mark.xfail(strict=True)]}
    return [pytest.param(case, id=case["name"], marks=known.get(case["provenance"], [])) for case in rows]


@pytest.mark.parametrize("case", cases("segment"))
def test_blocks(case):
    layout = layout_of(case["text"])
    blocks = [[block.kind, block.text] for block in layout.blocks]
    order = sorted if case.get("unordered") else list
    assert order(blocks) == order(case["blocks"])
    if "repairs" in case:
        assert [[repair.kind, repair.after] for repair in layout.repairs] == case["repairs"]
        assert {repair.action for repair in layout.repairs} <= {"flagged"}
    if "markers" in case:
        assert [block.marker for block in layout.blocks] == case["markers"]
    if "statuses" in case:
        assert [block.status for block in layout.blocks] == case["statuses"]
    if "flags" in case:
        assert list(layout.blocks[0].flags) == case["flags"]


@pytest.mark.parametrize("case", cases("segment_parts"))
def test_parts(case):
    assert [block.part for block in layout_of(case["text"]).blocks] == case["parts"]


@pytest.mark.parametrize("case", cases("segment_outline"))
def test_outline(case):
    sections = [[s.number, s.title, s.level, s.parent] for s in layout_of(case["text"]).sections]
    assert sections == case["sections"]


def test_running_headers_are_furniture_and_repeated_labels_are_not():
    body = [f"第{i}项工作进展顺利，全年完成投资{i}亿元，比上年增长{i}%，群众比较满意。" for i in range(1, 41)]
    lines = [line for i, text in enumerate(body) for line in (["云溪市人民政府公报"] if i % 10 == 0 else []) + [text]]
    layout = layout_of("\n".join(lines))
    assert [b.text for b in layout.blocks if b.kind == "furniture"] == ["云溪市人民政府公报"] * 4
    assert [r.kind for r in layout.repairs] == ["running_header"] * 4
    cards = "出口增长\n\n5%左右\n\n进口增长\n\n5%左右\n\n投资增长\n\n5%左右\n\n消费增长\n\n5%左右"
    assert {b.kind for b in layout_of(cards).blocks} == {"card"}


def test_a_cut_number_keeps_the_raw_characters_it_came_from():
    text = "全年发电量突破 480\n亿千瓦时。"
    layout = layout_of(text)
    (block,) = layout.blocks
    at = block.text.index("480")
    start, end = block.offsets.span(at, at + 4)
    assert text[start:end] == "480\n亿"
    (repair,) = layout.repairs
    assert (repair.start, repair.end) == (start, end)


def test_a_card_reads_as_a_clause_and_leads_back_to_its_lines():
    text = "城乡居民收入\n分别增长\n\n5.1%\n6.9%\n\n出口增长\n\n3%左右"
    card = layout_of(text).blocks[0]
    assert (card.label, card.text) == ("城乡居民收入分别增长", "城乡居民收入分别增长5.1%、6.9%")
    start, end = card.offsets.span(card.text.index("6.9%"), len(card.text))
    assert text[start:end] == "6.9%"


NARROW = """政府工作报告（摘要）

——2022年1月12日在县第八届人大第二次会议上


过去一年，我们团结全县各族干
部群众，克服多重困难，推动经济
社会发展取得新的成绩，建成公路
63公里，新增就业4207人。
"""


def test_front_matter_ends_at_the_first_sentence_of_a_narrow_column():
    assert [block.kind for block in layout_of(NARROW).blocks] == ["heading", "note", "paragraph"]


PRINTED = """全年完成造林26.4万亩，新建公路742公里，改造旧房3986套。
接待游客1845万人次，增长12.3%。
发放补贴21.4亿元。

相关链接
去年新增城镇就业6127人，比前年多出412人，创造新的纪录。
"""


def test_a_printed_page_does_not_end_where_a_site_offers_more():
    cleaned = clean(PRINTED)
    assert [b.kind for b in segment(cleaned, default()).blocks][-1] == "furniture"
    assert [b.kind for b in segment(cleaned, default(), printed=True).blocks][-1] == "paragraph"


def test_print_with_few_lines_that_break_within_a_sentence_is_joined_where_lines_are_known_to_be_printed():
    whole = ["全年完成造林二十六万亩，新建公路七百公里，全部通车。"] * 8
    cut = ["全年改造旧房三千九百套，惠及居民五万户，其中老旧小区", "改造三百个，群众满意。"]
    cleaned = clean("\n".join([*whole, *cut]))
    assert cut[1] in [b.text for b in segment(cleaned, default()).blocks]
    assert "".join(cut) in segment(cleaned, default(), printed=True).blocks[-1].text


def test_the_sample_page(sample_text):
    layout = layout_of(sample_text)
    kinds = [block.kind for block in layout.blocks]
    assert (kinds.count("bullet"), kinds.count("card")) == (97, 21)
    numbered = [s for s in layout.sections if s.number]
    assert [int(s.number) for s in numbered] == list(range(1, 13))
    assert {s.part for s in numbered} == {"plan"}
    bullets = [b for b in layout.blocks if b.kind == "bullet"]
    assert all(b.section is not None and b.part == "plan" for b in bullets)


def test_the_sample_and_the_pages_keep_their_offsets(sample_text):
    spec = importlib.util.spec_from_file_location("check_corpus", TESTS.parent / "tools" / "check_corpus.py")
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    pages = [page.read_text(encoding="utf8") for page in (TESTS / "cases" / "pages").glob("*.txt")]
    assert [list(check.broken(text)) for text in (sample_text, *pages)] == [[]] * (1 + len(pages))


PIECES = [
    "一、",
    "（二）",
    "3.",
    "2024年",
    "◉",
    "——",
    "增长",
    "5.",
    "4%",
    "万人",
    "，",
    "。",
    "\n",
    "\n\n",
    "  ",
    "　",
    "|",
    "\r\n",
    "第3页",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)


@given(TEXTS)
@example("——\xad——")
@settings(max_examples=150)
def test_nothing_vanishes_and_every_map_fits(text):
    cleaned = clean(text)
    layout = segment(cleaned, default())
    covered = bytearray(len(text))
    for repair in cleaned.repairs:
        covered[repair.start : repair.end] = b"\1" * (repair.end - repair.start)
    for block in layout.blocks:
        assert block.text == block.text.strip() or block.kind == "bullet"
        assert block.offsets.length == len(block.text)
        assert block.section is None or 0 <= block.section < len(layout.sections)
        for _, _, start, end, _ in block.offsets.pieces:
            covered[start:end] = b"\1" * (end - start)
        if block.marker:
            # A repair may lie within the marker, so that it is longer in the file than in the block.
            after = min((start for _, _, start, _, _ in block.offsets.pieces), default=block.end)
            covered[block.start : after] = b"\1" * (after - block.start)
    assert [i for i, c in enumerate(text) if not covered[i] and not c.isspace()] == []


@given(TEXTS)
@settings(max_examples=60)
def test_sections_come_after_their_parents_and_blocks_in_the_order_of_the_file(text):
    layout = layout_of(text)
    assert all(s.parent is None or s.parent < s.ordinal for s in layout.sections)
    assert [s.ordinal for s in layout.sections] == list(range(len(layout.sections)))
    assert [b.ordinal for b in layout.blocks] == list(range(len(layout.blocks)))
    starts = [b.start for b in layout.blocks]
    assert starts == sorted(starts)


def test_line_ends_of_any_kind_make_the_same_blocks():
    text = "一、上年工作回顾\n去年完成投资30亿元，增长5%。\n二、今年工作安排\n力争增长6%。"
    plain = [(b.kind, b.text, b.part, b.section) for b in layout_of(text).blocks]
    assert plain == [(b.kind, b.text, b.part, b.section) for b in layout_of(text.replace("\n", "\r\n")).blocks]


def test_blocks_grow_with_the_text_and_no_faster():
    """A page of ten thousand bullets, a line of a million characters and a column of digits all come back."""
    for text in ("◉推进改革，做好工作。\n" * 10_000, "甲" * 1_000_000, "0\n" * 20_000, "一、工作\n" * 5_000):
        layout = layout_of(text) if len(text) < 300_000 else segment(_uncleaned(text), default())
        assert sum(len(block.text) for block in layout.blocks) <= len(text)


def _uncleaned(text):
    from reportparse.repair.cleaned import Cleaned
    from reportparse.spans import identity

    return Cleaned(text, text, identity(len(text)), ())


def test_bullets_that_share_nothing_with_any_heading_stay_open():
    page = "\n\n".join(
        [
            *("1 发展渔业", "◉建设渔港，增殖渔业资源，捕捞产量稳", "定。"),
            *("2 发展林业", "◉营造林木，发展林业经济，保护山林资", "源。"),
            *("3 发展牧业", "◉改良草场，发展牧业合作，增加牛羊存", "栏。"),
            *("治理城区交通，新修停车场，疏通拥堵路口，", "改善出行，优化公交线路，方便市民，缩短"),
            *("候车时间，提高准点率，更新车辆，完善站台设施。", "◉启动剧院、书店、球场。"),
        ]
    )
    layout = layout_of(page)
    bullets = {b.text: b.section for b in layout.blocks if b.kind == "bullet"}
    titles = {s.ordinal: s.title for s in layout.sections}
    assert titles[bullets["建设渔港，增殖渔业资源，捕捞产量稳定。"]] == "发展渔业"
    assert bullets["启动剧院、书店、球场。"] is None
