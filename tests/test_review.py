"""What the pages must hold, whatever draws them."""

import errno
import json
import re
import shutil
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportparse as rp
from reportparse.review.inline import located, runs
from reportparse.review.notebook import claim_html
from reportparse.review.numbers import number, understood
from reportparse.review.page import make_page
from reportparse.review.render import percent
from reportparse.review.words import words
from reportparse.review.write import page_name, report_page, write_review
from reportparse.spans import Edit, apply, identity

CASES = Path(__file__).parent / "cases"


def rows(report):
    return {name: table.to_pylist() for name, table in report.tables().items()}


class Reader(HTMLParser):
    """The text and the ids of a page, and the links within it; raw text of repairs aside."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.text, self.raw, self.quiet = [], [], [], [], [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append(tag)
        self.ids.extend([known["id"]] if "id" in known else [])
        self.links.extend([known["href"]] if "href" in known else [])
        self.quiet += tag in ("del", "script", "style")

    def handle_endtag(self, tag):
        self.quiet -= tag in ("del", "script", "style")

    def handle_data(self, data):
        self.raw.append(data)
        if not self.quiet:
            self.text.append(data)


@pytest.fixture(scope="module")
def written(outputs):
    return write_review(outputs)


@pytest.fixture(scope="module")
def sample_page(written):
    return next(path for path in written if path.name.startswith("xinjiang")).read_text(encoding="utf8")


def test_every_report_has_a_page_and_the_index_leads_to_each(outputs, written):
    index = Reader(written[0].read_text(encoding="utf8"))
    assert written[0].name == "index.html"
    assert len(written) == 1 + len(rp.load(outputs).documents)
    assert {path.name for path in written[1:]} <= {unquote(link) for link in index.links}


def few(tmp_path, *names):
    (tmp_path / "in").mkdir(exist_ok=True)
    for path in (tmp_path / "in").iterdir():
        path.unlink()
    for name in names:
        (tmp_path / "in" / name).write_text("去年粮食产量增长5%。\n", encoding="utf8")
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    return write_review(tmp_path / "out")


def test_pages_of_reports_that_are_gone_are_removed_and_all_else_is_left(tmp_path):
    first = few(tmp_path, "甲_2024.txt", "乙_2024.txt")
    notes = first[0].with_name("notes.html")
    notes.write_text("mine")
    second = few(tmp_path, "甲_2024.txt")
    left = {path.name for path in first[0].parent.iterdir()} - {".pages"}
    assert left == {"index.html", "notes.html", second[1].name}
    assert notes.read_text() == "mine"


def test_a_list_of_pages_that_names_other_files_removes_none_of_them(tmp_path):
    (victim := tmp_path / "victim.html").write_text("mine")
    folder = few(tmp_path, "甲_2024.txt")[0].parent
    (folder / ".pages").write_text("../../victim.html\n/etc/hostname\n.pages\n")
    write_review(tmp_path / "out")
    assert victim.read_text() == "mine"


def test_nothing_is_written_through_a_link(tmp_path):
    folder = few(tmp_path, "甲_2024.txt")[0].parent
    shutil.rmtree(folder)
    (elsewhere := tmp_path / "elsewhere").mkdir()
    folder.symlink_to(elsewhere)
    with pytest.raises(NotADirectoryError, match="no folder of its own"):
        write_review(tmp_path / "out")
    assert list(elsewhere.iterdir()) == []
    folder.unlink()
    pages = write_review(tmp_path / "out")
    (target := tmp_path / "target").write_text("mine")
    pages[1].unlink()
    pages[1].symlink_to(target)
    write_review(tmp_path / "out")
    assert target.read_text() == "mine"


def test_a_full_disk_leaves_whole_pages(tmp_path, monkeypatch):
    pages = few(tmp_path, "甲_2024.txt", "乙_2024.txt")
    before = {path: path.read_text(encoding="utf8") for path in pages}

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("reportparse.review.write.os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_review(tmp_path / "out")
    assert {path: path.read_text(encoding="utf8") for path in pages} == before
    assert not list(pages[0].parent.glob(".page-*"))


@pytest.mark.parametrize("character", ["\x1b", "\x01", "\ufffe", "\u202e", "\x85"])
def test_a_control_character_in_a_name_does_no_harm(tmp_path, character):
    for page in few(tmp_path, f"甲{character}乙_2024.txt"):
        assert page.read_text(encoding="utf8").endswith("</html>")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", page.read_text(encoding="utf8"))


def test_every_claim_has_a_row_that_its_mark_leads_to_and_back(outputs, sample_page):
    page = Reader(sample_page)
    claims = rp.load(outputs).claims
    document = rp.load(outputs).documents.set_index("source").loc["xinjiang_2024.txt", "doc_id"]
    own = claims[claims["doc_id"] == document]
    assert {f"claim-{i}" for i in own["claim_id"]} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)


def test_the_page_holds_the_whole_text_of_every_block(outputs, sample_page):
    text = "".join(Reader(sample_page).text)
    blocks = rp.load(outputs).blocks
    document = rp.load(outputs).documents.set_index("source").loc["xinjiang_2024.txt", "doc_id"]
    own = blocks[(blocks["doc_id"] == document) & (blocks["kind"] != "heading")]
    assert [b for b in own["text"] if b not in text] == []


def test_a_page_is_one_file_that_needs_no_network(sample_page):
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", sample_page)
    assert not re.search(r"@import|url\(", sample_page)


def test_a_report_of_100000_characters_stays_below_a_megabyte_and_a_half():
    """With 20 claims to 1,000 characters, which few reports reach."""
    words = ["粮食", "钢材", "水泥", "煤炭", "棉花", "茶叶", "纸张", "布匹"]
    lines = (
        f"第{i}乡推进各项工作，{words[i % 8]}产量达到{i + 3}.{i % 7}万吨，增长{i % 9 + 1}.{i % 5}%，"
        f"占全县的{i % 40 + 5}%。各村各组按照年初的安排抓紧抓实，群众的日子一天比一天好，乡里的面貌一年比一年新，"
        f"大家的干劲一季比一季足，做成了许多过去想做而没有做成的事情，第{i}组尤其如此。"
        for i in range(824)
    )
    report = rp.parse("\n".join(lines), source="long_2024.txt")
    assert len(report.raw) > 100_000
    assert len(report.claims) > 15 * len(report.raw) / 1000
    assert len(report_page(rows(report)).encode()) < 1_500_000


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{ 7*7 }}",
    "]]>",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_text_of_a_report_becomes_markup(attack):
    text = f"一、{attack}\n\n{attack}产值增长8.3%，占全县{attack}工业的12%。\n"
    report = rp.parse(text, source=f"{attack}.txt", place=attack)
    page = Reader(report_page(rows(report)))
    assert [page.tags.count(tag) for tag in ("script", "img", "svg")] == [5, 0, 0]
    assert attack in "".join(page.raw)
    small = Reader(report._repr_html_() + "".join(claim_html(c) for c in report.claims))
    assert set(small.tags) <= {"p", "strong", "br", "small", "table", "thead", "tbody", "tr", "th", "td"}


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_makes_a_page(text):
    report = rp.parse(text, source="a.txt")
    assert report_page(rows(report)).endswith("</html>")
    assert report._repr_html_()


def test_a_repaired_place_shows_before_and_after():
    text, offsets = apply("惠及惠及62006200万人", [Edit(0, 4, "惠及"), Edit(4, 12, "6200")])
    repairs = [
        {"raw_start": 0, "raw_end": 4, "before": "惠及惠及", "action": "applied", "kind": "k"},
        {"raw_start": 4, "raw_end": 12, "before": "62006200", "action": "applied", "kind": "k"},
    ]
    mention = {"start": 2, "end": 8, "kind": "quantity", "claims": ({"claim_id": "c"},), "anchor": "m0"}
    first, second = runs(text, offsets, [mention], repairs)
    assert [(p.text, p.before) for p in first.pieces] == [("惠及", "惠及惠及")]
    assert [(p.text, p.before) for p in second.pieces] == [("6200", "62006200"), ("万人", None)]


def test_a_number_inside_a_longer_repair_shows_its_own_raw_characters():
    text, offsets = apply("完成完成169169所所学校", [Edit(0, 4, "完成"), Edit(4, 10, "169"), Edit(10, 12, "所")])
    line = {"raw_start": 0, "raw_end": 12, "before": "完成完成169169所所", "action": "applied", "kind": "k"}
    mention = {"start": 2, "end": 6, "kind": "quantity", "claims": ({"claim_id": "c"},), "anchor": "m0"}
    cut = runs(text, offsets, [mention], [line])
    assert [[(p.text, p.before) for p in run.pieces] for run in cut] == [
        [("完成", "完成完成")],
        [("169所", "169169所所")],
        [("学校", None)],
    ]


def test_a_doubt_beside_a_repair_does_not_hide_it():
    text, offsets = apply("9.3.3万", [Edit(1, 5, ".3")])
    repair = {"raw_start": 1, "raw_end": 5, "before": ".3.3", "action": "applied", "kind": "k"}
    doubt = {"raw_start": 0, "raw_end": 6, "before": "9.3.3万", "action": "flagged", "kind": "d"}
    [run] = runs(text, offsets, [], [doubt, repair])
    assert [(p.text, p.before) for p in run.pieces] == [("9", None), (".3", ".3.3"), ("万", None)]


def test_a_repair_that_left_nothing_shows_where_it_was():
    text, offsets = apply("增长 5%", [Edit(2, 3, "")])
    gone = {"raw_start": 2, "raw_end": 3, "before": " ", "action": "applied", "kind": ""}
    [run] = runs(text, offsets, [], [gone])
    assert [(p.text, p.before) for p in run.pieces] == [("增长", None), ("", " "), ("5%", None)]


@given(st.text(max_size=20), st.data())
def test_runs_lose_no_character(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    mentions = [
        {"start": a, "end": b, "kind": "quantity", "claims": (), "anchor": ""}
        for a, b in pairs if b > a
    ]  # fmt: skip
    spans = data.draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=5))
    repairs = [
        {"raw_start": a, "raw_end": a + n, "before": "x", "action": "flagged", "kind": ""} for a, n in sorted(spans)
    ]
    cut = runs(text, identity(len(text)), mentions, repairs)
    assert "".join(p.text for run in cut for p in run.pieces) == text


def test_located_is_the_inverse_of_span():
    derived, offsets = apply("0123456789", [Edit(2, 6, "ab"), Edit(8, 8, "++")])
    for i in range(len(derived)):
        start, end = offsets.span(i, i + 1)
        low, high = located(offsets, start, end)
        assert low <= i < high or start == end


def test_a_word_has_one_key_and_both_languages():
    groups = tomllib.loads((files("reportparse.review") / "words.toml").read_text(encoding="utf8"))
    keys = [key for group in groups.values() for key in group]
    assert len(keys) == len(set(keys))
    counted = groups.pop("unit")
    assert all(zh and en for group in groups.values() for zh, en in group.values())
    assert all(zh for zh, _ in counted.values())


def test_flags_and_kinds_of_damage_have_words(outputs):
    loaded = rp.load(outputs)
    flags = {flag for row in loaded.table("claims", ["flags"]).to_pylist() for flag in row["flags"]}
    kinds = {kind for row in loaded.table("repairs", ["kind"]).to_pylist() for kind in row["kind"].split("+")}
    cases = [json.loads(line) for line in (CASES / "clean.jsonl").read_text(encoding="utf8").splitlines()]
    kinds |= {case["kind"] for case in cases if "before" in case and "kind" in case}
    assert flags | kinds <= set(words())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (99_999_999, "99,999,999"),
        (1.102284e10, "110.2284亿"),
        (float("nan"), "—"),
        (33.3333333333, "33.33333333"),
    ],
)
def test_numbers(value, shown):
    assert number(value) == shown


def test_understood_leaves_an_open_side_open():
    claim = {"direction": None, "bound": "range", "value": 3.0, "normalized_value": 3.0, "normalized_unit": "%"}
    assert understood(claim | {"value_low": 3.0, "value_high": None}) == "3–…%"


def test_percent_never_shows_something_as_nothing():
    assert [percent(v) for v in (0, 0.004, 0.006, 1)] == ["0%", "<1%", "1%", "100%"]


def test_page_names_are_safe_and_apart():
    assert page_name("../../etc/passwd", "0123456789ab") == "etc-passwd-0123456789ab.html"
    assert page_name("???.txt", "0123456789ab") == "0123456789ab.html"


def test_a_report_without_claims_has_a_page_and_an_index(tmp_path):
    (tmp_path / "a.txt").write_text("各位代表，谢谢大家。", encoding="utf8")
    rp.extract(tmp_path / "a.txt", tmp_path / "out", jobs=0)
    index, page = write_review(tmp_path / "out")
    assert words()["none"][0] in page.read_text(encoding="utf8")
    assert words()["no_targets"][0] in index.read_text(encoding="utf8")


def test_a_page_model_counts_what_it_shows(sample_text):
    page = make_page(rows(rp.parse(sample_text, source="xinjiang_2024.txt")))
    assert sum(page.counts["status"].values()) == len(page.claims) == page.document["n_claims"]
    assert len({c["claim_id"] for c in page.claims}) == len(page.claims)


def test_a_table_is_shown_as_a_table_with_its_numbers_marked(tmp_path):
    import reportparse as rp

    (tmp_path / "in").mkdir()
    text = "云溪市2023年统计公报\n\n| 指标 | 产量（万吨） |\n| --- | --- |\n| 生铁 | 31.5 |\n| 焦炭 | |\n"
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf8")
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    pages = write_review(tmp_path / "out")
    page = next(p for p in pages if p.name != "index.html").read_text(encoding="utf8")
    body = page[page.index('<div class="grid"') :]
    rows = body[: body.index("</table>")].split("<tr>")[1:]
    assert len(rows) == 3
    assert 'class="c level"' in rows[1]
    assert rows[2].count("<td") == 2
