"""What a growth rate or a change is measured from, in the ways that texts say it."""

from __future__ import annotations

import pytest

import reportparse as rp

CASES = [
    ("2024年1—5月，全市出口同比增长7%，进口增长2%。", [("yoy", "2023-01/2023-05"), ("yoy", "2023-01/2023-05")]),
    ("2023年9月，鲜菜价格环比下降1.2%，同比上涨0.4%。", [("mom", "2023-08"), ("yoy", "2022-09")]),
    ("2023年造纸产量比2019年增长24%，年均增长5.5%。", [("vs_base", "2019"), ("annual_average", "2019")]),
    ("一九八三年棉花产量比一九八〇年增加十二万吨。", [("vs_base", "1980")]),
    ("2010年与2005年相比，客运量增长36%，货运量增长8%。", [("vs_base", "2005"), ("vs_base", "2005")]),
    ("2023年支出比预算减少4亿元。", [("vs_plan", None)]),
    ("2023年税收增长6%。", [(None, None)]),
    ("2023年比上年增加5万人的是县城。", [("yoy", "2022")]),
    ("2023年失业率为4.2%。", [(None, None)]),
    ("截至2024年6月末，贷款较上年末增长4%；存款较上年末增加5亿元。", [("vs_base", "2023"), ("vs_base", "2023")]),
    ("2023年9月，网签面积环比、同比分别增长5%和3%。", [("mom", "2023-08"), ("yoy", "2022-09")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:16] for text, _ in CASES])
def test_basis(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(c.basis, c.base_period) for c in rp.parse(text, year=2024).claims] == expected
