"""A reader clicks, filters and steps through a report's page."""

import pytest

CURRENT = "#rows tr[aria-current]"


@pytest.fixture
def page(site, open_page):
    return open_page(site("xinjiang_2024"))


def current(page):
    """The id of the chosen row, and whether the mark that it names is the chosen one."""
    return page.evaluate(
        """() => {
        const row = document.querySelector("#rows tr[aria-current]");
        const mark = document.querySelector("a.c[aria-current]");
        return row && [row.id, row.cells[0].firstElementChild.hash === "#" + mark.id, location.hash === "#" + row.id];
    }"""
    )


def visible_in(page, selector, box):
    return page.evaluate(
        """([s, b]) => { const e = document.querySelector(s).getBoundingClientRect();
        const o = b ? document.querySelector(b).getBoundingClientRect() : {top: 0, bottom: innerHeight};
        return e.top >= o.top && e.bottom <= o.bottom; }""",
        [selector, box],
    )


def test_a_click_in_the_text_brings_its_row(page):
    mark = page.locator("a.c").nth(40)
    target = mark.get_attribute("href")
    mark.click()
    assert current(page) == [target[1:], True, True]
    assert visible_in(page, CURRENT, "#scroll")
    assert page.locator("#detail mark").inner_text() == mark.evaluate("e => e.firstChild.textContent")


def test_a_click_in_the_table_brings_its_mark(page):
    page.locator("#rows tr").nth(70).click()
    assert current(page)[1:] == [True, True]
    assert visible_in(page, "a.c[aria-current]", None)


def test_j_and_k_step_and_escape_clears(page):
    rows = page.eval_on_selector_all("#rows tr", "rows => rows.map(r => r.id)")
    for key, row in [("j", 0), ("j", 1), ("j", 2), ("k", 1)]:
        page.keyboard.press(key)
        assert current(page) == [rows[row], True, True]
    page.keyboard.press("Escape")
    assert current(page) is None
    assert "claim-" not in page.url


def test_enter_on_a_focused_name_or_number_chooses_it(page):
    page.locator("#rows th a").first.focus()
    page.keyboard.press("Enter")
    first = current(page)
    page.keyboard.press("j")
    page.locator("a.c[tabindex='0']").press("Enter")
    assert first[1:] == current(page)[1:] == [True, True]
    assert first[0] != current(page)[0]


def test_keys_typed_into_the_search_do_not_step(page):
    page.locator("[name=q]").press_sequentially("jk")
    assert current(page) is None


@pytest.mark.parametrize(
    ("act", "keep"),
    [
        (lambda p: p.locator(".chip.growth_rate").click(), "r => r.classList.contains('growth_rate')"),
        (lambda p: p.locator(".chip.target").click(), "r => r.classList.contains('goal')"),
        (
            lambda p: p.locator("[name=q]").fill("投资"),
            "r => (r.cells[0].firstChild.textContent + sentenceOf(r)).includes('投资')",
        ),
        (lambda p: p.locator("[name=flag]").select_option("none"), "r => !r.dataset.f"),
        (lambda p: p.locator("[name=flag]").select_option("any"), "r => !!r.dataset.f"),
        (lambda p: p.locator("[name=confidence]").select_option("90-101"), "r => r.cells[6].textContent >= 0.9"),
    ],
    ids=["measure", "status", "indicator", "no flag", "any flag", "confidence"],
)
def test_a_filter_keeps_exactly_what_it_says(page, act, keep):
    sentence = """const sentenceOf = (r) => { const mark = document.querySelector(r.cells[0].firstChild.hash);
        const block = mark.closest("p, li, td, th, h2, h3, h4, h5, h6").cloneNode(true);
        const own = block.querySelector("#" + mark.id);
        block.querySelectorAll("del").forEach((d) => d.remove()); own.before("\u0001");
        const [before, after] = block.textContent.split("\u0001");
        return before.split(/(?<=[。！？；])/u).pop() + after.split(/(?<=[。！？；])/u)[0]; };"""
    rows = f"Array.from(document.querySelectorAll('#rows tr')).filter({keep}).map(r => r.id)"
    wanted = page.evaluate(f"() => {{ {sentence} return {rows}; }}")
    act(page)
    assert page.eval_on_selector_all("#rows tr:not([hidden])", "rows => rows.map(r => r.id)") == wanted
    assert page.locator("#shown").inner_text() == str(len(wanted))
    if wanted:
        page.locator("#text").focus()
        page.keyboard.press("j")
        assert current(page)[0] == wanted[0]
    page.locator("#clear").click()
    assert page.locator("#rows tr[hidden]").count() == 0


def test_filters_narrow_one_another_and_dim_the_text(page):
    page.locator(".chip.growth_rate").click()
    page.locator(".chip.target").click()
    kept = page.eval_on_selector_all("#rows tr:not([hidden])", "rows => rows.map(r => r.className)")
    assert kept
    assert set(kept) == {"growth_rate goal"}
    assert page.locator("a.c:not(.off)").count() <= len(kept)


def test_a_link_to_a_claim_opens_at_it(page, site, open_page):
    row = page.locator("#rows tr").nth(60).get_attribute("id")
    again = open_page(site("xinjiang_2024").as_uri() + "#" + row)
    assert current(again) == [row, True, True]
    assert visible_in(again, "a.c[aria-current]", None)


def test_a_repair_shows_its_raw_text_on_hover_and_on_focus(page):
    fix = page.locator("#text .fix:not(.doubt)[tabindex]").first
    raw = fix.locator("del")
    assert not raw.is_visible()
    fix.hover()
    assert raw.is_visible()
    page.mouse.move(0, 0)
    assert not raw.is_visible()
    fix.focus()
    assert raw.is_visible()
    assert "line-through" in raw.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_the_language_switch_turns_every_word_of_the_page(page):
    page.locator("#rows tr").first.click()
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    spoken = page.evaluate(
        """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
        const reports = "script, style, [lang='zh-CN'], #language, .source, .warnings, datalist, dd, #said, " +
            "#rows th, #rows td:nth-child(2), #rows td:nth-child(3)";
        while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(reports)) out.push(walk.currentNode.data);
        return out; }"""
    )
    left = [text for text in spoken if any("\u4e00" <= c <= "\u9fff" for c in text)]
    assert left == []
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_theme_button_goes_round_and_changes_the_paper(page):
    def paper():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light = paper()
    page.locator("#theme").click()
    dark = paper()
    page.locator("#theme").click()
    assert (paper(), dark != light) == (light, True)


def test_a_phone_shows_text_or_table_and_a_sheet_below(site, open_page):
    page = open_page(site("xinjiang_2024"), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#scroll").is_visible()
    page.locator("a.c").nth(20).click()
    assert page.locator("#detail").is_visible()
    assert visible_in(page, "a.c[aria-current]", None)
    page.locator("button[data-view=claims]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#rows tr").nth(3).click()
    assert page.locator("#text").is_visible()
    assert current(page)[1:] == [True, True]


def test_the_page_reads_without_a_script(site, open_page):
    page = open_page(site("xinjiang_2024"), java_script_enabled=False)
    assert not page.locator("#theme").is_visible()
    assert page.locator("#rows tr").nth(5).is_visible()
    mark = page.locator("a.c").nth(5)
    row = mark.get_attribute("href")
    mark.click()
    assert page.url.endswith(row)
    assert visible_in_script_free_page(page.locator(row))


def visible_in_script_free_page(locator):
    box = locator.bounding_box()
    return box is not None and 0 <= box["y"] <= 900


def test_a_hostile_report_is_shown_as_text(site, open_page):
    page = open_page(site("nasty"))
    shown = page.locator("#text").text_content()
    assert all(part in shown for part in ("<script>", '"><img src=x onerror=', "<svg onload=", "{{ 7*7 }}"))
    assert page.locator("img, svg, script:not([type])").count() == page.evaluate("document.scripts.length") - 3
    page.locator("#rows tr").first.click()
    page.locator("#rows tr").nth(1).click()
    assert page.title() == "沙坪县2024年政府工作报告"


def test_search_finds_values_and_sentences_and_names(page):
    row = page.locator("#rows tr").nth(30)
    number = row.locator("td").nth(0).evaluate("e => e.firstChild.textContent")
    page.locator("[name=q]").fill(number)
    assert row.is_visible()
    assert page.locator("#rows tr:not([hidden])").count() < page.locator("#rows tr").count()
    page.locator("[name=q]").fill("gross domestic product")
    assert page.locator("#rows tr:not([hidden])").count() >= 1
    page.locator("[name=q]").fill("没有这样的话")
    assert page.locator("#empty").is_visible()


def test_filters_stand_in_the_address_and_outlive_a_reload(page, open_page):
    page.locator(".chip.target").click()
    page.locator("[name=q]").fill("就业")
    page.locator("[name=flag]").select_option("any")
    kept = page.eval_on_selector_all("#rows tr:not([hidden])", "rows => rows.map(r => r.id)")
    assert "status=target" in page.url
    page.locator("#rows tr:not([hidden])").first.click()
    page.reload()
    assert page.eval_on_selector_all("#rows tr:not([hidden])", "rows => rows.map(r => r.id)") == kept
    assert current(page)[0] == kept[0]
    again = open_page(page.url)
    assert again.locator("[name=q]").input_value() == "就业"
    assert again.eval_on_selector_all("#rows tr:not([hidden])", "rows => rows.map(r => r.id)") == kept
    page.locator("#clear").click()
    assert "?" not in page.url


def test_a_claim_is_copied_with_its_sentence_and_its_way_back(site, open_page):
    page = open_page(site("xinjiang_2024"), permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("#rows tr").nth(12)
    row.click()
    page.locator("#copy").click()
    page.locator("#copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    sentence, value, source, link = copied.splitlines()
    assert page.locator("#detail mark").inner_text() in sentence
    assert row.locator("th a").inner_text() in value
    assert "xinjiang_2024.txt" in source
    assert link.endswith("#" + row.get_attribute("id"))


def test_a_correction_row_is_one_that_extract_takes(site, open_page, tmp_path):
    from reportparse.batch.corrections import read_corrections

    page = open_page(site("xinjiang_2024"), permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("#rows tr").nth(12)
    row.click()
    page.locator("#correct").click()
    page.locator("#copied").wait_for()
    (tmp_path / "corrections.csv").write_text(page.evaluate("navigator.clipboard.readText()"), encoding="utf8")
    [found] = read_corrections(tmp_path / "corrections.csv")
    assert found.claim_id == row.get_attribute("id").removeprefix("claim-")
    assert (found.field, found.text) == ("value", row.locator("td").nth(0).evaluate("e => e.firstChild.textContent"))
    assert float(found.value)


def test_a_row_that_says_no_claim_is_one_that_extract_takes(site, open_page, tmp_path):
    from reportparse.batch.corrections import read_corrections

    page = open_page(site("xinjiang_2024"), permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("#rows tr").nth(12)
    row.click()
    page.locator("#no-claim").click()
    page.locator("#copied").wait_for()
    (tmp_path / "corrections.csv").write_text(page.evaluate("navigator.clipboard.readText()"), encoding="utf8")
    [found] = read_corrections(tmp_path / "corrections.csv")
    assert (found.claim_id, found.field, found.value) == (row.get_attribute("id")[6:], "claim", "no")


def test_the_page_opens_with_its_main_targets_and_results(page, site, open_page):
    sheet = page.locator("#headline")
    assert visible_in(page, "#headline h2", None)
    link = sheet.locator("td a").first
    claim = link.get_attribute("href")
    link.click()
    assert current(page)[0] == claim[1:]
    page.locator("#language").click()
    assert "Gross domestic product" in sheet.inner_text()
    beside = open_page(site("云溪省_2024"))
    assert beside.locator("#headline td").nth(2).inner_text() != "—"


def test_the_detail_card_shows_the_whole_sentence(page):
    page.locator("#rows tr").nth(12).click()
    assert "…" not in page.locator("#detail-list").inner_text()
    assert page.locator("#rows tr").nth(12).get_attribute("id")[6:] in page.locator("#detail-list").inner_text()


def test_a_phone_table_keeps_period_and_flags(site, open_page):
    page = open_page(site("xinjiang_2024"), width=390, height=844)
    page.locator("button[data-view=claims]").click()
    row = page.locator("#rows tr[data-f]").first
    assert row.locator("td").nth(3).is_visible()
    assert row.locator("td i").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_units_and_powers_of_ten_are_said_in_english(page):
    row = page.locator("#rows tr", has_text="6200万人次").first
    before = row.locator("td").nth(1).inner_text()
    assert before == "62,000,000 人次"
    page.locator("#language").click()
    assert row.locator("td").nth(1).inner_text() == "62,000,000 visits"
    page.locator("#language").click()
    assert row.locator("td").nth(1).inner_text() == before
