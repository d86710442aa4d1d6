"""The layout of PDF pages: order, directions, what is seen, and where it stands. Synthetic pages of Latin text."""

import random

import pytest
from tests.minipdf import pdf, stream

import reportparse as rp
from reportparse.formats import UnreadableError, read

FIRST = [f"First column line {i:02} goes on to its end" for i in range(9)]
SECOND = [f"Second column line {i:02} is as long" for i in range(7)]
THIRD = [f"Third {i:02} of another column" for i in range(2)]
SENTENCE = "Grain output was 6200 tons, which is 3 percent more than a year before."


def lines(page):
    return [line for line in read(pdf([page]), "a.pdf").text.split("\n") if line]


def stack(texts, x, y=700, step=14):
    return [(x, y - step * i, text) for i, text in enumerate(texts)]


def text(x, y, words, size=10, before=b"", matrix=None):
    at = matrix or b"1 0 0 1 %d %d" % (x, y)
    return b"q %s BT /F1 %d Tf %s Tm (%s) Tj ET Q\n" % (before, size, at, words.encode())


def shuffles(page):
    for seed in range(5):
        mixed = page[:]
        random.Random(seed).shuffle(mixed)
        yield mixed


def test_three_columns_are_read_one_after_the_other_in_any_drawing_order():
    page = [*stack(FIRST, 30), *stack(SECOND, 240), *stack(THIRD, 420)]
    for mixed in shuffles(page):
        assert lines(mixed) == FIRST + SECOND + THIRD


def test_two_stories_stay_apart():
    head = text(30, 730, "One headline over two columns of it", 18)
    other = text(30, 500, "Another headline below the first story", 18)
    page = [head, *stack(FIRST, 30), *stack(SECOND, 300), other, *stack(FIRST, 30, 470), *stack(SECOND, 300, 470)]
    for mixed in shuffles(page):
        found = lines(mixed)
        assert found == [
            *("One headline over two columns of it", *FIRST, *SECOND),
            *("Another headline below the first story", *FIRST, *SECOND),
        ]  # fmt: skip


def test_a_box_is_read_as_one_and_parts_no_sentence():
    column = stack(FIRST, 30)
    box = b"0.9 0.9 1 rg 300 590 200 60 re f 0 g\n"
    inside = stack(["Numbers of the year", "Roads 863 km", "Flats 4321"], 310, 630)
    right = stack([*SECOND[:3], "and so it ends here."], 300) + stack(
        ["After the box the column", "goes on."], 300, 570
    )
    for mixed in shuffles([*column, *inside, *right]):
        found = lines([box, *mixed])
        at = found.index("Numbers of the year")
        assert found[at : at + 3] == ["Numbers of the year", "Roads 863 km", "Flats 4321"]
        assert found[: len(FIRST)] == FIRST


def test_cards_side_by_side_are_read_one_after_the_other():
    boxes = [b"0.9 0.9 1 rg %d 600 120 60 re f 0 g\n" % x for x in (30, 170, 310)]
    words = [
        (x + 10, y, t) for x, ts in ((30, "ab"), (170, "cd"), (310, "ef")) for y, t in zip((640, 615), ts, strict=True)
    ]
    for mixed in shuffles(words):
        assert lines([*boxes, *mixed]) == list("abcdef")


def test_cards_without_boxes_are_read_one_after_the_other():
    words = [
        item
        for i, (label, number) in enumerate([("Output", "318.6"), ("Roads", "742"), ("Flats", "3986")])
        for item in (text(40 + 180 * i, 600, label, 14), text(40 + 180 * i, 560, number, 30))
    ]
    more = [
        item
        for i, (label, number) in enumerate([("Trade", "43.9"), ("Jobs", "6127"), ("Parks", "12")])
        for item in (text(40 + 180 * i, 460, label, 14), text(40 + 180 * i, 420, number, 30))
    ]
    for mixed in shuffles(words + more):
        assert lines(mixed)[:4] == ["Output", "318.6", "Trade", "43.9"]


@pytest.mark.parametrize("step", [35, -35], ids=("label first", "figure first"))
def test_cards_are_read_by_their_labels_wherever_the_figure_stands(step):
    page = []
    for i, (label, figure) in enumerate([("GDP", "123.4m"), ("Exports", "56.7t"), ("Jobs", "8900p")]):
        x = 40 + 180 * i
        page += [(x, 600, 150, 90), (x + 10, 645 + step // 2, label), text(x + 10, 645 - step // 2, figure, 20)]
    for mixed in shuffles(page):
        assert lines(mixed) == ["GDP", "123.4m", "Exports", "56.7t", "Jobs", "8900p"]


def test_columns_that_stand_no_further_apart_than_words_are_read_one_after_the_other():
    left = [f"Left column with line {i} of its story" for i in range(7)]
    right = [f"Right column, line {i} of another" for i in range(7)]
    for mixed in shuffles([*stack(left, 30), *stack(right, 201)]):
        assert lines(mixed) == [*left, *right]


OPEN = [
    "Grain output of the district, which had",
    "been low for years, grew to 6200 tons",
    "and is the highest that was seen, says",
]
REST = ["the office of the district in its report", "of the year, which names 43 villages."]


def test_a_sentence_is_whole_although_a_caption_or_quote_stands_in_it():
    picture = b"q 180 0 0 90 30 540 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"
    caption = text(30, 527, "A field in the north", 7)
    assert lines([*stack(OPEN, 30), picture, caption, *stack(REST, 30, 500)]) == [*OPEN, *REST, "A field in the north"]
    rules = b"30 640 m 230 640 l S 30 560 m 230 560 l S\n"
    quote = text(40, 595, "The best year so far", 16)
    assert lines([*stack(OPEN, 30), rules, quote, *stack(REST, 30, 540)]) == [*OPEN, *REST, "The best year so far"]


def test_shading_behind_some_lines_of_a_column_parts_nothing():
    shade = b"0.9 0.9 0.6 rg 25 667 230 31 re f 0 g\n"
    assert lines([shade, *stack([*OPEN, *REST], 30)]) == [*OPEN, *REST]


def ruled(x, y, rows, width=60):
    """A ruled table of two columns."""
    cells = [(x + width * k, y - 20 * (i + 1), width, 20) for i in range(len(rows)) for k in range(2)]
    return [
        *cells,
        *((x + width * k + 5, y - 20 * i - 14, cell) for i, row in enumerate(rows) for k, cell in enumerate(row)),
    ]


def test_tables_beside_tables_and_beside_running_text_are_found():
    first, second = (
        [("Item", "Tons"), ("Steel", "77"), ("Coal", "812")],
        [("Item", "Head"), ("Sheep", "43"), ("Goats", "96")],
    )
    document = read(pdf([[*ruled(30, 700, first), *ruled(300, 700, second)]]), "a.pdf")
    assert [[document.text[c.start : c.end] for c in grid.cells] for grid in document.grids] == [
        [cell for row in table for cell in row] for table in (first, second)
    ]
    document = read(pdf([[*stack([*OPEN, *REST, *OPEN], 30), *ruled(300, 710, first)]]), "a.pdf")
    assert [[document.text[c.start : c.end] for c in grid.cells] for grid in document.grids] == [
        [cell for row in first for cell in row]
    ]


def framed(x, y, rows, width=60):
    """A ruled table of three columns."""
    cells = [(x + width * k, y - 20 * (i + 1), width, 20) for i in range(len(rows)) for k in range(3)]
    return [*cells, *((x + width * k + 5, y - 20 * i - 14, c) for i, row in enumerate(rows) for k, c in enumerate(row))]


def test_a_head_that_a_page_break_parts_from_its_table_belongs_to_it():
    head, rest = [("Item", "Tons", "Rate")], [("Steel", "77", "4.5"), ("Coal", "812", "3.1")]
    document = read(pdf([[*stack([SENTENCE], 30), *framed(30, 60, head)], framed(30, 760, rest)]), "a.pdf")
    (grid,) = document.grids
    assert [document.text[c.start : c.end] for c in grid.cells] == [c for row in [*head, *rest] for c in row]
    alone = read(pdf([[*stack([SENTENCE], 30), *framed(30, 60, head)], stack([SENTENCE], 30)]), "a.pdf")
    assert alone.grids == ()
    assert "Item Tons Rate" in alone.text


def test_a_note_at_the_foot_of_a_column_parts_no_sentence():
    left = [*FIRST, "this sentence goes on in the next"]
    page = [*stack(left, 30), text(30, 540, "*Note: 5 of 7", 7), *stack(["column, where it ends.", *SECOND], 300)]
    found = lines(page)
    assert found[len(left)] == "column, where it ends."
    assert "*Note: 5 of 7" in found


@pytest.mark.parametrize(
    ("matrix", "step"),
    [(b"0 1 -1 0", (14, 0)), (b"-1 0 0 -1", (0, 14)), (b"0 -1 1 0", (-14, 0))],
    ids=("90", "180", "270"),
)
def test_turned_text_is_read_in_its_own_direction(matrix, step):
    at = (400, 400)
    turned = [
        text(0, 0, t, matrix=b"%s %d %d" % (matrix, at[0] + step[0] * i, at[1] + step[1] * i))
        for i, t in enumerate(["Turned text begins here", "and goes on to here."])
    ]
    assert lines([*stack(["An upright line."], 30, 760), *turned]) == [
        *["Turned text begins here", "and goes on to here."],
        "An upright line.",
    ]


def test_slanted_text_is_left_out_with_a_warning():
    page = [*stack([SENTENCE] * 3, 30), text(0, 0, "DRAFT 2024", 30, matrix=b"0.7 0.7 -0.7 0.7 100 600")]
    document = read(pdf([page]), "a.pdf")
    assert "2024" not in document.text
    assert "slanted text on page 1 left out: DRAFT 2024" in document.warnings


@pytest.mark.parametrize(
    "hidden",
    [
        text(30, 600, "Secret 77", before=b"3 Tr"),
        text(30, 600, "Secret 77", before=b"1 g"),
        text(30, 600, "Secret 77", 1),
        text(30, 900, "Secret 77"),
        text(-300, 600, "Secret 77"),
    ],
    ids=("render mode 3", "white on white", "too small", "above the page", "beside the page"),
)
def test_what_nobody_sees_is_left_out_with_a_warning(hidden):
    document = read(pdf([[*stack([SENTENCE], 30), hidden]]), "a.pdf")
    assert document.text.strip() == SENTENCE
    assert any("Secret 77" in warning for warning in document.warnings)


COVER = b"1 1 0.9 rg 20 590 300 30 re f 0 g\n"


def test_text_under_a_later_shape_is_left_out_and_what_stands_on_the_shape_is_read():
    page = [*stack([SENTENCE], 30), text(30, 600, "Steel output 77 tons"), COVER, text(30, 600, "Steel output 81 tons")]
    assert lines(page) == [SENTENCE, "Steel output 81 tons"]
    assert lines([page[0], COVER, page[1]]) == [SENTENCE, "Steel output 77 tons"]


def test_text_behind_a_transparent_shape_is_read():
    veil = b"/Veil gs 1 1 0 rg 20 590 300 30 re f 0 g\n"
    page = [*stack([SENTENCE], 30), text(30, 600, "Steel output 77 tons"), veil]
    found = read(pdf([page], properties=b"/ExtGState << /Veil << /ca 0.4 >> >>"), "a.pdf").text
    assert "Steel output 77 tons" in found


def test_text_beyond_its_clip_is_left_out():
    clip = b"40 40 9 9 re W n"
    document = read(pdf([[*stack([SENTENCE], 30), text(30, 600, "Secret 77", before=clip)]]), "a.pdf")
    assert document.text.strip() == SENTENCE
    assert any("Secret 77" in warning for warning in document.warnings)


LAYER = b"<< /Type /OCG /Name <FEFF5C42> >>"
OFF = b"/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >>"


@pytest.mark.parametrize(
    ("drawn", "form"),
    [(b"/OC /L BDC /F Do EMC\n", b""), (b"/F Do\n", b"/OC 4 0 R"), (b"/OC /M BDC /F Do EMC\n", b"")],
    ids=("marked", "form", "membership"),
)
def test_a_layer_that_is_switched_off_is_left_out(drawn, form):
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
    hidden = stream(text(30, 600, "Secret 77"), entries + form)
    known = b"/XObject << /F 5 0 R >> /Properties << /L 4 0 R /M 6 0 R >>"
    extra = [LAYER, hidden, b"<< /Type /OCMD /OCGs [4 0 R] >>"]
    document = read(pdf([[*stack([SENTENCE], 30), drawn]], OFF, known, extra), "a.pdf")
    assert document.text.strip() == SENTENCE
    assert any("Secret 77" in warning for warning in document.warnings)
    shown = read(pdf([[*stack([SENTENCE], 30), drawn]], b"", known, extra), "a.pdf")
    assert "Secret 77" in shown.text


def annotated(*notes, catalog=b"", more=()):
    """A page with annotations, whose objects are numbered from 4."""
    refs = b" ".join(b"%d 0 R" % (4 + i) for i in range(len(notes)))
    return pdf([stack([SENTENCE], 30)], catalog, extra=[*notes, *more], entries=b"/Annots [%s]" % refs)


def note(kind, words, more=b""):
    entries = (kind, words, more)
    return b"<< /Type /Annot /Subtype /%s /Rect [60 80 300 110] /Contents (%s) /DA (/F1 10 Tf) %s >>" % entries


def test_notes_beside_the_text_are_named_and_not_read():
    document = read(annotated(note(b"Text", b"should be 77"), note(b"Text", b"ask again")), "a.pdf")
    assert document.text.strip() == SENTENCE
    assert "2 notes beside the text are not read" in document.warnings


def test_free_text_notes_and_form_fields_are_read_and_named_and_hidden_ones_are_not():
    field = note(b"Widget", b"", b"/FT /Tx /T (a) /V (Exports 43)")
    hidden = note(b"FreeText", b"Secret 77", b"/F 2")
    document = read(annotated(note(b"FreeText", b"Imports 21"), field, hidden), "a.pdf")
    assert all(words in document.text for words in ("Imports 21", "Exports 43"))
    assert "77" not in document.text
    assert any("free-text notes" in warning and "form fields" in warning for warning in document.warnings)


def test_attachments_are_named_and_not_read():
    names = b"/Names << /EmbeddedFiles << /Names [(data.csv) 4 0 R] >> >>"
    file = b"<< /Type /Filespec /F (data.csv) /UF (data.csv) /EF << /F 5 0 R >> >>"
    data = pdf([stack([SENTENCE], 30)], names, extra=[file, stream(b"a,77\n", b"/Type /EmbeddedFile")])
    document = read(data, "a.pdf")
    assert document.text.strip() == SENTENCE
    assert "1 attached files are not read: data.csv" in document.warnings


def test_white_text_on_a_dark_box_is_seen():
    bar = b"0.1 0.2 0.5 rg 0 590 600 30 re f 0 g\n"
    assert "Title of 2024" in lines([*stack([SENTENCE], 30), bar, text(30, 600, "Title of 2024", before=b"1 g")])


def test_note_numbers_leave_the_number_that_they_stand_at_and_exponents_stay():
    note = [
        text(30, 700, "Output was 1234.5"),
        text(112, 704, "1", 6),
        text(117, 700, "tons and 30 km"),
        text(187, 704, "2", 6),
    ]
    document = read(pdf([note]), "a.pdf")
    assert document.text.split("\n")[0].replace(" ", "") == "Outputwas1234.5tonsand30km²"
    assert "left out: note marks (1)" in document.warnings


def test_small_numbers_side_by_side_stay_apart():
    assert lines([text(30, 700, "Schools", 5), text(60, 700, "34", 5), text(68, 700, "56", 5)])[0].split()[-2:] == [
        "34",
        "56",
    ]


def test_a_number_is_whole_although_a_page_ends_in_it():
    first = [(30, 770, "The report"), *stack([SENTENCE, "Power use was 76.5 and rose by 1"], 30), (290, 30, "- 12 -")]
    second = [(30, 770, "The report"), *stack(["4.7 percent in all.", SENTENCE], 30), (290, 30, "- 13 -")]
    text_ = read(pdf([first, second]), "a.pdf").text
    assert "rose by 1\n4.7 percent" in text_
    assert text_.count("The report") == 2
    assert "- 12 -" in text_


def test_bare_page_numbers_are_left_out():
    pages = [[*stack([SENTENCE], 30), (290, 30, str(n))] for n in (7, 8, 9)]
    assert read(pdf(pages), "a.pdf").text.split() == SENTENCE.split() * 3


def test_page_numbers_beside_the_number_of_pages_are_left_out_beside_other_furniture():
    pages = [[*stack([SENTENCE], 30), (30, 30, "Printed in May"), (500, 30, f"{n}/3")] for n in (1, 2, 3)]
    assert "/3" not in read(pdf(pages), "a.pdf").text


def test_every_line_has_its_page_and_box():
    document = read(pdf([[(50, 700, "Grain 6200 tons")], [(60, 500, "Steel 12 tons")]]), "a.pdf")
    assert [(p.number, document.text[p.start : p.end].strip()) for p in document.pages] == [
        (1, "Grain 6200 tons"),
        (2, "Steel 12 tons"),
    ]
    (line,) = document.pages[1].lines
    assert document.text[line.start : line.end] == "Steel 12 tons"
    assert (line.x0, round((line.y0 + line.y1) / 2, -1)) == (60, 300)


def test_tables_say_where_a_number_is_printed():
    document = read(pdf([[(50, 700, "x")], [(60, 500, "GDP 12%")]]), "a.pdf")
    tables = rp.parse(document, year=2024).tables(document)
    mentions = tables["mentions"].to_pylist()
    assert [(m["page"], m["x0"]) for m in mentions if m["value_text"] == "12"] == [(2, 60.0)]
    assert all(b["page"] for b in tables["blocks"].to_pylist())


def test_a_text_has_no_pages():
    report = rp.parse("粮食产量20万吨。", year=2024)
    assert [m["page"] for m in report.tables()["mentions"].to_pylist()] == [None]


def test_scans_and_pages_without_text_are_refused_with_what_to_do():
    with pytest.raises(UnreadableError, match="--ocr"):
        read(pdf([[], []]), "a.pdf")


def test_doubt_about_a_digit_lowers_confidence():
    line = rp.model.LineBox(0, 15, 0, 0, 9, 9, ocr=0.7)
    text = "地区生产总值增长6.8%。\n"
    pages = (rp.model.Page(1, 0, len(text), 100, 100, (line,)),)
    sure = rp.parse(text, year=2024).claims[0].confidence
    doubted = rp.parse(rp.model.Document("a.pdf", text, pages=pages), year=2024).claims[0].confidence
    assert doubted <= 0.6 < sure
