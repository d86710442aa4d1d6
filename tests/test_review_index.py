"""What the index compares and counts."""

import reportparse as rp
from reportparse.review.charts import targets_figure
from reportparse.review.compare import Series, coverage, series


def test_series_compare_one_level_and_year_by_place_and_one_place_by_year(outputs):
    loaded = rp.load(outputs)
    documents = {row["doc_id"]: row for row in loaded.table("documents").to_pylist()}
    made = series(loaded.table("claims").to_pylist(), documents)
    growth = [s for s in made if s.name == "地区生产总值" and s.measure == "growth_rate"]
    by_place = next(s for s in growth if s.by == "place")
    assert {(p, y, s) for p, y, s, _ in by_place.points} >= {("云溪省", 2023, "actual"), ("云溪省", 2024, "target")}
    assert {y for _, y, _, _ in by_place.points} == {2023, 2024}
    by_year = next(s for s in growth if s.by == "year")
    assert by_year.about == "云溪省"
    assert ("云溪省", 2022, "actual", 3.1) in by_year.points
    assert "<svg" in targets_figure(by_year).svg


def test_coverage_counts_claims_by_indicator_and_report(outputs):
    loaded = rp.load(outputs)
    documents = {row["doc_id"]: row for row in loaded.table("documents").to_pylist()}
    claims = loaded.table("claims").to_pylist()
    indicators, reports, counts = coverage(claims, documents, most=500)
    assert sum(counts.values()) == sum(c["indicator_id"] is not None for c in claims)
    assert len(set(reports)) == len(documents)
    assert len(set(indicators)) == len(indicators)


def test_with_many_reports_coverage_is_an_average_by_level_and_year():
    documents = {
        str(i): {"place": f"地{i}", "source": f"{i}.txt", "level": "county", "report_year": 2020 + i % 2}
        for i in range(90)
    }
    claims = [
        {"doc_id": str(i), "indicator_id": "gdp", "indicator": "地区生产总值"} for i in range(0, 90, 2) for _ in "ab"
    ]
    assert coverage(claims, documents) == (
        ["地区生产总值"],
        ["县级 2020", "县级 2021"],
        {("地区生产总值", "县级 2020"): 2},
    )


def test_a_chart_of_very_many_places_names_the_first_and_lists_all():
    points = [(f"地{i}", 2023, status, float(i)) for i in range(100) for status in ("actual", "target")]
    figure = targets_figure(Series("地区生产总值", "growth_rate", "%", "place", "2024", points))
    assert len(figure.rows) == 200
    assert "地99" in figure.svg
    assert "地10<" not in figure.svg
