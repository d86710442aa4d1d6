"""How far a run has come, and that starting its workers is heard by nobody."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from tests.minipdf import pdf

import reportparse as rp
from reportparse.batch.pace import Pace

TEXT = "一、二〇二三年工作回顾\n全年粮食产量达到{0}.5万吨，增长2.7%。\n"


def folder_of(tmp_path, count):
    (tmp_path / "in").mkdir()
    for i in range(count):
        (tmp_path / "in" / f"县{i:03}_2024.txt").write_text(TEXT.format(i + 1), encoding="utf8")
    return tmp_path / "in"


def run_of(sizes, seconds_of, side_by_side):
    """Play a run of documents that take what they take; yield what was said was left, and what was."""
    pace, now = Pace({name: ("", size) for name, size in sizes.items()}), 0.0
    free = [0.0] * side_by_side
    ends = {}
    for name in sizes:
        at = free.index(min(free))
        free[at] += seconds_of(name)
        ends[name] = free[at]
    for name, now in sorted(ends.items(), key=lambda item: item[1]):
        pace.done(name, seconds_of(name), 0, now)
        yield pace.left(now), max(ends.values()) - now


@pytest.mark.parametrize("side_by_side", [1, 2, 4])
@pytest.mark.parametrize("speed", [0.4, 1.0, 9.0])
def test_time_left_is_true_whatever_the_speed_and_the_sizes(side_by_side, speed):
    sizes = {f"d{i}": 50_000 + 40_000 * (i * 7 % 11) for i in range(200)}
    told = list(run_of(sizes, lambda name: sizes[name] * speed / 1e6, side_by_side))
    for left, real in told[20:-20]:
        assert left == pytest.approx(real, rel=0.15)
    assert told[-1][0] == 0


def test_telling_what_is_left_takes_no_longer_with_many_documents():
    pace = Pace({f"d{i}": ("", 1e5) for i in range(50_000)})
    began = time.process_time()
    for i in range(50_000):
        pace.done(f"d{i}", 0.1, 0, i * 0.1 + 0.1)
        pace.left(i * 0.1 + 0.1)
    assert time.process_time() - began < 5


def test_one_long_document_at_the_end_is_not_shared_among_workers():
    pace = Pace({"short": ("", 1e6), "long": ("", 10e6)})
    pace.done("short", 3.0, 0, 3.0)
    assert pace.left(3.0) == pytest.approx(30.0)


def test_pages_tell_how_far_a_document_is_that_is_not_done():
    pace = Pace({"a": (".pdf", 1e6)})
    assert pace.left(0.0) is None
    for page in range(1, 51):
        pace.page("a", page, 100, float(page))
    assert pace.pages == 50
    assert pace.left(50.0) == pytest.approx(49 * (1 - 0.375) / 0.375)
    pace.done("a", 130.0, 100, 131.0)
    pace.page("a", 100, 100, 131.0)
    assert (pace.pages, pace.left(131.0)) == (100, 0.0)


def test_a_run_tells_pages_while_it_reads_them_and_what_it_ends_with(tmp_path, monkeypatch):
    monkeypatch.setattr("reportparse.batch.run._EVERY", 0.0)
    source = folder_of(tmp_path, 2)
    (source / "a.pdf").write_bytes(pdf([[(50, 700, "Output of grain 35 tons in 2023.")]] * 12))
    told = []
    summary = rp.extract(source, tmp_path / "out", jobs=0, on_progress=told.append)
    assert [(at.done, at.pages) for at in told[:12]] == [(0, page) for page in range(1, 13)]
    assert [at.done for at in told] == sorted(at.done for at in told)
    assert (told[-1].writing, told[-1].done, told[-1].total, told[-1].pages) == (True, 3, 3, 12)
    assert summary.documents == 3
    again = []
    rp.extract(source, tmp_path / "out", jobs=0, on_progress=again.append)
    assert (again[-1].done, again[-1].pages) == (3, 0)


def test_workers_tell_their_pages(tmp_path):
    source = folder_of(tmp_path, 1)
    (source / "a.pdf").write_bytes(pdf([[(50, 700, "Output of grain 35 tons in 2023.")]] * 12))
    told = []
    rp.extract(source, tmp_path / "out", jobs=2, on_progress=told.append)
    assert (told[-1].writing, told[-1].done, told[-1].pages) == (True, 2, 12)


SCRIPT = "import reportparse as rp\nprint(rp.extract('in', 'out', jobs=2).documents)\n"


@pytest.mark.parametrize("how", ["script", "stdin"])
def test_a_script_that_calls_extract_bare_runs_once_and_nothing_is_printed(tmp_path, how):
    folder_of(tmp_path, 2)
    (tmp_path / "bare.py").write_text(SCRIPT)
    words = [sys.executable, *(["bare.py"] if how == "script" else ["-"])]
    done = subprocess.run(words, input=SCRIPT, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


@pytest.mark.skipif(os.name != "posix", reason="sends Ctrl-C to a group of processes")
@pytest.mark.parametrize("wait", [0.0, 0.3, 0.8])
def test_ctrl_c_while_workers_start_prints_one_line(tmp_path, wait):
    source = folder_of(tmp_path, 4)
    words = [sys.executable, "-m", "reportparse", "extract", source, "-o", tmp_path / "out", "--jobs", "2", "-q"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(words, start_new_session=True, **pipes)
    while len(psutil.Process(process.pid).children(recursive=True)) < 2 and process.poll() is None:
        time.sleep(0.01)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (130, 0)
    assert said in ("", "reportparse: interrupted; what is read so far is kept for the next run\n")


def test_the_seconds_that_are_printed_are_those_of_the_whole_command(tmp_path, monkeypatch, capsys):
    from reportparse.cli.app import run

    monkeypatch.setattr("reportparse.cli.extract.BEGAN", time.monotonic() - 100)
    assert run(["extract", str(folder_of(tmp_path, 1)), "-o", str(tmp_path / "out"), "--jobs", "0"]) == 0
    assert 100 <= float(capsys.readouterr().out.partition(" in ")[2].partition(" s ")[0]) < 160
