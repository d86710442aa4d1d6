"""Confidence: what must hold of features and weights, whatever the fit gives."""

import math

import reportparse as rp
from reportparse.claims.confidence import LEAST, MOST, features, likely, names_years
from reportparse.lexicon import default

TABLE = default().table("confidence")


def sure(text, **given):
    return [claim.confidence for claim in rp.parse(text, **given).claims]


def test_a_doubt_never_makes_a_claim_likelier():
    for name, prior in TABLE["prior"].items():
        if not name.startswith("measure_"):
            assert TABLE["weights"][name] * prior >= 0, name


def test_every_feature_has_a_weight():
    report = rp.parse(
        "清河县2031年统计公报\n全年茶叶产量5万吨，增长3%。其中，红茶2万吨，占40%，居全省第二。\n五年来，茶园由3万亩增加到6万亩。"
    )
    assert report.claims
    for claim in report.claims:
        mention, block = report.mentions[claim.mention], report.blocks[claim.block]
        dated = names_years(report.blocks, default())
        found = features(claim, mention, block, report.metadata, default(), dated=dated)
        assert set(found) <= set(TABLE["weights"])
        assert likely(found, TABLE["weights"]) == claim.confidence


def test_confidence_is_a_probability():
    assert likely({"base": 1.0}, {"base": 50.0}) == MOST
    assert likely({"base": 1.0}, {"base": -50.0}) == LEAST
    assert likely({"base": 1.0}, {"base": 0.0}) == 0.5
    assert math.isclose(likely({"base": 1.0}, {"base": math.log(9)}), 0.9)


def test_what_a_document_does_not_say_of_itself_makes_its_numbers_less_sure():
    known = sure("清河县2031年统计公报\n茶叶产量5万吨。")
    unknown = sure("茶叶产量5万吨。", source="甲/2031.txt")
    assert unknown[0] < known[0]


def test_a_number_without_a_noun_is_never_confident():
    assert all(score < 0.9 for score in sure("2031年，5万吨。", year=2032))
