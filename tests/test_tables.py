"""Schemas, ids, checks and reading back."""

import shutil

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reportparse as rp
from reportparse.tables import PER_DOCUMENT, SCHEMAS, BrokenTablesError, check, columns_table
from reportparse.tables.verify import verify
from reportparse.tables.write import MANIFEST, new_folder, publish, recover, table_path

TEXT = "一、2023年工作回顾\n全年粮食产量达到321.5万吨，增长2.7%。\n● 新建学校7所、医院3家。\n"


@pytest.fixture(scope="module")
def tables():
    return rp.parse(TEXT, "某县_2024.txt").tables()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    (folder / "in").mkdir()
    (folder / "in" / "某县_2024.txt").write_text(TEXT, encoding="utf8")
    (folder / "in" / "empty.txt").touch()
    rp.extract(folder / "in", folder / "out", jobs=0)
    return folder / "out"


def replaced(tables, name, column, values):
    table = tables[name]
    at = table.schema.get_field_index(column)
    field = table.schema.field(at)
    return {**tables, name: table.set_column(at, field, pa.array(values, field.type))}


def test_tables_of_a_report_follow_their_schemas(tables):
    assert set(tables) == set(PER_DOCUMENT)
    for name, table in tables.items():
        assert table.schema.equals(SCHEMAS[name], check_metadata=True)
    check(tables)


def test_every_column_is_described_with_an_example():
    for row in columns_table().to_pylist():
        assert len(row["description"]) > 10, row
        assert row["example"], row
        assert row["description"].rstrip()[-1] in ".", row


def test_the_rule_of_the_example_is_made(outputs):
    example = SCHEMAS["claims"].field("rule").metadata[b"example"].decode()
    assert example in set(rp.load(outputs).claims["rule"])


def test_a_document_without_a_source_is_named_by_its_text():
    first, second = (rp.parse(text).tables()["documents"]["source"][0].as_py() for text in ("增长5%", "增长6%"))
    assert first != second
    assert first.startswith("text-")


def test_lone_surrogates_do_not_stop_the_tables():
    blocks = rp.parse("产量增长5%\ud800。").tables()["blocks"]
    assert "\ud800" not in blocks["text"][0].as_py()


@settings(max_examples=30)
@example("\n■")
@given(st.text(alphabet="■一二增长亿万元%0123456789.，。、\n（）●年月至—余\u3000x", max_size=200))
def test_any_text_gives_tables_that_pass_the_check(text):
    check(rp.parse(text, "a.txt").tables())


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("documents", "level", "planet", "unknown values"),
        ("blocks", "block_id", "same", "ids repeat"),
        ("blocks", "raw_end", -1, "stands after"),
        ("mentions", "block_id", "nowhere", "no such row in blocks"),
        ("blocks", "section_id", "nowhere", "no such row in sections"),
        ("blocks", "text", None, "nulls"),
    ],
)
def test_the_check_finds_what_is_wrong(tables, name, column, value, said):
    broken = replaced(tables, name, column, [value] * len(tables[name]))
    with pytest.raises(BrokenTablesError, match=said):
        check(broken)


def test_the_check_finds_a_missing_column(tables):
    with pytest.raises(BrokenTablesError, match="text"):
        check({**tables, "blocks": tables["blocks"].drop_columns(["text"])})


def test_rows_lead_back_to_the_raw_text(tables):
    for row in tables["mentions"].to_pylist():
        assert TEXT[row["raw_start"] : row["raw_end"]] == row["text"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_pandas_polars_and_duckdb_read_the_same(outputs, name):
    path = str(outputs / f"{name}.parquet")
    columns, rows = SCHEMAS[name].names, pq.read_metadata(path).num_rows
    assert list(pd.read_parquet(path).columns) == columns
    assert pl.read_parquet(path).columns == columns
    assert duckdb.sql(f"select * from '{path}'").columns == columns
    assert len(pd.read_parquet(path)) == len(pl.read_parquet(path)) == rows
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall() == [(rows,)]


def test_written_files_keep_the_descriptions(outputs):
    for name, schema in SCHEMAS.items():
        written = pq.read_schema(outputs / f"{name}.parquet")
        for field in schema:
            assert written.field(field.name).metadata[b"description"] == field.metadata[b"description"]


def test_load_gives_frames(outputs):
    found = rp.load(outputs)
    assert found.documents["source"].tolist() == ["某县_2024.txt"]
    assert found.failures["source"].tolist() == ["empty.txt"]
    assert len(found.columns) == sum(len(schema) for schema in SCHEMAS.values())
    assert "4 claims" in repr(found)
    for name in PER_DOCUMENT:
        assert len(getattr(found, name)) == found.manifest["tables"][name]["rows"]


def test_load_says_what_to_do_where_there_is_nothing(tmp_path):
    with pytest.raises(FileNotFoundError, match="reportparse extract"):
        rp.load(tmp_path)


def write(folder, **files):
    for name, text in files.items():
        (folder / name).write_text(text)


def write_new(folder, **files):
    write(folder, **files)
    (folder / MANIFEST).write_text("new")


def content(outputs):
    return {path.name: path.read_text() for path in outputs.iterdir() if path.is_file()}


@pytest.mark.parametrize("moves", range(5))
def test_a_publication_that_dies_is_completed_by_the_next_run(tmp_path, monkeypatch, moves):
    """However many files it had moved, readers see only new tables, and the next run puts them in place."""
    write(tmp_path, a="old", b="old", c="old")
    staging = new_folder(tmp_path)
    write_new(staging, a="new", b="new", c="new")
    path_class, left, replace = type(tmp_path), [moves], type(tmp_path).replace

    def dying(self, target):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(path_class, "replace", dying)
        if moves < 4:
            with pytest.raises(KeyboardInterrupt):
                publish(staging, tmp_path)
        else:
            publish(staging, tmp_path)
    assert [table_path(tmp_path, name).read_text() for name in "abc"] == ["new"] * 3
    recover(tmp_path)
    assert content(tmp_path) == {"a": "new", "b": "new", "c": "new", MANIFEST: "new"}
    assert len(list(tmp_path.iterdir())) == 4


def test_a_run_that_dies_before_publication_leaves_the_old_tables(tmp_path):
    write(tmp_path, a="old")
    write_new(new_folder(tmp_path), a="new")
    assert table_path(tmp_path, "a").read_text() == "old"
    recover(tmp_path)
    assert content(tmp_path) == {"a": "old"}


def test_what_is_no_finished_publication_is_cleared_and_what_links_lead_to_is_left(tmp_path):
    out, victim = tmp_path / "out", tmp_path / "victim"
    for folder in (out / ".ready-a", out / ".new-b", victim):
        folder.mkdir(parents=True)
        write(folder, a="other")
    write(out, a="old", **{".ready-c": "x", ".new-d": "x"})
    write_new(victim, a="other")
    (out / ".ready-e").symlink_to(victim)
    assert table_path(out, "a").read_text() == "old"
    recover(out)
    assert [path.name for path in out.iterdir()] == ["a"]
    assert content(victim) == {"a": "other", MANIFEST: "new"}


def test_a_file_takes_the_place_of_a_folder(tmp_path):
    (tmp_path / "a").mkdir()
    write(tmp_path / "a", part="old")
    staging = new_folder(tmp_path)
    write_new(staging, a="new")
    publish(staging, tmp_path)
    assert content(tmp_path) == {"a": "new", MANIFEST: "new"}


@pytest.mark.parametrize(
    "manifest", ["", "[]", "null", "{}", '{"tables":null}', '{"tables":{"claims":{}}}', "[" * 200_000, "\xff\xfe"]
)
def test_a_manifest_of_another_shape_is_named(outputs, tmp_path, manifest):
    shutil.copytree(outputs, tmp_path, dirs_exist_ok=True)
    (tmp_path / MANIFEST).write_bytes(manifest.encode("latin-1"))
    with pytest.raises(BrokenTablesError, match=r"manifest\.json: is not as extract wrote it"):
        rp.load(tmp_path)


@pytest.mark.parametrize("name", ["claims", "documents"])
@pytest.mark.parametrize("size", [0, 900])
def test_a_table_that_was_cut_is_named(outputs, tmp_path, name, size):
    shutil.copytree(outputs, tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{name}.parquet"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(BrokenTablesError, match=rf"{name}\.parquet cannot be read"):
        rp.load(tmp_path).table(name)
    assert [line.partition(":")[0] for line in verify(rp.load(tmp_path))] == [f"{name}.parquet"]
