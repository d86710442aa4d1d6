"""Scanned pages: two invented ones, drawn as pictures. They need the extra ``ocr`` (``make ocr``)."""

import io
import re

import pytest
from PIL import Image, ImageDraw, ImageFont

import reportparse as rp
from reportparse.formats import UnreadableError, read

pytest.importorskip("rapidocr")

PAGES = (
    ["Grain output 6218.4 tons", "Roads built 863 km", "Growth 12.7%"],
    ["Power use 76.5 units", "Schools 1190", "Exports 43.9%"],
)
NUMBER = re.compile(r"[0-9.]+")


def scanned(turn=0):
    """A PDF of two pictures, 150 dots an inch, that lie turned by so many degrees."""
    pictures = []
    for lines in PAGES:
        picture = Image.new("L", (1000, 700), 255)
        draw = ImageDraw.Draw(picture)
        for i, line in enumerate(lines):
            draw.text((100, 100 + 80 * i), line, fill=0, font=ImageFont.load_default(36))
        pictures.append(picture.rotate(-0.6, fillcolor=255).rotate(turn, expand=True))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return out.getvalue()


@pytest.fixture(scope="module")
def scan():
    return scanned()


def test_a_scan_is_refused_unless_it_is_to_be_read(scan):
    with pytest.raises(UnreadableError, match="--ocr"):
        read(scan, "a.pdf")


def test_numbers_of_a_scan_are_read_in_order(scan):
    document = read(scan, "a.pdf", ocr=True)
    lines = [line.replace(" ", "") for line in document.text.split("\n") if line]
    assert lines == [line.replace(" ", "") for page in PAGES for line in page]
    assert "2 of 2 pages are read by OCR (pages 1, 2)" in document.warnings
    assert all(0 < line.ocr <= 1 for page in document.pages for line in page.lines)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side_or_head_are_turned(turn):
    document = read(scanned(turn), "a.pdf", ocr=True)
    assert NUMBER.findall(document.text) == [n for page in PAGES for line in page for n in NUMBER.findall(line)]
    page = document.pages[0]
    (first,) = [line for line in page.lines if "6218.4" in document.text[line.start : line.end]]
    upright = first.x1 - first.x0 > first.y1 - first.y0
    assert upright == (turn == 180)
    assert all(0 <= x <= page.width for x in (first.x0, first.x1))


def test_claims_of_a_scan_say_so_and_doubted_digits_are_not_confident(scan):
    document = read(scan, "a.pdf", ocr=True)
    report = rp.parse(document, year=2024)
    assert report.claims
    assert all("ocr" in claim.flags for claim in report.claims)
