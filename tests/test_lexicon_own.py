"""A user's own vocabulary: what it changes, and what is said of one that is wrong."""

import re
from pathlib import Path

import pytest

import reportparse as rp
from reportparse.lexicon import default
from reportparse.lexicon.own import with_own
from reportparse.trial import problems

PAGE = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "vocabulary.md"


def read(text, own):
    return [
        (m.text, float(m.normalized_value), m.normalized_unit) for m in rp.parse(text, lexicon=with_own(own)).mentions
    ]


def test_a_unit_of_ones_own_is_read():
    own = '[[units.unit]]\nname = "斛"\ndimension = "volume"\nbase = "升"\nfactor = "50"\n'
    assert problems(own) == []
    assert read("收粮35斛。", "") == [("35斛", 35, "斛")]
    assert read("收粮35斛。", own) == [("35斛", 1750, "升")]


def test_a_row_with_the_same_name_is_changed_and_keeps_its_other_fields():
    own = '[[units.unit]]\nname = "亩"\naliases = ["畮"]\n'
    assert problems(own) == []
    rows = [row for row in with_own(own).table("units")["unit"] if row["name"] == "亩"]
    assert rows == [{**next(r for r in default().table("units")["unit"] if r["name"] == "亩"), "aliases": ["畮"]}]


def test_an_indicator_of_ones_own_is_named():
    own = """[[indicators.indicator]]
id = "tea_output"
nbs_name = "茶叶产量"
name = "Tea output"
dimension = "weight"
forms = ["春茶总产"]
"""
    assert problems(own) == []
    claims = rp.parse("全年春茶总产达到35万吨。", year=2024, lexicon=with_own(own)).claims
    assert [c.indicator_id for c in claims] == ["tea_output"]


def test_words_are_added_to_lists_and_the_programs_lexicon_stays_as_it_is():
    before = list(default().table("status")["target"]["strong"])
    own = with_own('[status.target]\nstrong = ["誓要"]\n')
    assert own.table("status")["target"]["strong"] == [*before, "誓要"]
    assert default().table("status")["target"]["strong"] == before
    assert own.version != default().version


def test_a_verb_with_several_roles_gains_one():
    own = with_own('[[verbs]]\nword = "飙升"\nrole = "change"\ndirection = "up"\n')
    assert own.table("verbs")[-1] == {"word": "飙升", "role": "change", "direction": "up", "note": ""}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("[[units.unit]\n", "line 1: no valid TOML"),
        ("\n[[unit.unit]]\n", "line 2: unit: there is no table 'unit'; did you mean 'units'?"),
        ('[[units.unit]]\nname = "斛"\n', "line 1: units.unit: the field 'dimension' is missing"),
        (
            '[[units.unit]]\nname = "斛"\ndimension = "volume"\nalias = []\n',
            "line 4: units.unit: there is no field 'alias'",
        ),
        ('[[units.unit]]\nname = 5\ndimension = "volume"\n', "line 2: units.unit: 'name' must be of type str"),
        (
            '[[verbs]]\nword = "飙升"\nrole = "change"\ndirection = "upp"\n',
            "line 4: verbs: 'direction' cannot be 'upp'",
        ),
        ("units = 5\n", "line 1: units: this must be a table"),
        ("[units]\nunit = 5\n", "line 2: units.unit: this must be a list"),
        ("[status.target]\nstrong = [5]\n", "line 2: status.target.strong: this must be a string"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_key(own, said):
    assert problems(own)[0].startswith(said)


@pytest.mark.parametrize("own", re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf8"), re.S))
def test_the_examples_of_the_page_are_sound(own):
    assert problems(own) == []


def test_extract_reads_with_it_and_reads_again_when_it_changes(tmp_path):
    (tmp_path / "a.txt").write_text("收粮35斛。", encoding="utf8")
    own = tmp_path / "my.toml"
    own.write_text('[[units.unit]]\nname = "斛"\ndimension = "volume"\n', encoding="utf8")
    rp.extract(tmp_path / "a.txt", tmp_path / "out", jobs=0)
    summary = rp.extract(tmp_path / "a.txt", tmp_path / "out", jobs=0, lexicon=own)
    found = rp.load(tmp_path / "out")
    assert summary.reused == 0
    assert found.mentions["unit"].tolist() == ["斛"]
    assert found.manifest["lexicon_version"] == found.documents["lexicon_version"][0] != default().version


def test_an_indicator_of_ones_own_has_a_panel_without_its_vocabulary(tmp_path):
    (tmp_path / "甲省_2024.txt").write_text("一、2023年工作回顾\n全年茶园接待游客35万人次。\n", encoding="utf8")
    example = re.search(r"```toml\n(\[\[indicators.*?)```", PAGE.read_text(encoding="utf8"), re.DOTALL)[1]
    own = "\n".join(line for line in example.splitlines() if "optional" not in line)
    (tmp_path / "lexicon.toml").write_text(own, encoding="utf8")
    rp.extract(tmp_path, tmp_path / "out", jobs=0)
    [row] = rp.load(tmp_path / "out").panel("tea_garden_visits").to_dict("records")
    assert (row["year"], row["actual_value"], row["actual_unit"]) == (2023, 350000.0, "人次")
