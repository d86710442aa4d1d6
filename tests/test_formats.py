"""What people save: Word in all its forms, web pages, mails, Markdown and sheets."""

import base64
import datetime
import io
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from reportparse.formats import UnreadableError, read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
SENTENCE = "全县粮食总产量41.7万吨，增长3.3%。"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*elements, numbering=(), styles=()):
    """A Word file with these children of its body, as XML without their namespaces."""
    document = docx.Document()
    for place, element in enumerate(elements):
        document.element.body.insert(place, _element(element))
    for element in numbering:
        place = 0 if "abstractNum " in element else len(document.part.numbering_part.element)
        document.part.numbering_part.element.insert(place, _element(element))
    for element in styles:
        document.styles.element.append(_element(element))
    return saved(document)


def _element(text):
    name = text[1:].split(">")[0].split()[0].rstrip("/")
    return parse_xml(text.replace(f"<{name}", f"<{name} {W} {MC} {MATH}", 1))


def paragraph(*runs, properties=""):
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def run(text, look=""):
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def lines(data):
    return [line for line in read(data, "x").text.split("\n") if line]


def refused(data):
    with pytest.raises(UnreadableError) as caught:
        read(data, "x")
    return caught.value.error, str(caught.value)


UP = '<w:vertAlign w:val="superscript"/>'
DOWN = '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("产值82.6"), run("1", UP), run("亿元")], "产值82.6亿元"),
        (
            [run("面积6.4km"), run("2", UP), run("，"), run("PM"), run("2.5", DOWN), run("下降")],
            "面积6.4km²，PM2.5下降",
        ),
        ([run("产量3.5×10"), run("4", UP), run("吨")], "产量3.5×10⁴吨"),
        ([run("CO"), run("2", DOWN), run("7万吨")], "CO2 7万吨"),
        ([run("占比"), run("[", UP), run("1", UP), run("2]", UP), run("6%")], "占比6%"),
        ([run("新建9所"), run("12所", "<w:strike/>"), run("。")], "新建9所。"),
        ([run("产值82.6"), run("2", '<w:position w:val="8"/><w:sz w:val="14"/>'), run("亿元")], "产值82.6亿元"),
        ([run("新建9所"), run("12所", "<w:vanish/>"), run("。")], "新建9所。"),
        ([run("新建9所"), run("12所", '<w:vanish w:val="0"/>')], "新建9所12所"),
        (
            ["<w:ins w:id='1'>" + run("新建") + "</w:ins>", "<w:moveFrom w:id='2'>" + run("旧") + "</w:moveFrom>"],
            "新建",
        ),
        (["<w:r><w:ruby><w:rt>" + run("3") + "</w:rt><w:rubyBase>" + run("亩") + "</w:rubyBase></w:ruby></w:r>"], "亩"),
        (
            [
                "<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>5</m:t></m:r></m:den></m:f></m:oMath>"
            ],
            "2/5",
        ),
        (
            [
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
                + run("点击输入8")
                + "</w:sdtContent></w:sdt>",
                run("完"),
            ],
            "完",
        ),
    ],
)
def test_a_line_of_a_word_file_says_what_is_seen(runs, text):
    assert lines(word(paragraph(*runs)))[0] == text


def test_what_a_word_file_hides_is_named():
    data = word(paragraph(run("新建9所"), run("12所", "<w:vanish/>"), run("3所", "<w:strike/>"), run("1", UP)))
    assert read(data, "x").warnings == ("left out: hidden text (1), note marks (1), struck-out text (1)",)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert lines(word(paragraph(run("产值4"), properties=gone), paragraph(run("5.5亿元")))) == ["产值45.5亿元"]


LEVELS = """<w:abstractNum w:abstractNumId="70">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%3）"/></w:lvl></w:abstractNum>"""
LIST = '<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>'


def listed(text, level, number="70"):
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_that_word_counts_are_written_where_sections_need_them():
    body = [
        listed("回顾", 0),
        listed("工业", 2),
        listed("农业", 2),
        listed("小节", 1),
        listed("安排", 0),
        listed("目标", 2),
    ]
    assert lines(word(*body, numbering=[LEVELS, LIST])) == [
        "一、回顾",
        "（1）工业",
        "（2）农业",
        "小节",
        "二、安排",
        "（1）目标",
    ]


def test_a_list_that_starts_anew_counts_from_its_own_start():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:num w:numId="71"><w:abstractNumId w:val="70"/>{start}</w:num>'
    assert lines(
        word(listed("甲", 0), listed("乙", 0, "71"), listed("丙", 0, "71"), numbering=[LEVELS, LIST, other])
    ) == [
        "一、甲",
        "五、乙",
        "六、丙",
    ]


def test_a_text_box_is_read_once_and_after_its_paragraph():
    box = "<w:txbxContent>" + paragraph(run("投资6亿元")) + "</w:txbxContent>"
    ways = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>"
    assert lines(word(paragraph(drawing, run("图示如下")))) == ["图示如下", "投资6亿元"]


def test_merged_cells_of_word_are_spans():
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table._cells, ["作物", "产量", "", "", "今年", "上年", "小麦", "7.5", "7.1"], strict=True):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    found = read(saved(document), "x")
    cells = {found.text[c.start : c.end]: (c.row, c.column, c.row_span, c.column_span) for c in found.grids[0].cells}
    assert cells["作物"] == (0, 0, 2, 1)
    assert cells["产量"] == (0, 1, 1, 2)
    assert cells["上年"] == (1, 2, 1, 1)
    assert cells["7.1"] == (2, 2, 1, 1)


def converted(data, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def strict(_name, part):
    part = part.replace(
        b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"
    )
    return part.replace(
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"purl.oclc.org/ooxml/officeDocument/relationships",
    )


def macros(name, part):
    return part.replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.template.macroEnabled"
    )


def flat(data):
    out = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                inner = f"<pkg:xmlData>{part.decode().split('?>')[-1]}</pkg:xmlData>"
            else:
                inner = f"<pkg:binaryData>{base64.b64encode(part).decode()}</pkg:binaryData>"
            out += f'<pkg:part pkg:name="/{name}">{inner}</pkg:part>'
    return f"{out}</pkg:package>".encode()


@pytest.mark.parametrize("change", [lambda d: converted(d, strict), lambda d: converted(d, macros), flat])
def test_every_form_of_a_word_file_is_read(change):
    assert lines(change(word(paragraph(run(SENTENCE))))) == [SENTENCE]


def test_word_2003_gives_its_text_and_its_list_numbers():
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    hint = "http://schemas.microsoft.com/office/word/2003/auxHint"
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
    body = f"<w:body><wx:sect><w:p>{listed}<w:r><w:t>综合</w:t></w:r></w:p></wx:sect></w:body>"
    data = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{space}" xmlns:wx="{hint}">{body}</w:wordDocument>'
    assert lines(data.encode()) == ["一、综合"]


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>产值<span>8</span><span>2.6</span>亿元<sup>1</sup></p>", ["产值82.6亿元"]),
        ("<p>面积6.4km<sup>2</sup></p>", ["面积6.4km²"]),
        ("<p>产值<del>77</del><ins>82</ins>亿元</p>", ["产值82亿元"]),
        ("<p>产值<span style='text-decoration:line-through'>77</span>82亿元</p>", ["产值82亿元"]),
        ("<p>产值<ruby>亿<rt>7</rt></ruby>元82</p><p hidden>产值77</p>", ["产值亿元82"]),
        ("<p>产值82亿元，<b aria-hidden=true>77</b>增长5%</p>", ["产值82亿元，增长5%"]),
        ("<p>产值82亿元，\n  增长5%</p>", ["产值82亿元，增长5%"]),
        ("<p>产值&#1;82\x01亿元</p>", ["产值82亿元"]),
        ("<textarea>产值82亿元\n增长5%</textarea>", ["产值82亿元", "增长5%"]),
        ("<iframe srcdoc='&lt;p&gt;产值82亿元&lt;/p&gt;'></iframe>", ["产值82亿元"]),
        ("<object data=a.swf><p>产值82亿元。</p></object><button>登录7</button>", ["产值82亿元。"]),
        ("<p>产值82亿元<span class=sr-only>第7页</span></p>", ["产值82亿元"]),
        ("<style>.up{vertical-align:super}</style><p>产值82<span class=up>3</span>亿元</p>", ["产值82亿元"]),
        ("<dl><dt>产值</dt><dd>82亿元</dd></dl>", ["产值", "82亿元"]),
    ],
)
def test_a_page_says_what_a_browser_shows(body, text):
    assert lines(page(body)) == text


def test_a_page_that_a_script_shows_is_not_hidden():
    assert lines(page(f"<div style='visibility:hidden'><p>{SENTENCE}</p></div>")) == [SENTENCE]


BODY = f"<div class=text><p>{SENTENCE}</p><p>旅游收入完成27.9亿元，接待游客306万人次。</p></div>"
MENU = "<ul><li><a href=/a>要闻</a></li><li><a href=/b>公开</a></li><li><a href=/c>增长9.1%专题</a></li></ul>"
RELATED = "<div class=related><h3>相关阅读</h3><p><a href=/d>邻县增长8.8%</a></p><p>邻县产量9.3万吨。</p></div>"


def test_menus_and_related_news_are_no_text_of_a_page():
    text = read(page(MENU + BODY + RELATED), "x").text
    assert SENTENCE in text
    assert not any(number in text for number in ("9.1", "8.8", "9.3"))


def test_a_table_of_figures_is_read_whatever_its_part_is_called():
    rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in (("麦", 7.5), ("稻", 9), ("豆", 2)))
    assert "7.5" in read(page(BODY * 3 + f"<div class='rank bottom'><table>{rows}</table></div>"), "x").text


def test_a_body_that_is_called_related_is_read():
    assert SENTENCE in read(page(f"<div class='related article'>{BODY}</div>" + MENU), "x").text


def test_cells_of_a_page_have_places():
    heads = "<thead><tr><th rowspan=2>作物<th colspan=2>产量<tr><th>今年<th>上年"
    table = f"<table>{heads}<tbody><tr><td>小麦<td>7.5<td>7.1</table>"
    found = read(page(f"<p>{SENTENCE}</p>{table}"), "x")
    cells = [(found.text[c.start : c.end], c.row, c.column, c.head) for c in found.grids[0].cells]
    assert ("上年", 1, 2, True) in cells
    assert ("7.5", 2, 1, False) in cells


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (page("<div id=app>加载中</div><script>x='产值82亿元'</script>"), "script_only", "save it as a single file"),
        (b"<frameset><frame src=a.htm></frameset>", "no_body", "frame"),
        (b"{\\rtf1 text}", "unsupported", "RTF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "unsupported", ".doc, .wps"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "unsupported", "password"),
        (b"<?xml version='1.0'?><rss><item/></rss>", "unsupported", "XML"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(data, error, words):
    found = refused(data)
    assert found[0] == error
    assert words in found[1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("OFD.xml", "<ofd/>", "OFD"),
        ("mimetype", "application/vnd.oasis.opendocument.text", "ODT"),
        ("mimetype", "application/epub+zip", "EPUB"),
        ("ppt/presentation.xml", "<p/>", "pptx"),
    ],
)
def test_zip_files_of_other_kinds_are_refused_by_their_names(name, content, words):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    assert words in refused(out.getvalue())[1]


def test_a_saved_page_is_read_with_its_frames():
    message = EmailMessage()
    message["Subject"] = "saved"
    message["MIME-Version"] = "1.0"
    message.set_content(
        f"<p>{SENTENCE}</p><iframe src='cid:f@x'></iframe>", subtype="html", charset="gb18030", cte="base64"
    )
    message.add_related("<p>投资6亿元</p>", subtype="html", cid="<f@x>")
    assert lines(message.as_bytes()) == [SENTENCE, "投资6亿元"]


def test_a_mail_names_what_is_attached():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "某县统计公报"
    message.set_content(SENTENCE)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    found = read(message.as_bytes(), "x")
    assert found.text.split("\n")[:2] == ["某县统计公报", SENTENCE]
    assert found.warnings == ("left out: attachments (1)",)


MARKDOWN = r"""# 公报

产值 $8 2 . 6$ 亿元，增长 $5.4\%$，面积 $3\mathrm{km}^{2}$$^{①}$，~~旧数9~~投资**6**亿元。
1. 新建9所

| 作物 | 产量 |
|---|---:|
| 小麦 | 7.5 |
"""


def test_markdown_gives_lines_and_grids():
    found = read(MARKDOWN.encode(), "x")
    assert found.text.split("\n")[:3] == ["公报", "产值 82.6 亿元，增长 5.4%，面积 3km²，投资6亿元。", "1. 新建9所"]
    assert [found.text[c.start : c.end] for c in found.grids[0].cells] == ["作物", "产量", "小麦", "7.5"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# 甲\n产值82[^2]亿元", "产值82亿元"),
        (r"产值 $8 2 . 6$ 亿元$\textcircled{1}$，增长 $\mathrm{5}\sim6\%$", "产值 82.6 亿元，增长 5~6%"),
        (r"# 甲" + "\n" + r"价格\$5—\$6", "价格$5—$6"),
        ("# 甲\n- 新建9所", "• 新建9所"),
    ],
)
def test_marks_of_markdown_are_no_text(text, line):
    assert lines(text.encode())[-1] == line


def test_sheets_show_their_values():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["单位：亿元"], ["指标", "今年", "增长"], ["产值", 1234.56, 0.0684], ["投资", "=B3", -0.021]):
        sheet.append(row)
    sheet.append(["截至", datetime.date(2023, 6, 30), None])
    sheet["B3"].number_format, sheet["B5"].number_format = "#,##0.0", 'yyyy"年"m"月"d"日"'
    sheet["C3"].number_format = sheet["C4"].number_format = "0.0%"
    book.create_sheet("底稿").sheet_state = "hidden"
    found = read(saved(book), "x")
    assert "单位：亿元\n指标\n今年\n增长\n\n产值\n1,234.6\n6.8%\n\n投资\n-2.1%\n\n截至\n2023年6月30日" in found.text
    assert found.warnings == ("left out: formulas without a value (1), hidden sheets (1)",)


def test_a_page_in_two_encodings_is_read_paragraph_by_paragraph():
    one, two = page(f"<p>{SENTENCE * 3}</p>\n<p>@</p>\n").split(b"@")
    found = read(one + "投资6亿元".encode("gb18030") + two, "x")
    assert "投资6亿元" in found.text
    assert found.warnings == ("1 places are in gb2312 among utf-8",)


def test_several_reports_in_one_file_are_warned_of():
    text = "".join(f"某县{year}年政府工作报告\n" + f"{SENTENCE}\n" * 90 for year in (2021, 2022))
    assert "2 reports" in read(text.encode(), "x").warnings[0]
