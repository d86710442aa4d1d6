"""Files of several reports, and reports of several files."""

import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import reportparse as rp
from reportparse import extract
from reportparse.batch.inputs import InputError
from reportparse.formats import UnreadableError

TEXT = "一、二〇二三年工作回顾\n茶园面积{0}.5万亩，增长2.7%。\n● 新建学校{0}所、医院3家。\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(80)


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def sources(out: Path, table: str = "documents") -> list[str]:
    return sorted(pq.read_table(out / f"{table}.parquet")["source"].to_pylist())


def test_an_archive_of_reports_is_a_document_a_file(tmp_path: Path) -> None:
    folder, text = tmp_path / "in", TEXT.format(3).encode()
    folder.mkdir()
    inner = packed(tmp_path / "inner.zip", {"c.txt": text}).read_bytes()
    skipped = dict.fromkeys(("__MACOSX/._a.txt", ".hidden", "README.md", "metadata.csv", "县/"), b"")
    packed(folder / "all.zip", {"a.txt": text, "县/乙_2024.txt": text, "inner.zip": inner, "logo.png": PNG} | skipped)
    (folder / "metadata.csv").write_text("source,place,report_year\nall.zip/a.txt,甲县,2022\n", encoding="utf8")
    summary = extract(folder, tmp_path / "out", jobs=0)
    assert sources(tmp_path / "out") == ["all.zip/a.txt", "all.zip/县/乙_2024.txt"]
    assert [(f.source, f.error) for f in summary.failures] == [
        ("all.zip/inner.zip", "unsupported"),
        ("all.zip/logo.png", "unsupported"),
    ]
    rows = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert {r["place"] for r in rows if r["source"] == "all.zip/a.txt"} == {"甲县"}
    assert extract(folder, tmp_path / "out", jobs=0).reused == 2


def test_names_that_a_chinese_windows_packed_are_read(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"QQQQ_2024.txt": TEXT.format(3).encode()})
    archive.write_bytes(archive.read_bytes().replace(b"QQQQ", "甲县".encode("gb18030")))
    extract(archive, tmp_path / "out", jobs=0)
    assert sources(tmp_path / "out") == ["a.zip/甲县_2024.txt"]


def test_a_file_of_an_archive_that_is_too_large_or_locked_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportparse.formats.archive.MAX_BYTES", 5000)
    text = TEXT.format(3).encode()
    archive = packed(tmp_path / "a.zip", {"a.txt": text, "bomb.txt": bytes(2_000_000), "locked.txt": text})
    data = archive.read_bytes()
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1) + 1)
    archive.write_bytes(data[: at + 8] + b"\x01" + data[at + 9 :])
    failures = extract(archive, tmp_path / "out", jobs=0).failures
    assert [(f.source, f.error) for f in failures] == [("a.zip/bomb.txt", "too_large"), ("a.zip/locked.txt", "locked")]


@pytest.mark.parametrize("files", [{}, {"README.md": b"a"}])
def test_an_archive_without_reports_is_a_failure(tmp_path: Path, files: dict[str, bytes]) -> None:
    archive = packed(tmp_path / "a.zip", files | {".hidden": b""})
    failures = extract(archive, tmp_path / "out", jobs=0).failures
    assert [(f.source, f.error) for f in failures] == [("a.zip", "unsupported")]
    assert "a zip file of" in failures[0].message


def test_next_pages_are_one_document_where_they_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2, 10):
        (folder / f"p_{number}.txt").write_text(TEXT.format(number), encoding="utf8")
    rows = "source,joins\np_1.txt,\np_2.txt,p_1.txt\np_10.txt,p_1.txt\n"
    (folder / "metadata.csv").write_text(rows, encoding="utf8")
    extract(folder, tmp_path / "out", jobs=0)
    assert sources(tmp_path / "out") == ["p_1.txt"]
    blocks = "".join(pq.read_table(tmp_path / "out" / "blocks.parquet")["text"].to_pylist())
    said = [blocks.index(f"茶园面积{number}.5万亩") for number in (1, 2, 10)]
    assert said == sorted(said)
    assert extract(folder, tmp_path / "out", jobs=0).reused == 1
    (folder / "p_10.txt").write_text(TEXT.format(11), encoding="utf8")
    assert extract(folder, tmp_path / "out", jobs=0).reused == 0
    (folder / "p_2.txt").write_bytes(PNG)
    failures = extract(folder, tmp_path / "out", jobs=0).failures
    assert [(f.source, f.message.partition(":")[0]) for f in failures] == [("p_1.txt", "p_2.txt")]


@pytest.mark.parametrize("first", ["p_2.txt", "p_3.txt", "none.txt"])
def test_a_page_that_joins_no_first_page_is_refused(tmp_path: Path, first: str) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"p_{number}.txt").write_text(TEXT.format(number), encoding="utf8")
    rows = f"source,joins\np_1.txt,\np_3.txt,p_1.txt\np_2.txt,{first}\n"
    (tmp_path / "metadata.csv").write_text(rows, encoding="utf8")
    with pytest.raises(InputError, match=r"line 4: p_2\.txt joins"):
        extract(tmp_path, tmp_path / "out", jobs=0)


def test_read_of_an_archive_gives_its_one_report_or_says_what_to_do(tmp_path):
    text = TEXT.format(3).encode()
    one = packed(tmp_path / "one.zip", {"甲县_2024.txt": text, "__MACOSX/._甲县_2024.txt": b"x", "README.md": b"x"})
    found = rp.read(one)
    assert (found.source, found.text.encode()) == ("one.zip/甲县_2024.txt", text)
    assert rp.read(one.read_bytes()).source == "甲县_2024.txt"
    two = packed(tmp_path / "two.zip", {"a.txt": text, "b.txt": text})
    with pytest.raises(UnreadableError, match="a zip file of 2 reports; `reportparse extract`"):
        rp.read(two)
    with pytest.raises(UnreadableError, match="without a report"):
        rp.read(packed(tmp_path / "none.zip", {"README.md": b"x"}))
    inner = packed(tmp_path / "inner.zip", {"two.zip": two.read_bytes()})
    with pytest.raises(UnreadableError, match="a zip file of 2 files"):
        rp.read(inner)
