"""What the program says of whole reports, compared by content with tables that a person has read."""

import csv
import difflib
import io

import pytest

from golden_tables import GOLDEN, as_csv, read_report, report_names, tables


def in_words(text):
    """One line a row: ``field=value`` for every field that says something."""
    return [" | ".join(f"{k}={v}" for k, v in row.items() if v) for row in csv.DictReader(io.StringIO(text))]


@pytest.fixture(scope="module", params=report_names())
def report(request):
    return request.param, tables(read_report(request.param))


@pytest.mark.parametrize("table", ["document", "sections", "blocks", "mentions", "claims", "repairs"])
def test_the_tables_say_what_they_said(report, table):
    name, found = report
    expected = in_words((GOLDEN / name / f"{table}.csv").read_text(encoding="utf8"))
    got = in_words(as_csv(found[table]))
    diff = "\n".join(difflib.unified_diff(expected, got, "expected", "got", lineterm="", n=0))
    assert got == expected, f"{name}/{table} changed; if it is better so, run `make golden` and read the diff\n{diff}"
