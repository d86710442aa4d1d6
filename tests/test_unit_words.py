"""A unit is written down once: what repairs and layout need of units follows from units.toml and classifiers.toml."""

import pytest

import reportparse as rp
from reportparse.lexicon.own import with_own

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
