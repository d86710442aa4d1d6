"""Words and their parts of speech are those of jieba's dictionary, without its guesses and its files."""

import math
import os
import subprocess
import sys
from pathlib import Path

import jieba
import pytest

from reportparse.lexicon import default
from reportparse.lexicon.cutting import Cutter, Dictionary, cut, cutter_of, likeliest, tagged
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
    own = cutter_of(default())
    assert {word for word in plain.FREQ if word not in own[word[0]]} == set()
    least = {word: math.log(n / plain.total) - 1e-9 for word, n in plain.FREQ.items() if n}
    assert {word for word, weight in least.items() if not weight <= own[word[0]][word] < 0} == set()


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


def test_words_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cutter = Cutter(Dictionary("乡 5 n\n乡镇 7 n\n中 9 f\n乡校 2 n\n"), {"中镇": "v"}, frozenset())
    assert likeliest("乡校", cutter) == ["乡校"]
    assert set(cutter) == {"乡", "校"}
    assert likeliest("中镇乡镇", cutter) == ["中镇", "乡镇"]
    assert [cutter.tag(word) for word in ("中镇", "乡镇", "中")] == ["v", "n", "f"]


def test_nothing_is_written_and_the_library_stays_unloaded(tmp_path: Path) -> None:
    code = (
        "import sys, tempfile; from reportparse.lexicon import default; from reportparse.lexicon.cutting import cut; "
        "assert cut('乡镇中学', default()) == ('乡镇', '中学'); print('jieba' in sys.modules)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert run.stdout.strip() == "False"
    assert list(tmp_path.iterdir()) == []
