"""Corrections and a vocabulary that a person keeps beside the inputs."""

import json

import pytest

import reportparse as rp
from reportparse.batch.inputs import find_lexicon
from reportparse.batch.rows import InputError
from reportparse.cli.app import run

TEXT = "一、2023年工作回顾\n全年粮食产量达到321.5万吨，增长2.7%。新增就业48.2万人。\n"


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "甲省_2024.txt").write_text(TEXT, encoding="utf8")
    return folder


def extracted(raw):
    rp.extract(raw, raw.parent / "out", jobs=0)
    return rp.load(raw.parent / "out")


def claim(loaded, text):
    return next(row for row in loaded.table("claims").to_pylist() if row["text"] == text)


def correct(raw, *rows, columns="claim_id,field,value,note"):
    (raw / "corrections.csv").write_text("\n".join([columns, *rows]) + "\n", encoding="utf8")


def test_a_correction_changes_what_follows_from_it_and_outlives_reruns(raw):
    before = extracted(raw)
    wrong = claim(before, "48.2万人")
    correct(raw, f"{wrong['claim_id']},value,58.2,misprint", f"{wrong['claim_id']},status,target,")
    for _ in range(2):
        after = extracted(raw)
        fixed = claim(after, "48.2万人")
        assert (fixed["value"], fixed["value_low"], fixed["normalized_value"]) == (58.2, 58.2, 582000.0)
        assert (fixed["status"], fixed["confidence"], fixed["text"]) == ("target", 1.0, "48.2万人")
        assert list(fixed["flags"]).count("corrected") == 1
        assert any("was 48.2 (misprint)" in line for line in fixed["why"])
    assert claim(after, "2.7%") == claim(before, "2.7%")
    assert [c["applied"] for c in after.manifest["corrections"]] == [True, True]
    (raw / "corrections.csv").unlink()
    assert claim(extracted(raw), "48.2万人") == wrong


def test_only_the_document_of_a_correction_is_read_again(raw):
    (raw / "乙省_2024.txt").write_text(TEXT, encoding="utf8")
    loaded = extracted(raw)
    start = claim(loaded, "2.7%")["raw_start"]
    correct(raw, f"甲省_2024.txt,{start},bound,>=", columns="source,raw_start,field,value")
    summary = rp.extract(raw, raw.parent / "out", jobs=0)
    assert (summary.reused, summary.corrections, summary.gone) == (1, 1, ())


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("unit", "万吨标准煤", {"normalized_value": 3215000.0, "normalized_unit": "吨标准煤"}),
        ("unit", "斤", {"normalized_value": 321.5, "normalized_unit": "斤", "dimension": "mass"}),
        ("bound", ">", {"value_low": 321.5, "bound": ">"}),
        ("indicator", "地区生产总值", {"indicator_id": None, "indicator": "地区生产总值"}),
        ("indicator_id", "grain_area", {"indicator_id": "grain_area"}),
        ("period", "2021/2025", {"period": "2021/2025"}),
        ("period", "", {"period": None}),
        ("value", "-3", {"normalized_value": -30000.0}),
    ],
)
def test_fields(raw, field, value, found):
    claim_id = claim(extracted(raw), "321.5万吨")["claim_id"]
    correct(raw, f"{claim_id},{field},{value},")
    extracted(raw)
    row = rp.load(raw.parent / "out").table("claims").to_pylist()[0]
    assert {name: row[name] for name in found} == found
    assert rp.load(raw.parent / "out").manifest["corrections"][0]["applied"]


def test_a_correction_whose_claim_is_gone_is_reported(raw, capsys):
    first = claim(extracted(raw), "2.7%")["claim_id"]
    correct(raw, f"{first},value,3,,2.8%", f"{first[:21]}c9,value,3,,", columns="claim_id,field,value,note,text")
    assert run(["extract", str(raw), "-o", str(raw.parent / "out"), "--jobs", "0"]) == 0
    said = capsys.readouterr().err
    assert "its number is 2.7%, not 2.8%" in said
    assert "there is no such claim any more" in said
    loaded = rp.load(raw.parent / "out")
    assert claim(loaded, "2.7%")["value"] == 2.7
    assert not any(c["applied"] for c in loaded.manifest["corrections"])


@pytest.mark.parametrize(
    ("columns", "row", "said"),
    [
        ("claim_id,value", "a,1", "the first line must name the columns"),
        ("claim_id,field,value", "a,value,1", "line 2: name the claim by its claim_id"),
        ("source,raw_start,field,value", "甲省_2024.txt,7,sentence,x", "field 'sentence' cannot be corrected"),
        (
            "source,raw_start,field,value",
            "甲省_2024.txt,7,status,done",
            "cannot be 'done'; it is one of actual, ",
        ),
        ("source,raw_start,field,value", "甲省_2024.txt,7,value,六", "is no number"),
        ("source,raw_start,field,value", "甲省_2024.txt,7,period,last year", "is no period"),
        ("source,raw_start,field,value", "甲省_2024.txt,7,measure,", "cannot be empty"),
    ],
)
def test_wrong_rows_are_named(raw, columns, row, said):
    correct(raw, row, columns=columns)
    with pytest.raises(InputError, match=r"corrections\.csv") as error:
        extracted(raw)
    assert said in str(error.value)


def test_a_vocabulary_beside_the_inputs_is_used_and_named(raw):
    (raw / "lexicon.toml").write_text('[[units.unit]]\nname = "斛"\ndimension = "volume"\n', encoding="utf8")
    (raw / "甲省_2024.txt").write_text(TEXT + "储粮3斛。\n", encoding="utf8")
    loaded = extracted(raw)
    assert "volume" in set(loaded.mentions["dimension"])
    assert json.loads((raw.parent / "out" / "manifest.json").read_text())["own_lexicon"]
    assert list(loaded.documents["source"]) == ["甲省_2024.txt"]


def test_two_vocabularies_are_not_guessed_between(raw, tmp_path):
    (tmp_path / "more").mkdir()
    for folder in (raw, tmp_path / "more"):
        (folder / "lexicon.toml").write_text("", encoding="utf8")
    with pytest.raises(InputError, match="two vocabularies"):
        find_lexicon([raw, tmp_path / "more"])


def test_a_number_that_makes_no_claim_leaves_claims_and_stays_a_number(raw):
    before = extracted(raw)
    wrong = claim(before, "48.2万人")
    correct(raw, f"{wrong['claim_id']},claim,no,part of a name,48.2万人", columns="claim_id,field,value,note,text")
    for _ in range(2):
        summary = rp.extract(raw, raw.parent / "out", jobs=0)
        after = rp.load(raw.parent / "out")
        assert (summary.corrections, summary.gone, summary.claims) == (1, (), len(before.claims) - 1)
        assert "48.2万人" not in after.claims["text"].tolist()
        assert "48.2万人" in after.mentions["text"].tolist()
        assert after.documents["n_claims"].tolist() == [len(after.claims)]
        assert wrong["claim_id"] not in str(after.frame("panel").values.tolist())
    (raw / "corrections.csv").unlink()
    assert claim(extracted(raw), "48.2万人") == wrong


def test_a_row_that_says_no_claim_of_another_number_or_of_none_is_named(raw):
    wrong = claim(extracted(raw), "48.2万人")["claim_id"]
    doc = wrong.partition("-c")[0]
    correct(raw, f"{wrong},claim,no,,58万人", f"{doc}-c1,claim,no,,", columns="claim_id,field,value,note,text")
    summary = rp.extract(raw, raw.parent / "out", jobs=0)
    assert len(summary.gone) == 2
    assert "its number is 48.2万人, not 58万人" in summary.gone[0]
    assert "there is no such claim" in summary.gone[1]
    correct(raw, f"{wrong},claim,yes,")
    with pytest.raises(InputError, match="write no where the number makes no claim"):
        extracted(raw)
