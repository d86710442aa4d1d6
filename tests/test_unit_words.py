"""A unit is written down once: what repairs and layout need of units follows from units.toml and classifiers.toml."""

import pytest

import reportparse as rp
from reportparse.lexicon import default
from reportparse.lexicon.own import with_own
from reportparse.lexicon.unit_words import dimensions, measures, scaled_units

OWN = with_own('[[units.unit]]\nname = "斛"\ndimension = "volume"\n\n[damage.unreadable]\nwords = ["佷佷佷"]\n')


@pytest.mark.parametrize("unit", ["顷", "艘", "兆瓦时", "台套", "万人次", "个百分点"])
def test_a_unit_on_the_next_line_belongs_to_its_number(unit: str) -> None:
    report = rp.parse(f"全县今年新增的规模在前年的基础上达到23\n{unit}，比计划多。", year=2031)
    assert [m.text for m in report.mentions] == [f"23{unit}"]


def test_a_word_that_begins_like_a_unit_is_none() -> None:
    report = rp.parse("平均指数达到23\n把握机遇，加快发展。", year=2031)
    assert [m.text for m in report.mentions] == ["23"]
    assert all("digit_unit_split" not in r.kind for r in report.repairs)


def test_a_unit_of_ones_own_mends_digits_set_apart() -> None:
    text = "收粮3 5 0 0斛。"
    assert rp.clean(text).text == text
    assert rp.clean(text, lexicon=OWN).text == "收粮3500斛。"
    assert [m.text for m in rp.parse(text, year=2031, lexicon=OWN).mentions] == ["3500斛"]


def test_damage_of_ones_own_is_pointed_out() -> None:
    assert [r.kind for r in rp.clean("财政佷佷佷收入", lexicon=OWN).repairs] == ["kun_jin_kao"]
    assert "kun_jin_kao" not in [r.kind for r in rp.clean("财政佷佷佷收入").repairs]


@pytest.mark.parametrize(
    ("unit", "kinds", "fits"),
    [
        ("亿千瓦时", ("energy",), True),
        ("千瓦时", ("power",), False),
        ("万平方米", ("length",), False),
        ("億噸", ("mass",), True),
        ("万吨公里", ("mass", "length"), False),
        ("艘次", ("person", "visits"), True),
        ("口", ("person", "口"), True),
        ("", ("money",), False),
    ],
)
def test_a_unit_measures_what_its_longest_ending_measures(unit: str, kinds: tuple[str, ...], fits: bool) -> None:
    assert measures(unit, kinds, default()) is fits


def test_units_of_large_figures_are_those_of_well_known_indicators() -> None:
    assert {"元", "吨", "人次", "平方米"} <= scaled_units(default())
    assert not {"亿元", "%", "岁", ""} & scaled_units(default())


def test_every_kind_of_measure_is_a_dimension_or_a_unit() -> None:
    known = set(dimensions(default()).values())
    listed = {kind for kinds in default().table("indicators")["measured_in"].values() for kind in kinds}
    assert {kind for kind in listed if kind.isascii()} <= known
