"""Scanned pages: two invented ones, drawn as pictures. They need the extra ``ocr`` (``make ocr``)."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

import reportparse as rp
from reportparse.formats import UnreadableError, read

pytest.importorskip("rapidocr")

PAGES = (
    ["Grain output 6218.4 tons", "Roads built 863 km", "Growth 12.7%"],
    ["Power use 76.5 units", "Schools 1190", "Exports 43.9%"],
)


@pytest.fixture(scope="module")
def scan():
    """A PDF of two pictures, 150 dots an inch."""
    pictures = []
    for lines in PAGES:
        picture = Image.new("L", (1000, 700), 255)
        draw = ImageDraw.Draw(picture)
        for i, line in enumerate(lines):
            draw.text((100, 100 + 80 * i), line, fill=0, font=ImageFont.load_default(36))
        pictures.append(picture.rotate(-0.6, fillcolor=255))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def test_a_scan_is_refused_unless_it_is_to_be_read(scan):
    with pytest.raises(UnreadableError, match="--ocr"):
        read(scan, "a.pdf")


def test_numbers_of_a_scan_are_read_in_order(scan):
    document = read(scan, "a.pdf", ocr=True)
    lines = [line.replace(" ", "") for line in document.text.split("\n") if line]
    assert lines == [line.replace(" ", "") for page in PAGES for line in page]
    assert "2 of 2 pages are read by OCR (pages 1, 2)" in document.warnings
    assert all(0 < line.ocr <= 1 for page in document.pages for line in page.lines)


def test_claims_of_a_scan_say_so_and_doubted_digits_are_not_confident(scan):
    document = read(scan, "a.pdf", ocr=True)
    report = rp.parse(document, year=2024)
    assert report.claims
    assert all("ocr" in claim.flags for claim in report.claims)
