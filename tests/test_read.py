"""Bytes → text, for every type and encoding."""

import io
import random
import socket
import time
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.minipdf import pdf

from reportparse.formats import UnreadableError, read
from reportparse.formats import limits as read_limits
from reportparse.formats.sniff import media_type

SIMPLIFIED = "一、过去一年工作回顾\r\n全年粮食产量321.5万吨，增长2.7%；新增就业4.8万人。\r\n"
TRADITIONAL = "一、過去一年工作回顧\n全年糧食產量321.5萬噸，增長2.7%；新增就業4.8萬人。\n"


def text_of(data):
    return read(data, "x").text


def refused(data):
    with pytest.raises(UnreadableError) as caught:
        read(data, "x")
    return caught.value.error


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_simplified_text_in_every_encoding(encoding):
    assert text_of(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5", "cp950"])
def test_traditional_text_in_every_encoding(encoding):
    assert text_of(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
@pytest.mark.parametrize("text", ["增加5%", "人均可支配收入", "一", "（一）"])
def test_short_text_in_a_legacy_encoding_is_text(encoding, text):
    assert text_of((text + "，。" * 2).encode(encoding, "ignore")).strip("，。")


def test_a_mark_at_the_beginning_is_removed_and_line_ends_stay():
    assert text_of(b"\xef\xbb\xbf" + SIMPLIFIED.encode()) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_within_a_character_is_read_with_a_warning(encoding):
    document = read((SIMPLIFIED * 50).encode(encoding) + "增".encode(encoding)[:1], "x")
    assert document.text.startswith(SIMPLIFIED)
    assert document.encoding == encoding
    assert "no valid" in document.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_a_few_broken_bytes_cost_a_few_characters(encoding):
    text = TRADITIONAL * 40
    data = bytearray(text.encode(encoding))
    for at in range(500, len(data), 1000):
        data[at] = 0xFF
    document = read(bytes(data), "x")
    assert document.encoding.startswith(encoding)
    assert document.text.count("萬") > 60


def test_what_is_no_report_is_named():
    assert refused(b"") == refused(b" \r\n\t") == refused("\u3000\n".encode()) == "empty"
    assert refused(b"\xef\xbb\xbf") == "empty"
    assert refused(bytes(range(256)) * 20) == "binary"
    assert refused(random.Random(5).randbytes(20_000)) == "binary"
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(100)) == "unsupported"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)) == "unsupported"


PARAGRAPH = "<p>全年地区生产总值增长5.{0}%，财政收入增长4.{0}%，就业形势总体稳定，居民收入稳步提高。</p>"
PAGE = """<!DOCTYPE html><html><head><title>甲县公报</title><script src="http://127.0.0.1:9/x.js"></script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a></div><div class="content"><h1>甲县公报</h1>
{0}<table><tr><th>指标</th><th>绝对数</th></tr><tr><td>粮食<br>总产</td><td>12.5</td></tr><tr><td>蔬菜</td><td></td></tr></table>
{0}</div><div id="footer">版权所有 甲县人民政府 备案123号</div></body></html>"""


def page(**changes):
    return PAGE.format("".join(PARAGRAPH.format(i) for i in range(6)))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_gives_its_body_and_tables(encoding):
    document = read(page().encode(encoding), "x")
    lines = document.text.splitlines()
    assert document.media_type == "text/html"
    assert lines[0] == "甲县公报"
    at = lines.index("指标")
    assert lines[at : at + 8] == ["指标", "绝对数", "", "粮食 总产", "12.5", "", "蔬菜", ""]
    assert sum("财政收入" in line for line in lines) == 12
    assert "政务公开" not in document.text
    assert "版权" not in document.text


def test_a_page_that_is_too_deep_or_empty_is_refused():
    assert refused(("<html><body>" + "<div>" * 5000 + page()).encode()) == "too_large"
    assert refused(b"<html><head><title>x</title></head><body></body></html>") == "no_body"


def test_a_header_that_closes_the_page_hides_nothing():
    page_twice = "<html><body><div>首页</div></body></html>" + page()
    assert text_of(page_twice.encode()).count("财政收入") == 12


@pytest.mark.parametrize("start", ["<p>", "<h1>甲</h1><p>", "<!-- x --><p>", "<style>p{height:55%}</style><p>"])
def test_a_fragment_of_a_page_is_a_page(start):
    document = read((start + "全年财政收入增长4%，居民收入稳步提高，就业形势总体稳定。</p>" * 1 + page()).encode(), "x")
    assert document.media_type == "text/html"
    assert "height" not in document.text


def test_nothing_is_fetched(monkeypatch):
    def forbidden(*_):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
    assert "增长" in text_of((entity + page().replace("甲县", "&x;")).encode())


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sample_docx():
    document = docx.Document()
    document.add_paragraph("一、过去一年")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "绝对数", "粮食", "12.5"], strict=True):
        cell.text = text
    document.add_paragraph("全年增长\t5%").add_run().add_break()
    return document


def test_a_table_that_frames_a_text_keeps_its_lines():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "一、综合"
    cell.add_paragraph("全年增长5%。")
    assert text_of(saved(document)).split("\n")[:2] == ["一、综合", "全年增长5%。"]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_docx_gives_paragraphs_and_tables_in_order():
    lines = text_of(saved(sample_docx())).split("\n")
    assert lines == ["一、过去一年", "指标", "绝对数", "", "粮食", "12.5", "", "全年增长\t5%", "", ""]


def test_a_docx_with_tracked_changes_gives_what_stands_now():
    document = sample_docx()
    paragraph = document.paragraphs[0]._p
    paragraph.append(parse_xml(f'<w:ins {W} w:id="1"><w:r><w:t>新增7所</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>旧8所</w:delText></w:r></w:del>'))
    first = text_of(saved(document)).split("\n")[0]
    assert first == "一、过去一年新增7所"


def test_rows_and_cells_inside_content_controls_are_read():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "绝对数", "粮食", "12.5"], strict=True):
        cell.text = text
    for element in (table.rows[1]._tr, table.rows[0].cells[1]._tc):
        control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[0].append(element)
    assert text_of(saved(document)).split("\n")[:5] == ["指标", "绝对数", "", "粮食", "12.5"]


def rezipped(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out.getvalue()


def test_damaged_and_foreign_zip_files_are_refused():
    data = saved(sample_docx())
    assert refused(data[: len(data) // 2]) == "damaged"
    assert refused(rezipped(data, "word/document.xml", lambda _: b"<w:document")) == "damaged"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "增长5%")
        archive.writestr("b.txt", "增长6%")
    assert refused(out.getvalue()) == "unsupported"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("reportparse.formats.word_package.MAX_UNPACKED", 1_000_000)
    bomb = rezipped(saved(sample_docx()), "word/document.xml", lambda old: old + b" " * 2_000_000)
    assert len(bomb) < 100_000
    assert refused(bomb) == "too_large"


def test_entities_in_a_docx_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()

    def change(old):
        start = old.index(b"<w:document")
        return old[:start] + entity + old[start:].replace("过去一年".encode(), b"&e;")

    try:
        found = text_of(rezipped(saved(sample_docx()), "word/document.xml", change))
    except UnreadableError:
        found = ""
    assert "SECRET" not in found


LEFT = [f"Left column line {i:02} runs to the gutter" for i in range(12)]
RIGHT = [f"Right column line {i:02} is as long again" for i in range(12)]


def columns(left, right):
    return [(50, 700 - 14 * i, text) for i, text in enumerate(left)] + [
        (320, 700 - 14 * i, text) for i, text in enumerate(right)
    ]


def test_a_pdf_in_two_columns_is_read_one_after_the_other():
    title, foot = (50, 740, "A title that runs over both of the columns of this page, as titles do"), (290, 40, "7")
    lines = text_of(pdf([[title, *columns(LEFT, RIGHT), foot]])).split("\n")
    assert lines[0].startswith("A title")
    assert [line for line in lines if "column line" in line] == LEFT + RIGHT


def test_a_table_in_a_pdf_is_read_row_by_row():
    rows = [(50 + 130 * c, 700 - 14 * r, f"{r}.{c}") for r in range(12) for c in range(4)]
    lines = text_of(pdf([rows])).split("\n")
    assert lines[:2] == ["0.0 0.1 0.2 0.3", "1.0 1.1 1.2 1.3"]


def ruled(rows, x, y):
    """A table of boxes with its upper left corner at (x, y)."""
    boxes = [(x + 100 * c, y - 30 * r, 100, 30) for r, row in enumerate(rows, 1) for c in range(len(row))]
    texts = [
        (x + 5 + 100 * c, y - 30 * r + 18 - 12 * i, line)
        for r, row in enumerate(rows, 1)
        for c, cell in enumerate(row)
        for i, line in enumerate(cell.split("|"))
    ]
    return boxes + texts


TABLE = [["Item", "Output of|the year", ""], ["Grain", "12.5", "3.1"], ["Steel", "1,203,|400", "-2"]]


def test_a_ruled_table_in_a_pdf_is_read_cell_by_cell_in_its_place():
    page = [(50, 740, "Output grew by 5 percent in the year."), *ruled(TABLE, 50, 700), (50, 560, "So much for that.")]
    assert text_of(pdf([page])).strip().split("\n") == [
        "Output grew by 5 percent in the year.",
        *("", "Item", "Output of the year", "", "Grain", "12.5", "3.1", "", "Steel", "1,203,400", "-2", ""),
        "So much for that.",
    ]


def test_a_frame_around_text_is_no_table():
    page = [(50, 700 - 14 * i, text) for i, text in enumerate(LEFT)] + [(40, 530, 400, 190)]
    assert text_of(pdf([page])).strip().split("\n") == LEFT


def test_a_table_beside_a_column_of_text_leaves_the_order_of_the_page_alone():
    page = [*columns(LEFT, []), *ruled([["a", "1"], ["b", "2"]], 320, 700)]
    lines = text_of(pdf([page])).strip().split("\n")
    assert lines[: len(LEFT)] == LEFT
    assert [line for line in lines[len(LEFT) :] if line] == ["a", "1", "b", "2"]


def test_fake_bold_is_read_once():
    line = "Grain 6200 tons"
    assert text_of(pdf([[(50, 700, line), (50, 700, line), (70, 685, "plain 55")]])).split("\n")[:2] == [
        line,
        "plain 55",
    ]


def test_a_watermark_does_not_mix_with_the_lines_that_it_crosses():
    line = "Grain output was 6200 tons, which is 3 percent more than a year before."
    page = [(50, 700 - 14 * i, line) for i in range(12)]
    data = pdf([page]).replace(b"BT /F1 10 Tf 50 546 Td", b"BT /F1 10 Tf 0 1 -1 0 200 620 Tm")
    assert set(text_of(data).strip().split("\n")) == {line}


def test_a_pdf_without_text_names_ocr():
    with pytest.raises(UnreadableError, match="OCR") as caught:
        read(pdf([[], []]), "x")
    assert caught.value.error == "no_text_layer"


def test_pages_without_text_are_warned_of():
    assert "1 of 2 pages" in read(pdf([[(50, 700, "Grain 6200 tons")], []]), "x").warnings[0]


def unmapped(data):
    """The PDF with glyphs whose names say nothing of their characters, as subset fonts have them."""
    names = b"/Encoding << /Type /Encoding /Differences [65 %s] >>" % b" ".join(b"/g%d" % i for i in range(26))
    return data.replace(b"/BaseFont /Helvetica", b"/BaseFont /AAAAAA+Own /FirstChar 65 /LastChar 90 " + names)


def test_a_pdf_whose_fonts_are_unmapped_names_ocr():
    with pytest.raises(UnreadableError, match="OCR") as caught:
        read(unmapped(pdf([[(50, 700, "ABCDEFG")]])), "x")
    assert caught.value.error == "no_text_layer"


def test_damaged_and_endless_pdfs_are_refused(monkeypatch):
    data = pdf([[(50, 700, "Grain")]])
    assert refused(data[:60]) == "damaged"
    monkeypatch.setattr("reportparse.formats.pdf.MAX_PAGES", 2)
    assert refused(pdf([[(50, 700, "Grain")]] * 3)) == "too_large"


def test_the_type_is_decided_by_content():
    assert read(pdf([[(50, 700, "Grain")]]), "a.txt").media_type == "application/pdf"
    assert read(SIMPLIFIED.encode(), "a.pdf").media_type == "text/plain"


def outcome(data):
    try:
        return "text" if read(data, "x").text else ""
    except UnreadableError as error:
        return f"{error.error}: {error}"


@settings(max_examples=100)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"%PDF-1.7")
@example(b"<html><body>")
@example(b"\xff\xfe")
def test_any_bytes_give_text_or_say_why_not(data):
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body><p>"):
        said = outcome(start + data)
        assert said
        assert "\n" not in said


def test_limits_leave_room_for_reports():
    assert read_limits.MAX_BYTES >= 20_000_000


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}", 'a{}="1"'])
def test_an_element_with_a_million_attributes_is_refused_at_once(attribute):
    """The parser's time grows with their square; a picture of as many bytes in one attribute does no harm."""
    many = " ".join(attribute.format(i) for i in range(1_000_000))
    with pytest.raises(UnreadableError, match="attributes of one element"):
        read(f"<!DOCTYPE html><html><body><div {many}><p>粮食产量20万吨。</p></div>".encode())
    picture = (
        f"<!DOCTYPE html><html><body><img src='data:image/png;base64,{'aB3/' * 250_000}=='><p>粮食产量20万吨。</p>"
    )
    assert "粮食产量20万吨" in read(picture.encode()).text


@pytest.mark.parametrize("head", ["<!---->", "<!-- menu -->\n", " ", "\n<!-- a -->\n<!--"])
def test_a_page_of_comments_is_told_at_once(head):
    began = time.process_time()
    assert media_type((head * 500 + "<unknown><p>粮食产量20万吨。</p>").encode())
    assert time.process_time() - began < 1


def test_front_matter_moves_nothing():
    text = "---\ntitle: '清河县工作报告'\ndate: 2031-02-03\nlayout: post\n---\n\n全年新建学校7所。\n"
    found = read(text.encode(), "a.txt").text
    assert len(found) == len(text)
    assert [text[found.index(word) :][: len(word)] for word in found.split()] == ["清河县工作报告", "全年新建学校7所。"]
