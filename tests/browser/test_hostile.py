"""Reports, file names, places and vocabulary that try to run a script or to ask the network, in a real browser."""

import csv

import pytest

import reportparse as rp
from reportparse.review.write import write_review

ATTACK = (
    "\"'><script>window.owned=1</script><img src=x onerror=window.owned=2><svg onload=window.owned=3>"
    '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><form action=http://127.0.0.1:9/><input autofocus '
    "onfocus=window.owned=4></form><style>body{display:none}</style></title></textarea><base href=http://127.0.0.1:9/>"
)
BODY = """{attack}
{{{{7*7}}}} ${{7*7}} javascript:window.owned=5
一、{attack}
去年地区生产总值增长{n}%，{attack}产量{n}万吨，增长3%。
● {attack}投资{n}亿元
今年地区生产总值增长6%左右。粮食产量达到3{n}万吨。</script><script>window.owned=6</script>
"""
NAMES = (
    "a<img src=x onerror=window.owned=7>_2024.txt",
    'b"onmouseover=window.owned=8 x="_2024.txt',
    "c'\n<script>window.owned=9<!--script>_2024.txt",
    "d%3Cscript%3E#?&_2024.txt",
)
VOCABULARY = """
[[indicators.indicator]]
id = "x\\"><script>window.owned=11</script>"
name = "<script>window.owned=12</script>"
nbs_name = "投资"
dimension = "money"
units = ["亿元"]
polarity = "floor"
forms = ["投资"]
[[units.unit]]
name = "<img src=x onerror=window.owned=13>"
dimension = "weight"
"""
WHAT_IS_THERE = """() => ({
    owned: window.owned ?? null,
    images: document.images.length,
    forms: [...document.forms].filter(form => form.id !== "filters").length,
    bases: document.querySelectorAll("base").length,
    refreshes: document.querySelectorAll("meta[http-equiv=refresh i]").length,
    handlers: [...document.querySelectorAll("*")].filter(
        e => [...e.attributes].some(a => a.name.startsWith("on"))).length,
    links: [...document.links].filter(a => !["file:", "about:"].includes(a.protocol)).length,
    shown: getComputedStyle(document.body).display !== "none",
})"""
HARMLESS = {
    "owned": None,
    "images": 0,
    "forms": 0,
    "bases": 0,
    "refreshes": 0,
    "handlers": 0,
    "links": 0,
    "shown": True,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    for number, name in enumerate(NAMES, 2):
        (folder / "in" / name).write_text(BODY.format(attack=ATTACK, n=number), encoding="utf8")
    (folder / "in" / "e<script>window.owned=10<!--.png").write_bytes(b"\x89PNG<script>window.owned=10</script>")
    with (folder / "in" / "metadata.csv").open("w", newline="", encoding="utf8") as file:
        csv.writer(file).writerows([["source", "place", "report_year"], *([n, f"{n}{ATTACK}", 2024] for n in NAMES)])
    (folder / "own.toml").write_text(VOCABULARY, encoding="utf8")
    found = rp.extract(folder / "in", folder / "out", jobs=0, lexicon=folder / "own.toml")
    assert (found.documents, len(found.failures)) == (len(NAMES), 1)
    return write_review(folder / "out")


def test_nothing_of_a_report_runs_or_asks_the_network(pages, open_page):
    """``open_page`` fails a test whose page logs something or asks for anything."""
    for path in pages:
        page = open_page(path)
        for selector in ("#rows tr", "a.c", "#language", "#theme"):
            for element in page.query_selector_all(selector)[:2]:
                element.click(force=True)
        assert page.evaluate(WHAT_IS_THERE) == HARMLESS, path.name
        assert "window.owned" in page.content()
