"""Both pages, both themes, two widths: readable to all, and looked at."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

SCREENSHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAGES = {"report": "xinjiang_2024", "index": "index"}


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("xinjiang_2024", 1280, "light"),
        ("xinjiang_2024", 390, "light"),
        ("云溪省_2024", 1280, "dark"),
        ("index", 1280, "light"),
        ("index", 390, "light"),
        ("index", 1280, "dark"),
    ],
)
def test_axe_finds_no_serious_violation(axe, site, open_page, name, width, scheme):
    page = open_page(site(name), width=width, color_scheme=scheme)
    page.keyboard.press("j")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    grave = {
        v["id"]: [(n["html"][:160], n["failureSummary"][:300]) for n in v["nodes"][:3]]
        for v in found
        if v["impact"] in ("serious", "critical")
    }
    assert grave == {}


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("report", 1280, 900), ("report", 390, 844), ("index", 1280, 1440), ("index", 390, 844)],
)
def test_screenshots(site, open_page, tmp_path, name, width, height):
    """With WRITE_SCREENSHOTS set they replace the ones in docs; commit them when they have been looked at."""
    folder = SCREENSHOTS if os.environ.get("WRITE_SCREENSHOTS") else tmp_path
    page = open_page(site(PAGES[name]), width=width, height=height, color_scheme="light")
    if name == "report":
        number = page.locator("a.c", has_text="6200").first
        number.click()
        number.hover()
    picture = folder / f"{name}-{width}.png"
    taken = Image.open(BytesIO(page.screenshot()))
    taken.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE).save(picture, optimize=True)
    assert 10_000 < picture.stat().st_size < 300_000


def test_print_shows_text_and_table_and_no_buttons(site, open_page):
    page = open_page(site("xinjiang_2024"), width=700)
    page.emulate_media(media="print")
    assert page.locator("#rows tr").last.is_visible()
    assert page.locator("a.c").last.is_visible()
    assert not page.locator("#theme").is_visible()
    assert not page.locator("[name=q]").is_visible()


def test_the_index_sorts_by_any_column_both_ways(site, open_page):
    page = open_page(site("index"))
    heading = page.locator(".reports thead th").nth(4)
    for sort in ("descending", "ascending"):
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == sort
        counts = [int(text) for text in page.locator(".reports tbody td:nth-child(5)").all_inner_texts()]
        assert counts == sorted(counts, reverse=sort == "descending")
    assert counts[0] < counts[-1]


def test_the_index_finds_reports_and_leads_to_them(site, open_page):
    page = open_page(site("index"))
    page.locator("#find").fill("云溪省 2023")
    rows = page.locator(".reports tbody tr:visible")
    assert rows.count() == 1
    rows.first.locator("a").click()
    assert page.title() == "云溪省2023年政府工作报告"
    page.locator(".mast a").click()
    assert page.locator("figure svg").count() >= 4
    assert "empty.txt" in page.locator("section[aria-labelledby=failures-h]").inner_text()


def test_the_index_finds_numbers_across_reports_and_leads_to_each(site, open_page):
    page = open_page(site("index"))
    page.locator("#find").fill("云溪省 gdp 2023")
    hits = page.locator("#numbers tr")
    found = hits.count()
    assert found >= 2
    assert "q=" in page.url
    page.reload()
    assert hits.count() == found
    way = hits.first.locator("a").get_attribute("href")
    hits.first.locator("a").click()
    page.wait_for_url("**" + way)
    assert page.locator("#rows tr[aria-current]").get_attribute("id") == way.partition("#")[2]


@pytest.mark.parametrize("name", ["xinjiang_2024", "index"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_violation_in_english(axe, site, open_page, name, width):
    page = open_page(site(name), width=width)
    page.locator("#language").click()
    assert name != "index" or "Gross domestic product" in page.locator("figcaption").first.inner_text()
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")] == []
