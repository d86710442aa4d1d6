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
    panel = output_of(cells, 'panel = data.panel("gdp")')
    assert all(place in panel for place in ("云溪省", "东岭省", "新疆维吾尔自治区"))


def test_the_chart_is_a_picture_that_needs_no_network(cells):
    chart = output_of(cells, "long = panel")
    assert "<svg" in chart
    assert "cdn." not in chart


def test_a_number_leads_back_to_its_raw_characters(cells):
    found = output_of(cells, "raw = ")
    assert "raw      62006200万万人次人次" in found
    assert "62006200万万" in output_of(cells, "# every repair")


def test_a_report_and_a_claim_show_themselves(cells):
    assert "条数据" in output_of(cells, "report = rp.parse")
    assert "<table>" in output_of(cells, "report.claims[0]")
