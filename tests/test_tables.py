"""Schemas, ids, checks and reading back."""

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
from reportparse.tables.write import new_folder, publish, table_path

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
    assert "mentions" in repr(found)
    for name in PER_DOCUMENT:
        assert len(getattr(found, name)) == found.manifest["tables"][name]["rows"]


def test_load_says_what_to_do_where_there_is_nothing(tmp_path):
    with pytest.raises(FileNotFoundError, match="reportparse extract"):
        rp.load(tmp_path)


def write(folder, **files):
    for name, text in files.items():
        (folder / name).write_text(text)


def content(outputs):
    return {path.name: path.read_text() for path in outputs.iterdir() if path.is_file()}


@pytest.mark.parametrize("moves", range(4))
def test_a_publication_that_dies_is_completed_by_the_next_run(tmp_path, monkeypatch, moves):
    """However many entries it had moved, readers see only new tables, and the next run puts them in place."""
    write(tmp_path, a="old", b="old", c="old")
    staging = new_folder(tmp_path)
    write(staging, a="new", b="new", c="new")
    path_class, left, replace = type(tmp_path), [moves], type(tmp_path).replace

    def dying(self, target):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(path_class, "replace", dying)
        if moves < 3:
            with pytest.raises(KeyboardInterrupt):
                publish(staging, tmp_path)
        else:
            publish(staging, tmp_path)
    assert [table_path(tmp_path, name).read_text() for name in "abc"] == ["new"] * 3
    new_folder(tmp_path)
    assert content(tmp_path) == {"a": "new", "b": "new", "c": "new"}


def test_a_run_that_dies_before_publication_leaves_the_old_tables(tmp_path):
    write(tmp_path, a="old")
    write(new_folder(tmp_path), a="new")
    assert table_path(tmp_path, "a").read_text() == "old"
    new_folder(tmp_path)
    assert content(tmp_path) == {"a": "old"}


def test_a_folder_of_parts_takes_the_place_of_a_file_and_back(tmp_path):
    write(tmp_path, a="old")
    staging = new_folder(tmp_path)
    (staging / "a").mkdir()
    write(staging / "a", part="new")
    publish(staging, tmp_path)
    assert (tmp_path / "a" / "part").read_text() == "new"
    staging = new_folder(tmp_path)
    write(staging, a="newest")
    publish(staging, tmp_path)
    assert content(tmp_path) == {"a": "newest"}
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
