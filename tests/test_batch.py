"""Isolation, resuming, parts, and dying at any moment."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from importlib.metadata import packages_distributions
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import psutil
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.minipdf import pdf

import reportparse as rp
from reportparse.batch.inputs import InputError
from reportparse.batch.journal import Journal
from reportparse.batch.lock import lock
from reportparse.batch.work import LIBRARIES, Job, Parsed, allowance, work
from reportparse.cli.app import run as command
from reportparse.tables import PER_DOCUMENT
from reportparse.tables.schemas import DERIVED
from reportparse.tables.write import table_path

TEXT = "一、二〇二三年工作回顾\n全年粮食产量达到{0}.5万吨，增长2.7%。\n● 新建学校{0}所、医院3家。\n"


def write(folder, count, start=0):
    folder.mkdir(exist_ok=True)
    for i in range(start, start + count):
        (folder / f"县{i:03}_2024.txt").write_text(TEXT.format(i + 1), encoding="utf8")
    return folder


def snapshot(outputs):
    return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in outputs.rglob("*") if p.is_file()}


def same_rows(one, two):
    for name in PER_DOCUMENT:
        pd.testing.assert_frame_equal(rp.load(one).frame(name), rp.load(two).frame(name))


FAULTS = """
import os, signal, time
import reportparse.batch.work as module

real, arm = module.parse, module._arm

def armed(seconds, file):
    module.words = file
    arm(seconds, file)

module._arm = armed

def faulty(document, *rest, **options):
    source = document.source
    if source == "raises.txt":
        raise RuntimeError("an unforeseen case")
    if source == "exits.txt":
        os._exit(9)
    if source == "hangs.txt":
        time.sleep(600)
    if source == "stumbles.txt":  # its watch, which ends the process, crashes over it
        module.words.write("Timeout")
        module.words.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    if source == "eats.txt":
        hog = ["x" * 50_000_000 for _ in range(10_000)]
    return real(document, *rest, **options)

module.parse = faulty
"""


def extract_with_faults(tmp_path, *options):
    """Run the command with documents that misbehave in the workers, which load this at their start."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(FAULTS)
    path = os.pathsep.join(filter(None, [str(tmp_path / "site"), os.environ.get("PYTHONPATH")]))
    command = [
        sys.executable,
        "-m",
        "reportparse",
        "extract",
        tmp_path / "in",
        "-o",
        tmp_path / "out",
        "--json",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    summary = json.loads(done.stdout)
    assert summary["documents"] == len(rp.load(tmp_path / "out").documents)
    assert len(summary["failures"]) == len(rp.load(tmp_path / "out").failures)
    return done.returncode, summary["documents"], {f["source"]: f["error"] for f in summary["failures"]}


def test_seven_bad_documents_of_forty_cost_only_themselves(tmp_path):
    folder = write(tmp_path / "in", 33)
    for name in ("raises", "exits", "hangs", "stumbles"):
        (folder / f"{name}.txt").write_text(TEXT.format(1), encoding="utf8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "empty.txt").touch()
    with (folder / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    code, documents, failures = extract_with_faults(tmp_path, "--jobs", "2", "--timeout", "4")
    assert (code, documents) == (1, 33)
    assert failures == {
        "binary.txt": "binary",
        "empty.txt": "empty",
        "exits.txt": "crash",
        "hangs.txt": "timeout",
        "large.txt": "too_large",
        "raises.txt": "RuntimeError",
        "stumbles.txt": "timeout",
    }


def test_a_document_that_ran_out_of_time_waits_until_something_changes(tmp_path):
    folder = write(tmp_path / "in", 2)
    (folder / "hangs.txt").write_text(TEXT.format(1), encoding="utf8")
    options = ["--jobs", "1", "--timeout"]
    assert extract_with_faults(tmp_path, *options, "3") == (1, 2, {"hangs.txt": "timeout"})
    again = rp.extract(folder, tmp_path / "out", jobs=1, timeout=3)
    assert (again.reused, again.not_tried, [f.error for f in again.failures]) == (2, 1, ["timeout"])
    # Another limit, and here the document does not hang.
    last = rp.extract(folder, tmp_path / "out", jobs=1, timeout=60)
    assert (last.documents, last.failures, last.not_tried) == (3, (), 0)


def test_a_clock_that_is_set_ends_no_document(tmp_path, monkeypatch):
    days, real = iter(range(10**6)), time.time
    monkeypatch.setattr(time, "time", lambda: real() + 86_400 * next(days))
    assert rp.extract(write(tmp_path / "in", 6), tmp_path / "out", jobs=2).documents == 6


def test_the_time_that_a_document_may_take_grows_with_its_pages_and_bytes():
    assert allowance(b"", 120) == 120
    assert allowance("增长5%。".encode() * 400_000, 120) == pytest.approx(120 + 10 * 4.4)
    assert allowance(pdf([[(50, 700, "GDP 5.5")]] * 7), 120) == 120 + 2 * 7
    assert allowance(b"%PDF-1.4 and nothing else", 120) == pytest.approx(120, abs=0.01)


def test_failures_of_documents_that_had_rows_are_counted(tmp_path):
    folder = write(tmp_path / "in", 3)
    rp.extract(folder, tmp_path / "out", jobs=0)
    (folder / "县001_2024.txt").write_bytes(b"")
    found = rp.extract(folder, tmp_path / "out", jobs=0)
    assert (found.documents, len(found.failures), found.dropped) == (2, 1, 1)
    assert rp.extract(folder, tmp_path / "out", jobs=0).dropped == 0


def test_workers_end_when_their_parent_is_killed(tmp_path):
    folder = write(tmp_path / "in", 2)
    (folder / "hangs.txt").write_text(TEXT.format(1), encoding="utf8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(FAULTS)
    process = start(folder, tmp_path / "out", "--jobs", "2", PYTHONPATH=str(tmp_path / "site"))
    while len(list(tmp_path.glob("out/.work/*.arrow"))) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 3
    process.kill()
    process.communicate()
    assert psutil.wait_procs(children, timeout=20)[1] == []


@pytest.mark.parametrize("started", ["as a command", "with -m"])
def test_no_code_of_the_current_folder_is_run(tmp_path, started):
    """With -m, Python itself looks for the program in the current folder first; for all else the program sees to it."""
    write(tmp_path / "in", 1)
    for name in ("pyarrow", "regex", "jieba", "cyclopts", "multiprocessing", *["reportparse"] * (started != "with -m")):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "command.py"
    script.write_text("from reportparse.cli import main\n\nif __name__ == '__main__':\n    main()\n")
    program = ["-m", "reportparse"] if started == "with -m" else [script]
    command = [sys.executable, *program, "extract", "in", "-o", "out", "--jobs", "1", "-q"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    assert not (tmp_path / "ran").exists()


def test_workers_do_without_pandas():
    code = "import sys, reportparse.batch.lean, reportparse.batch.warm; print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_a_document_that_eats_memory_costs_only_itself(tmp_path):
    folder = write(tmp_path / "in", 2)
    (folder / "eats.txt").write_text(TEXT.format(1), encoding="utf8")
    found = extract_with_faults(tmp_path, "--jobs", "1", "--memory", "600")
    assert found == (1, 2, {"eats.txt": "out_of_memory"})


def test_workers_give_what_this_process_gives(tmp_path):
    folder = write(tmp_path / "in", 5)
    rp.extract(folder, tmp_path / "here", jobs=0)
    rp.extract(folder, tmp_path / "there", jobs=2)
    assert snapshot(tmp_path / "here") == snapshot(tmp_path / "there")


def test_only_what_changed_is_read_again(tmp_path):
    folder, out = write(tmp_path / "in", 6), tmp_path / "out"
    assert rp.extract(folder, out, jobs=0).reused == 0
    (folder / "县001_2024.txt").write_text(TEXT.format(99), encoding="utf8")
    (folder / "县003_2024.txt").unlink()
    write(folder, 1, start=8)
    assert rp.extract(folder, out, jobs=0).reused == 4
    rp.extract(folder, tmp_path / "fresh", jobs=0)
    assert snapshot(out) == snapshot(tmp_path / "fresh")
    (folder / "metadata.csv").write_text("source,place,report_year\n县000_2024.txt,甲县,2022\n", encoding="utf8")
    assert rp.extract(folder, out, jobs=0).reused == 5
    assert rp.load(out).documents["report_year"].tolist()[0] == 2022


def test_row_groups_hold_no_more_than_a_shard_of_documents(tmp_path):
    folder, out = write(tmp_path / "in", 7), tmp_path / "out"
    rp.extract(folder, tmp_path / "whole", jobs=0)
    rp.extract(folder, out, jobs=0, shard=3)
    same_rows(out, tmp_path / "whole")
    assert pq.read_metadata(out / "mentions.parquet").num_row_groups == 3
    path = str(out / "mentions.parquet")
    rows = len(pd.read_parquet(path))
    assert rows == len(pl.read_parquet(path)) == len(rp.load(out).mentions)
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall() == [(rows,)]


def test_the_same_documents_give_the_same_bytes_wherever_their_rows_come_from(tmp_path):
    folder, out = write(tmp_path / "in", 7), tmp_path / "out"
    rp.extract(folder, out, jobs=0, shard=3)
    write(folder, 2, start=7)
    (folder / "县004_2024.txt").unlink()
    assert rp.extract(folder, out, jobs=0, shard=3).reused == 6
    rp.extract(folder, tmp_path / "fresh", jobs=0, shard=3)
    assert snapshot(out) == snapshot(tmp_path / "fresh")
    assert rp.extract(folder, out, jobs=0).reused == 8
    rp.extract(folder, tmp_path / "whole", jobs=0)
    assert snapshot(out) == snapshot(tmp_path / "whole")


@pytest.mark.parametrize("harm", ["cut", "edited", "removed", "manifest"])
def test_tables_that_someone_changed_are_made_anew(tmp_path, harm):
    folder, out = write(tmp_path / "in", 3), tmp_path / "out"
    rp.extract(folder, out, jobs=0)
    before = snapshot(out)
    path = out / "mentions.parquet"
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    elif harm == "edited":
        pd.read_parquet(path).assign(value=7.0).to_parquet(path)
    else:
        (path if harm == "removed" else out / "manifest.json").unlink()
    assert rp.extract(folder, out, jobs=0).reused == 0
    assert snapshot(out) == before


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes_give_tables_or_a_failure(data):
    for start in (b"", "全年增长5%，".encode(), b"<html><body><p>"):
        done = work(Job("a.txt", start + data))
        assert isinstance(done, Parsed) or (done.stage == "read" and done.message)


def test_a_second_run_on_one_folder_says_so(tmp_path):
    folder = write(tmp_path / "in", 1)
    (tmp_path / "out").mkdir()
    with lock(tmp_path / "out"), pytest.raises(InputError, match="another run"):
        rp.extract(folder, tmp_path / "out", jobs=0)


def start(folder, out, *options, **environment):
    command = [sys.executable, "-m", "reportparse", "extract", folder, "-o", out, "-q", *options]
    env = {**os.environ, **environment}
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, env=env)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_what_a_dead_run_has_read_is_not_read_again(tmp_path, how):
    folder, out = write(tmp_path / "in", 40), tmp_path / "out"
    (folder / "slow.txt").write_text("增长5%，其中甲乙丙产量6.5万吨。\n" * 60_000, encoding="utf8")
    process = start(folder, out, "--jobs", "2")
    while len(list(out.glob(".work/*.arrow"))) < 10:
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, how) if how == signal.SIGKILL else process.send_signal(how)
    said = process.communicate()[1].decode()
    code = process.returncode
    assert code == (130 if how == signal.SIGINT else -how)
    assert ("interrupted" in said) == (how == signal.SIGINT)
    assert not (out / "claims.parquet").exists()
    (folder / "slow.txt").unlink()
    assert rp.extract(folder, out, jobs=0).reused >= 10
    rp.extract(folder, tmp_path / "fresh", jobs=0)
    assert snapshot(out) == snapshot(tmp_path / "fresh")


KILLED = """
import os, random, sys, threading
import reportparse as rp

folder, out, seed = sys.argv[1:]
moment = random.Random(int(seed)).uniform(0, 0.25)
threading.Timer(moment, os.kill, (os.getpid(), 9)).start()
for shard in range(2, 1000):
    rp.extract(folder, out, jobs=0, shard=2 + shard % 3, resume=bool(shard % 2))
"""


def test_killed_at_random_moments_the_tables_stay_whole(tmp_path):
    """Each run writes all tables over and over until it is killed; readers then find either the old or the new ones."""
    folder, out = write(tmp_path / "in", 5), tmp_path / "out"
    rp.extract(folder, out, jobs=0)
    rows = {name: rp.load(out).frame(name) for name in PER_DOCUMENT}
    for seed in range(20):
        script = [sys.executable, "-c", KILLED, folder, out, str(seed)]
        assert subprocess.run(script, check=False).returncode == -signal.SIGKILL
        for name, frame in rows.items():
            pd.testing.assert_frame_equal(rp.load(out).frame(name), frame)
    rp.extract(folder, out, jobs=0)
    rp.extract(folder, tmp_path / "fresh", jobs=0)
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_inputs_that_would_lose_a_document_are_refused(tmp_path):
    one, two = write(tmp_path / "r1", 1), write(tmp_path / "r2", 1)
    write(one / "r2", 1)
    with pytest.raises(InputError, match="would both be"):
        rp.extract([one, two], tmp_path / "out", jobs=0)
    with pytest.raises(InputError, match="same folder"):
        rp.extract(one, one, jobs=0)


def test_libraries_that_have_a_say_in_the_rows_are_part_of_the_key():
    """All that the stages import, but for what only carries rows."""
    stages = ("formats", "repair", "segment", "frame", "mentions", "claims", "lexicon")
    root = Path(rp.__file__).parent
    lines = "\n".join(path.read_text(encoding="utf8") for stage in stages for path in (root / stage).rglob("*.py"))
    found = {name.partition(".")[0] for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", lines, re.M)}
    foreign = found - set(sys.stdlib_module_names) - {"reportparse"}
    known = {dist.lower().replace("_", "-") for dist in LIBRARIES}
    owners = packages_distributions()
    names = {name: {dist.lower().replace("_", "-") for dist in owners.get(name, [name])} for name in foreign}
    assert len(names) > 4
    assert [name for name, dists in names.items() if not dists & known] == []


def test_a_link_to_itself_costs_only_itself(tmp_path):
    folder = write(tmp_path / "in", 1)
    (folder / "l.txt").symlink_to("l.txt")
    summary = rp.extract(folder, tmp_path / "out", jobs=0)
    assert (summary.documents, [f.source for f in summary.failures]) == (1, ["l.txt"])


def test_links_inside_the_outputs_are_not_followed(tmp_path):
    folder, out, victim = write(tmp_path / "in", 2), tmp_path / "out", tmp_path / "victim"
    victim.mkdir()
    (victim / ".keep").write_text("mine")
    out.mkdir()
    (out / ".work").symlink_to(victim)
    (out / ".ready-x").symlink_to(victim)
    assert rp.extract(folder, out, jobs=0).documents == 2
    assert [path.name for path in victim.iterdir()] == [".keep"]


def test_facts_in_a_foreign_encoding_are_named(tmp_path):
    folder = write(tmp_path / "in", 1)
    (folder / "metadata.csv").write_bytes("source,place,report_year\n县000_2024.txt,甲县,2022\n".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        rp.extract(folder, tmp_path / "out", jobs=0)


def test_files_that_would_share_an_id_are_refused_with_both_names(tmp_path, monkeypatch):
    monkeypatch.setattr("reportparse.batch.inputs.doc_id", lambda source: "same")
    with pytest.raises(InputError, match=r"县000_2024\.txt and 县001_2024\.txt would have the same doc_id"):
        rp.extract(write(tmp_path / "in", 2), tmp_path / "out", jobs=0)


@pytest.fixture(scope="module")
def packed():
    return work(Job("a.txt", TEXT.format(3).encode())).packed


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_entry_of_which_a_bit_flipped_is_not_there(tmp_path, packed, data):
    journal, harmed = Journal(tmp_path, keep=True), bytearray(packed)
    if data.draw(st.booleans()):
        harmed[data.draw(st.integers(0, len(packed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del harmed[data.draw(st.integers(0, len(packed) - 1)) :]
    journal.add("d", "k", bytes(harmed))
    assert not journal.holds("d", "k")
    journal.add("d", "k", packed)
    assert journal.holds("d", "k")


def test_an_entry_takes_no_more_room_than_its_document(packed):
    """Descriptions of columns, which are the same for all, would take ten times as much."""
    assert len(packed) < 4_000


def test_what_stands_where_the_journal_belongs_is_no_obstacle(tmp_path):
    folder, out = write(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    (out / ".work").write_text("a file")
    assert rp.extract(folder, out, jobs=0).documents == 2
    (out / ".work" / ".x").mkdir(parents=True)
    (out / ".work" / "y").write_text("y")
    assert rp.extract(folder, out, jobs=0).reused == 2
    assert not (out / ".work").exists()


def test_a_run_first_finishes_what_a_dead_one_began_to_publish(tmp_path):
    folder, out = write(tmp_path / "in", 3), tmp_path / "out"
    rp.extract(folder, out, jobs=0)
    ready = out / ".ready-x"
    ready.mkdir()
    for path in [*out.glob("[!a-m]*.parquet"), out / "manifest.json"]:
        path.rename(ready / path.name)
    assert len(rp.load(out).claims) > 0
    (folder / "县001_2024.txt").write_text(TEXT.format(9), encoding="utf8")
    assert rp.extract(folder, out, jobs=0).reused == 2
    rp.extract(folder, tmp_path / "fresh", jobs=0)
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_tables_that_are_open_stay_those_of_their_version(tmp_path):
    folder, out = write(tmp_path / "in", 3), tmp_path / "out"
    rp.extract(folder, out, jobs=0)
    loaded = rp.load(out)
    for path in folder.iterdir():
        path.unlink()
    for start in (10, 20):
        rp.extract(write(folder, 2, start=start), out, jobs=0)
    assert set(loaded.claims["doc_id"]) == set(loaded.documents["doc_id"])
    assert len(loaded.documents) == 3 == loaded.manifest["tables"]["documents"]["rows"]


def test_a_table_that_moves_in_while_it_is_opened_is_looked_for_again(tmp_path, monkeypatch):
    folder, out = write(tmp_path / "in", 2), tmp_path / "out"
    rp.extract(folder, out, jobs=0)
    ready = out / ".ready-1"
    ready.mkdir()
    for path in [*out.glob("*.parquet"), out / "manifest.json"]:
        path.rename(ready / path.name)

    def moving(outputs, name):
        path = table_path(outputs, name)
        if path.parent == ready and name.endswith(".parquet"):
            path.rename(outputs / name)
        return path

    monkeypatch.setattr("reportparse.tables.written.table_path", moving)
    assert len(rp.load(out).documents) == 2
    (out / "claims.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"no claims\.parquet"):
        rp.load(out)


def pandas_rows(path):
    """From an open file: by its name pandas opens it twice, and may read the end of one and the rows of another."""
    with open(path, "rb") as file:
        return len(pd.read_parquet(file))


def duckdb_rows(path):
    return duckdb.connect().sql(f"select count(*) from '{path}'").fetchall()[0][0]


def test_readers_that_loop_while_runs_publish_see_whole_tables_of_one_version(tmp_path):
    folders, out = [write(tmp_path / "a", 3), write(tmp_path / "b", 5, start=40)], tmp_path / "out"
    whole = []
    for folder in folders:
        rp.extract(folder, out, jobs=0)
        whole.append({name: len(rp.load(out).table(name)) for name in PER_DOCUMENT})
    assert whole[0]["claims"] != whole[1]["claims"]
    over, seen, wrong = threading.Event(), [0, 0, 0], []

    def loaded():
        found = rp.load(out)
        return {name: len(found.table(name)) for name in PER_DOCUMENT} in whole

    def plain(rows_of):
        return rows_of(str(out / "claims.parquet")) in [rows["claims"] for rows in whole]

    def loop(number, look, *rest):
        try:
            while not over.is_set():
                wrong.extend([number] * (not look(*rest)))
                seen[number] += 1
        except Exception as error:
            wrong.append(error)

    looks = [(0, loaded), (1, plain, pandas_rows), (2, plain, duckdb_rows)]
    readers = [threading.Thread(target=loop, args=look) for look in looks]
    for reader in readers:
        reader.start()
    for run in range(15):
        rp.extract(folders[run % 2], out, jobs=0, shard=1 + run % 3)
    over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert min(seen) > 10


@pytest.mark.parametrize("late", [False, True], ids=["in the query", "while flags are set"])
def test_derived_tables_that_cannot_be_made_cost_only_themselves(tmp_path, monkeypatch, capsys, late):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    doubtful = "一、2023年工作回顾\n粮食产量40万吨，比上年增加20万吨，增长2%。\n二、2024年目标\n粮食产量增长3%。\n"
    (folder / "甲县_2024.txt").write_text(doubtful, encoding="utf8")
    assert rp.extract(folder, out, jobs=0).exit_code == 0
    before = {name: rp.load(out).rows(name) for name in DERIVED}
    assert all(before.values())

    def fails(*_):
        raise duckdb.OutOfMemoryException("no room\nfor this")

    with monkeypatch.context() as patch:
        patch.setattr(
            sys.modules[f"reportparse.facts.{'flags' if late else 'derive'}"], "_changes" if late else "_write", fails
        )
        summary = rp.extract(folder, out, jobs=0)
    assert (summary.exit_code, summary.documents, summary.dropped) == (1, 1, 0)
    assert not any(rp.load(out).rows(name) for name in DERIVED)
    assert late or not any("doubt" in flags for flags in rp.load(out).claims["flags"])
    assert rp.load(out).failures["message"].tolist() == [summary.failures[0].message]
    assert command(["check", str(out)]) == 1
    said = "panel, delivery, doubts: could not be derived and are empty (OutOfMemoryException: no room for this)"
    assert said in capsys.readouterr().err
    assert rp.extract(folder, out, jobs=0).exit_code == 0
    assert {name: rp.load(out).rows(name) for name in DERIVED} == before


HUGE = {
    "facts": "全年粮食产量达到31.5万吨，增长2.7%，新建学校31所；",
    "numbers": "5、6、7、",
    "digits": "1234567890",
    "brackets": "（（）",
}
WRAPPED = {"txt": "{}", "html": "<html><body><p>{}</p></body></html>"}


@pytest.mark.parametrize("name", WRAPPED)
@pytest.mark.parametrize("unit", HUGE.values(), ids=HUGE)
def test_a_paragraph_of_any_length_takes_time_that_grows_as_it_does(unit, name):
    def seconds(size):
        data = WRAPPED[name].format(unit * (size // len(unit.encode()))).encode()
        began = time.process_time()
        assert isinstance(work(Job(f"a.{name}", data)), Parsed)
        return time.process_time() - began

    seconds(1000)
    assert min(seconds(16_000) for _ in range(2)) < 0.1 + 3 * min(seconds(8_000) for _ in range(2))


def test_a_huge_paragraph_is_read_in_its_time(tmp_path):
    folder = write(tmp_path / "in", 1)
    for name, wrapped in WRAPPED.items():
        text = HUGE["facts"] * (200_000 // len(HUGE["facts"].encode()))
        (folder / f"huge.{name}").write_text(wrapped.format(text), encoding="utf8")
    summary = rp.extract(folder, tmp_path / "out", jobs=2)
    assert (summary.documents, summary.failures) == (3, ())
