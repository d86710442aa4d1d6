"""The notebook runs from a fresh kernel and ends where it says it does."""

from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "explore.ipynb"


@pytest.fixture(scope="module")
def cells():
    """The code cells after a run, each as the text of all that it put out."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute(cwd=str(NOTEBOOK.parent))
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell):
    """All text of a cell's outputs, whatever their types."""
    return "\n".join(
        output.get("text", "") + "\n".join(str(data) for data in output.get("data", {}).values())
        for output in cell.outputs
    )


def output_of(cells, start):
    return shown(next(cell for cell in cells if cell.source.startswith(start)))


def test_it_is_kept_without_outputs():
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert [c.source for c in notebook.cells if c.cell_type == "code" and (c.outputs or c.execution_count)] == []


def test_the_panel_sets_targets_beside_results(cells):
    panel = output_of(cells, 'made = rp.load(work / "out")')
    assert all(place in panel for place in ("云溪省", "东岭省", "新疆维吾尔自治区"))
    assert "missed" in output_of(cells, "verdicts = made.delivery")


def test_users_own_outputs_go_first(cells):
    assert "claims" in output_of(cells, "# your own tables where there are some")


def test_a_number_leads_to_its_sentence_and_characters(cells):
    assert "characters" in output_of(cells, "claim = claims.iloc[0]")
    assert "sentence" in output_of(cells, "from reportparse.review.explain")
    found = output_of(cells, "# a line that was printed twice")
    assert "raw      62006200万万人次人次" in found


def test_duckdb_polars_and_the_file_for_excel(cells):
    assert "target" in output_of(cells, "frame = pl.read_parquet")
    assert "indicator" in output_of(cells, "folder = data.folder")
    assert "'claims': " in output_of(cells, "from reportparse.review.export")


def test_a_report_and_a_claim_show_themselves(cells):
    assert "条数据" in output_of(cells, "report = rp.parse")
    assert "<table>" in output_of(cells, "report.claims[0]")
    assert "白渡省" in output_of(cells, "report.frame()")
