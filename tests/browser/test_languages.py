"""A Chinese page is wholly Chinese and an English one wholly English: a walk over all that a reader sees or hears.

What the report says, and names, stay as they are: they are marked as words of the report, or stand where names stand.
"""

import re

import pytest

import reportparse as rp
from reportparse.review import tongues
from reportparse.review.write import write_review

REPORT = """2024年云溪省政府工作报告
一、2023年工作回顾
全省地区生产总值增长6.3%，其中惠及惠及62006200万万人次人次。农户的40%参加了合作社。失业率由上年的5%降到4.8%。
{more}
二、2024年工作安排
今年地区生产总值增长6%左右，城镇新增就业21万人以上，力争达到25万人。财政收入达到1230亿元。
"""
EARLIER = """2023年云溪省政府工作报告
二、2023年工作安排
今年地区生产总值增长7%左右，城镇新增就业20万人以上。
"""
PAGE = """<html><body><p><img src='a.png'>{}</p>
<table><tr><td>指标</td><td>产量（万吨）</td></tr><tr><td>铜</td><td>7.1</td></tr></table></body></html>"""
SEEN = """(skip) => {
    const out = [], said = (text, where) => { if (text && text.trim()) out.push([text.trim(), where]); };
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    const path = (e) => (e && e.parentElement ? path(e.parentElement) + " " : "") + (e ? e.id || e.tagName : "");
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        if (!e.closest(skip)) said(walk.currentNode.data, path(e));
    }
    for (const e of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
        for (const name of e.closest(skip) ? [] : ["aria-label", "placeholder", "title"])
            said(e.getAttribute(name), path(e) + " " + name);
    }
    return out;
}"""
NAMES = "script, style, #language, .source, datalist, #copied"
"""What is no language: names of files, what is copied to be pasted elsewhere, and the other language's own name."""
QUOTED = "#text section:not(#headline), #text .furniture, #rows th, #rows td:nth-child(2)"
"""Words of the report on a Chinese page, where they need no mark."""
IDS = re.compile(
    r"\S+\.(?:html|txt|doc|bin)\b|[0-9a-f]{20}-[a-z]\d+(-\d+)?|\b[a-z]+(_[a-z]+)+\b|\bgdp\b|PDF|OCR|[jk]|Esc|corrections\.csv|value"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    (folder / "in").mkdir()
    more = "铁路里程2100公里，水产品产量居全国第三位，财政收入增长2倍。" * 3
    (folder / "in" / "云溪省_2024.txt").write_text(REPORT.format(more=more), encoding="utf8")
    (folder / "in" / "云溪省_2023.txt").write_text(EARLIER, encoding="utf8")
    (folder / "in" / "桥头县.html").write_text(PAGE.format("2024年工作回顾。粮食产量3万吨。" * 9), encoding="utf8")
    for i, place in enumerate(("东江省", "西河省", "南岭省")):
        text = REPORT.format(more="").replace("云溪省", place).replace("6.3", f"6.{i}")
        (folder / "in" / f"{place}_2024.txt").write_text(text, encoding="utf8")
        (folder / "in" / f"{place}_2023.txt").write_text(EARLIER.replace("云溪省", place), encoding="utf8")
    (folder / "in" / "empty.txt").touch()
    (folder / "in" / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "in" / "scan.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    rp.extract(folder / "in", folder / "out", jobs=0)
    written = write_review(folder / "out")
    return {page.name.split("-")[0]: page for page in written}


@pytest.mark.parametrize("name", ["index.html", "云溪省_2024", "桥头县"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_letter_of_the_other_language(pages, open_page, name, language):
    page = open_page(pages[name])
    if language == "en":
        page.locator("#language").click()
    if name == "index.html":
        page.locator("#find").fill("gdp")
        assert page.locator("#numbers tr").count() > 0
        assert page.locator("figure svg title").count() > 5
    for row in page.locator("#rows tr").all()[:12] if name != "index.html" else [None]:
        if row is not None:
            row.click()
        left = other_letters(page, language)
        assert not left, left


def other_letters(page, language):
    quoted = f"{NAMES}, [lang='zh-CN']:not(html)" if language == "en" else f"{NAMES}, {QUOTED}"
    if language == "en":
        # Names of places and levels of a chart's marks are those of the table below it.
        places = set(page.locator("figure table tbody th").all_text_contents())
        found = [
            (re.sub("|".join(map(re.escape, places)) or "$^", "", text), at) for text, at in page.evaluate(SEEN, quoted)
        ]
        return [(text, at) for text, at in found if re.search("[\u4e00-\u9fff]", text)]
    found = [(IDS.sub("", text), at) for text, at in page.evaluate(SEEN, quoted)]
    return [(text, at) for text, at in found if re.search("[A-Za-z]", text)]


def test_every_error_that_a_file_can_meet_has_chinese():
    import ast
    from pathlib import Path

    source = Path(tongues.__file__).parents[1]
    codes = set()
    for path in (*source.glob("formats/*.py"), *source.glob("batch/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UnreadableError":
                codes |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    assert len(codes) > 8
    assert [code for code in sorted(codes) if tongues.error(code, "")[0][0] == tongues.error("?", "")[0][0]] == []


def test_every_rule_has_chinese():
    from reportparse.lexicon import default

    for row in default().table("constructions")["construction"]:
        assert not re.search("[A-Za-z]", tongues.rule(row["name"])[0]), row["name"]


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("needs the report of 2025", "verdicts"),
        ("short by less than the tolerance", "verdicts"),
        ("the report says no result", "verdicts"),
        ("left out: comments (1), page headers (2)", "warnings"),
        ("3 of 20 pages hold no text (pages 1, 2, 7); they may need OCR", "warnings"),
        ("3 form fields and 2 free-text notes are read as text of the page", "warnings"),
        ("text that cannot be seen on pages 1, 2, 3, 4, 5, 6 and 4 more left out: 样张", "warnings"),
        ("a watermark on page 2 left out: 内部", "warnings"),
        ("report_year inferred from the plan's years", "warnings"),
        ("part: requirement", "reasons"),
        ("the year before 2024", "reasons"),
        ("去年, a state of its end", "reasons"),
        ("2023年, compared with a year before", "reasons"),
        ("the state before", "reasons"),
    ],
)
def test_what_the_tables_say_has_chinese(said, group):
    zh, en = tongues.both(said, group)
    assert en == said
    assert not re.search("[A-Za-z]", zh), zh
