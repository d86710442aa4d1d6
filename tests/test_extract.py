"""Which files are read, under which names, and what becomes of bad ones."""

import json
import os

import pytest

import reportparse as rp
from reportparse.batch.inputs import NoInputError, find_inputs
from reportparse.batch.rows import InputError
from reportparse.tables import SCHEMAS

TEXT = "全年粮食产量达到321.5万吨，增长2.7%。\n"


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "in"
    (folder / "深" / "层").mkdir(parents=True)
    for name in ("b_2024.txt", "a_2023.txt", "深/层/c.txt", "README.md", "metadata.csv", ".gitkeep"):
        (folder / name).write_text("source,place,report_year\n" if name == "metadata.csv" else TEXT, encoding="utf8")
    return folder


def sources(*inputs):
    return [i.source for i in find_inputs(inputs)]


def test_folders_are_searched_and_sources_are_relative(reports):
    assert sources(reports) == ["a_2023.txt", "b_2024.txt", "深/层/c.txt"]
    assert sources(reports / "深") == ["层/c.txt"]
    assert sources(reports / "a_2023.txt") == ["a_2023.txt"]


def test_a_file_named_twice_is_read_once(reports):
    assert sources(reports, reports / "a_2023.txt") == ["a_2023.txt", "b_2024.txt", "深/层/c.txt"]


def test_two_files_of_one_name_are_told_apart(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf8")
    assert sources(tmp_path / "x", tmp_path / "y") == ["x/a.txt", "y/a.txt"]


def test_the_outputs_folder_is_no_input(reports):
    rp.extract(reports, reports / "out", jobs=0)
    assert rp.extract(reports, reports / "out", jobs=0).documents == 3


def test_metadata_overrides_year_and_place(reports):
    (reports / "metadata.csv").write_text("source,place,report_year\n深/层/c.txt,甲省,2019\n", encoding="utf-8-sig")
    found = {i.source: (i.year, i.place) for i in find_inputs([reports])}
    assert found["深/层/c.txt"] == (2019, "甲省")
    assert found["a_2023.txt"] == (None, None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("source,report_year\na_2023.txt,20x3\n", "line 2.*20x3"),
        ("file,year\n", "must name the columns"),
        ("", "columns"),
        ("place,source\n甲省\n", "line 2: no source"),
        ("source,place\n,甲省\n", "line 2: no source"),
        ("source,place\na_2023.txt,甲省,2024\n", "line 2: more fields than columns"),
        ("source,place\na_2023.txt,甲省\na_2023.txt,乙省\n", "line 3: a second row for a_2023.txt"),
        ("source,place\n" + "x" * 300 + ",甲省\n", "line 2: there is no file xxx"),
        ("source,place\n../in/a_2023.txt,甲省\n", "line 2: there is no file"),
    ],
)
def test_a_metadata_file_that_makes_no_sense_is_refused(reports, content, said):
    (reports / "metadata.csv").write_text(content, encoding="utf8")
    with pytest.raises(InputError, match=said):
        find_inputs([reports])


def test_a_metadata_row_for_no_file_is_refused(reports):
    (reports / "metadata.csv").write_text("source,place,report_year\nnone.txt,甲省,2019\n", encoding="utf8")
    with pytest.raises(InputError, match=r"none\.txt"):
        find_inputs([reports])


def test_bad_files_cost_only_themselves(reports, tmp_path):
    (reports / "empty.txt").touch()
    (reports / "blank.txt").write_text(" \n\u3000\n", encoding="utf8")
    (reports / "noise.bin").write_bytes(bytes(range(256)) * 9)
    os.mkfifo(reports / "pipe")
    with (reports / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    summary = rp.extract(reports, tmp_path / "out", jobs=0)
    assert summary.documents == 3
    assert summary.exit_code == 1
    found = {f.source: (f.stage, f.error) for f in summary.failures}
    assert found == {
        "blank.txt": ("read", "empty"),
        "empty.txt": ("read", "empty"),
        "huge.txt": ("find", "too_large"),
        "noise.bin": ("read", "binary"),
        "pipe": ("find", "no_file"),
    }
    assert rp.load(tmp_path / "out").failures["source"].tolist() == sorted(found)


def test_what_cannot_be_done_at_all_is_said(reports, tmp_path):
    with pytest.raises(InputError, match="nope: no such file"):
        rp.extract(tmp_path / "nope", tmp_path / "out")
    (tmp_path / "void").mkdir()
    with pytest.raises(NoInputError, match="nothing to read"):
        rp.extract(tmp_path / "void", tmp_path / "out")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="choose another folder"):
        rp.extract(reports, tmp_path / "file")


def snapshot(outputs):
    return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in outputs.rglob("*") if p.is_file()}


def test_a_rerun_gives_the_same_bytes(reports, tmp_path):
    rp.extract(reports, tmp_path / "out", jobs=0)
    before = snapshot(tmp_path / "out")
    assert rp.extract(reports, tmp_path / "out", jobs=0).reused == 3
    assert snapshot(tmp_path / "out") == before
    assert rp.extract(reports, tmp_path / "out", jobs=0, resume=False).reused == 0
    assert snapshot(tmp_path / "out") == before


def test_ids_do_not_depend_on_the_other_documents(reports, tmp_path):
    rp.extract(reports, tmp_path / "all", jobs=0)
    rp.extract(reports / "a_2023.txt", tmp_path / "one", jobs=0)
    alone = set(rp.load(tmp_path / "one").mentions["mention_id"])
    assert alone
    assert alone < set(rp.load(tmp_path / "all").mentions["mention_id"])


def test_the_manifest_counts_rows_and_holds_checksums(reports, tmp_path):
    rp.extract(reports, tmp_path / "out", jobs=0)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf8"))
    assert manifest["version"] == rp.__version__
    assert manifest["tables"]["documents"]["rows"] == 3
    assert set(manifest["tables"]) == set(SCHEMAS)
    assert all(len(file["sha256"]) == 64 for table in manifest["tables"].values() for file in table["files"])


def test_a_file_name_in_another_encoding_is_read(tmp_path):
    name = os.fsencode(tmp_path) + b"/" + "甲县".encode("gb18030") + b".txt"
    try:
        with open(name, "wb") as file:
            file.write(TEXT.encode())
    except OSError:
        return
    assert sources(tmp_path) == ["甲县.txt"]


def linked(tmp_path):
    """A folder with every sort of link in it."""
    folder, other = tmp_path / "in", tmp_path / "other"
    for path in (folder / "sub", other / "deep"):
        path.mkdir(parents=True)
    for path in (folder / "a.txt", folder / "sub" / "b.txt", other / "c.txt", other / "deep" / "d.txt"):
        path.write_text(TEXT, encoding="utf8")
    targets = {"to_file": "a.txt", "to_sub": "sub", "loop": ".", "gone": "nowhere", "out_file": other / "c.txt"}
    targets |= {"out": other, "out_again": other / "deep"}
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    (other / "back").symlink_to(folder)
    (other / "deep" / "up").symlink_to("..")
    return folder


def test_links_are_named_and_none_leads_out_of_the_inputs_unasked(tmp_path):
    summary = rp.extract(linked(tmp_path), tmp_path / "tables", jobs=0)
    assert summary.documents == 2
    why = {f.source: f.message for f in summary.failures}
    assert sorted(why) == ["gone", "loop", "out", "out_again", "out_file", "to_file", "to_sub"]
    assert [name for name, line in sorted(why.items()) if "leads out" in line] == ["out", "out_again", "out_file"]
    assert [name for name, line in sorted(why.items()) if "own name" in line] == ["loop", "to_file", "to_sub"]
    assert {f.error for f in summary.failures} == {"link"}


def test_links_that_lead_out_are_followed_if_asked_for_and_loops_end(tmp_path):
    found = find_inputs([linked(tmp_path)], links=True)
    assert [i.source for i in found if not i.refused] == ["a.txt", "out/c.txt", "out/deep/d.txt", "sub/b.txt"]
    refused = ["gone", "loop", "out/back", "out/deep/up", "out_again", "out_file", "to_file", "to_sub"]
    assert [i.source for i in found if i.refused] == refused


def test_a_link_that_is_named_as_an_input_is_followed(tmp_path):
    folder = linked(tmp_path)
    (tmp_path / "link").symlink_to(folder / "sub")
    assert sources(tmp_path / "link", folder / "to_file") == ["b.txt", "to_file"]
