"""What the index compares and counts."""

import reportparse as rp
from reportparse.review.charts import targets_figure
from reportparse.review.compare import coverage
from reportparse.review.targets import Point, Series, series
from reportparse.review.words import both

PAGES = {"a": "a.html", "b": "b.html"}


def row(place, year, status, value, **more):
    one = {"doc_id": "a", "place": place, "level": "province", "year": year, "period": str(year), "status": status}
    one |= {"indicator_id": "gdp", "indicator": "国内生产总值", "measure": "growth_rate", "unit": "%", "basis": "yoy"}
    return one | {"value": value, "shown": f"{value:g}", "claim_id": f"{place}-{year}-{status}"} | more


def judged(place, year, result, verdict):
    one = row(place, year, "target", 0.0)
    return one | {
        "match": "id",
        "result_value": result,
        "why": "short of the target" if verdict == "missed" else None,
        "verdict": verdict,
    }


def test_a_target_stands_beside_the_result_of_the_same_year_with_its_verdict():
    panel = [row(place, 2023, status, v) for place in "甲乙丙" for status, v in (("target", 6.0), ("actual", 5.0))]
    panel += [row(place, 2024, "target", 7.0) for place in "甲乙丙"]
    delivery = [judged(place, 2023, 5.0, "missed") for place in "甲乙丙"]
    delivery += [judged(place, 2024, None, "undetermined") for place in "甲乙丙"]
    (made,) = [s for s in series(panel, delivery, PAGES) if s.by == "place"]
    assert (made.about, made.needs, {p.year for p in made.points}) == ("2023", None, {2023})
    assert made.points[0].href == "a.html#claim-丙-2023-actual"
    figure = targets_figure(made)
    assert figure.verdicts == [("missed", 3)]
    assert figure.rows[0] == ["丙", "2023", "6", "5", both("未完成，低于目标", "missed, short of the target")]
    assert 'href="a.html#claim-' in figure.svg


def test_what_is_missing_is_said():
    panel = [row(place, 2024, "target", 7.0) for place in "甲乙丙"]
    panel += [row(place, 2023, "actual", 7.0) for place in "甲乙丙"]
    delivery = [judged(place, 2024, None, "undetermined") for place in "甲乙丙"]
    # One place with a pair of long ago does not hide that the reports of a whole year are missing.
    panel += [row("丁", 1985, status, 4.0) for status in ("target", "actual")]
    (made,) = series(panel, [*delivery, judged("丁", 1985, 4.0, "kept")], PAGES)
    assert (made.about, made.needs, {p.status for p in made.points}) == ("2024", 2025, {"target"})
    assert targets_figure(made).needs == 2025


def test_growth_over_several_years_is_not_drawn():
    panel = [row(place, 2023, "target", 30.0, basis="vs_base") for place in "甲乙丙"]
    assert series(panel, [], PAGES) == []


def test_the_index_shows_series(outputs):
    loaded = rp.load(outputs)
    panel, delivery = (loaded.table(name).to_pylist() for name in ("panel", "delivery"))
    made = series(panel, delivery, {row["doc_id"]: "x.html" for row in panel})
    assert {(s.by, s.measure) for s in made} >= {("place", "growth_rate")}
    assert all("<svg" in targets_figure(s).svg for s in made)


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
    points = [
        Point(f"地{i}", 2023, status, float(i), str(i), "", "") for i in range(100) for status in ("actual", "target")
    ]
    figure = targets_figure(Series("地区生产总值", "growth_rate", "%", "place", "2024", points))
    assert len(figure.rows) == 100
    assert "地99" in figure.svg
    assert "地10<" not in figure.svg
