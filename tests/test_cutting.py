"""Words and their parts of speech are those of jieba's dictionary, without its guesses and its files."""

import tempfile
from pathlib import Path

import jieba
import pytest

from reportparse.lexicon import default
from reportparse.lexicon.cutting import _cutter, cut, tagged
from reportparse.lexicon.own import with_own

PHRASES = [
    "全县居民人均可支配收入稳步提高",
    "改造老旧小区和农村危房",
    "规模以上工业企业利润总额",
    "为企业减免税费",
    "新建改建农村公路",
    "粮食总产量创历史新高",
    "社会消费品零售总额",
    "高标准农田面积",
    "一般公共预算收入中税收占比",
    "每万人口发明专利拥有量",
    "森林覆盖率与空气优良天数比例",
    "城乡居民基本养老保险参保人数",
]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    return tokenizer


@pytest.mark.parametrize("phrase", PHRASES)
def test_cuts_are_those_of_the_library(phrase: str, plain: jieba.Tokenizer) -> None:
    assert list(cut(phrase, default())) == list(plain.cut(phrase, HMM=False))


def test_what_the_library_counted_is_what_is_used(plain: jieba.Tokenizer) -> None:
    plain.initialize()
    own = _cutter(default()).tokenizer
    assert {w for w, n in plain.FREQ.items() if own.FREQ.get(w, -1) < n} == set()


def test_a_verb_of_the_lexicon_is_one_word() -> None:
    own = with_own('[[verbs]]\nword = "垦莳"\nrole = "action"')
    assert cut("垦莳荒地", default()) == ("垦", "莳", "荒地")
    assert cut("垦莳荒地", own) == ("垦莳", "荒地")
    assert tagged("垦莳荒地", own) == (("垦莳", "v"), ("荒地", "n"))
    assert cut("垦莳荒地", default()) == ("垦", "莳", "荒地")


def test_other_signs_keep_together_and_are_tagged() -> None:
    assert tagged("5G基站 3.2万个（GDP）", default()) == (
        ("5G", "m"),
        ("基站", "n"),
        ("3.2", "m"),
        ("万个", "m"),
        ("（", "x"),
        ("GDP", "eng"),
        ("）", "x"),
    )


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    _cutter.cache_clear()
    cut.cache_clear()
    assert cut("乡镇中学", default()) == ("乡镇", "中学")
    assert list(tmp_path.iterdir()) == []
