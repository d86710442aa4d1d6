"""Two reports side by side."""

import reportparse as rp
from reportparse.facts import compare

TEXT = "全年粮食产量21.5万吨，增长2.7%。\n新建学校7所。新建学校9所。\n2023年5月建成桥梁3座。\n"


def differences(first: str, second: str) -> list[tuple[str, str, str]]:
    return [(d.what, d.before, d.after) for d in compare(rp.parse(first).tables(), rp.parse(second).tables())]


def test_equal_copies_differ_in_nothing() -> None:
    assert differences(TEXT, TEXT) == []


def test_a_copy_with_other_line_ends_and_wide_digits_differs_in_nothing() -> None:
    assert differences(TEXT, TEXT.replace("\n", "\r\n").replace("21.5", "２１.５")) == []


def test_every_changed_number_is_found_where_it_stands() -> None:
    assert differences(TEXT, TEXT.replace("2.7%", "7.2%")) == [("differs", "2.7%", "7.2%")]
    assert differences(TEXT, TEXT.replace("9所", "6所")) == [("differs", "9所", "6所")]
    found = compare(rp.parse(TEXT).tables(), rp.parse(TEXT.replace("9所", "6所")).tables())[0]
    assert TEXT[found.start : found.start + 2] == "9所"


def test_what_is_new_and_what_is_gone() -> None:
    assert differences(TEXT, TEXT + "造林5万亩。\n") == [("new", "", "5万亩")]
    assert differences(TEXT + "造林5万亩。\n", TEXT) == [("gone", "5万亩", "")]


def test_other_words_are_paired_by_what_they_say() -> None:
    first, second = "去年，粮食产量达到20万吨。", "全年实现粮食产量21万吨，创历史新高。"
    assert differences(first, second) == [("differs", "20万吨", "21万吨")]
