"""The same run on a dask cluster, one of whose workers dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import dask
import distributed
import psutil
import pytest

import reportparse as rp
import reportparse.batch.cluster as cluster_module
from reportparse.batch.inputs import InputError
from reportparse.batch.work import ingredients

# The cluster's own threads and sockets end when a worker is killed; what they say of it is not the program's.
pytestmark = pytest.mark.filterwarnings("ignore")

TEXT = "一、二〇二三年工作回顾\n全年粮食产量达到{0}.5万吨，增长2.7%。\n" * 40


@pytest.fixture
def scheduler():
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0", "silence_logs": "CRITICAL"}
    with distributed.LocalCluster(**options) as cluster:
        yield cluster


def snapshot(outputs):
    return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in outputs.rglob("*") if p.is_file()}


def kill_one(cluster, outputs):
    """Kill a worker as soon as some documents are done."""
    with distributed.Client(cluster) as client:
        pids = client.run(os.getpid)
    while len(list(Path(outputs).glob(".work/*.arrow"))) < 5:
        time.sleep(0.02)
    os.kill(next(iter(pids.values())), signal.SIGKILL)


def test_a_worker_that_is_killed_loses_nothing(tmp_path, scheduler):
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(40):
        (folder / f"县{i:02}_2024.txt").write_text(TEXT.format(i + 1), encoding="utf8")
    killer = threading.Thread(target=kill_one, args=(scheduler, tmp_path / "out"))
    killer.start()
    summary = rp.extract(folder, tmp_path / "out", scheduler=scheduler.scheduler_address, shard=15)
    killer.join()
    assert (summary.documents, summary.failures) == (40, ())
    rp.extract(folder, tmp_path / "here", jobs=0, shard=15)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "here")


def test_an_address_where_nobody_answers_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("reportparse.batch.cluster._CONNECT_SECONDS", 0.5)
    (tmp_path / "a.txt").write_text("增长5%", encoding="utf8")
    with pytest.raises(InputError, match="no dask scheduler answers"):
        rp.extract(tmp_path / "a.txt", tmp_path / "out", scheduler="tcp://127.0.0.1:9")


def test_workers_of_another_version_are_refused_by_name(tmp_path, scheduler, monkeypatch):
    (tmp_path / "a.txt").write_text("增长5%", encoding="utf8")
    here = {**ingredients(), "lxml": "0.1", "reportparse": "9.9 (abc)"}
    monkeypatch.setattr("reportparse.batch.cluster.ingredients", lambda: here)
    with pytest.raises(InputError) as caught:
        rp.extract(tmp_path / "a.txt", tmp_path / "out", scheduler=scheduler.scheduler_address)
    said = str(caught.value)
    assert all(f"worker {address}: reportparse" in said for address in worker_addresses(scheduler))
    assert "here 9.9 (abc), lxml" in said
    assert not (tmp_path / "out" / "claims.parquet").exists()


def worker_addresses(cluster):
    return [worker.worker_address for worker in cluster.workers.values()]


def test_a_worker_that_goes_away_while_it_is_asked_is_not_refused():
    lost = distributed.comm.core.CommClosedError("in <TCP>: Stream is closed")
    cluster_module._refuse_others({"tcp://a": lost, "tcp://b": ingredients()}, ingredients())
    with pytest.raises(InputError, match="tcp://a: does not say its versions"):
        cluster_module._refuse_others({"tcp://a": ValueError("odd")}, ingredients())


def test_a_worker_that_comes_late_is_looked_at_too(tmp_path, scheduler, monkeypatch):
    """All workers at the start hold the same version; the job itself is what a later one refuses."""
    (tmp_path / "a.txt").write_text("增长5%", encoding="utf8")
    monkeypatch.setattr("reportparse.batch.cluster.ingredients", lambda: {**ingredients(), "lxml": "0.1"})
    monkeypatch.setattr(cluster_module, "_refuse_others", lambda found, expected: None)
    with pytest.raises(InputError, match=r"worker tcp://[^ ]+: lxml .*, here 0\.1"):
        rp.extract(tmp_path / "a.txt", tmp_path / "out", scheduler=scheduler.scheduler_address)


class Misbehaving(distributed.WorkerPlugin):
    """Lets each worker hang in a library that holds the interpreter, or die, over some documents."""

    def setup(self, worker):
        import ctypes

        import reportparse.batch.work as module

        real = module.parse

        def faulty(document, *rest, **options):
            if document.source.startswith("hangs"):
                ctypes.PyDLL(None).sleep(600)
            if document.source.startswith("dies"):
                os._exit(9)
            return real(document, *rest, **options)

        module.parse = faulty


def test_documents_that_hang_or_kill_workers_cost_only_themselves(tmp_path, scheduler):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in [*(f"县{i:02}" for i in range(70)), "hangs", "dies"]:
        (folder / f"{name}_2024.txt").write_text(TEXT, encoding="utf8")
    with distributed.Client(scheduler) as client:
        client.register_plugin(Misbehaving())
        summary = rp.extract(folder, tmp_path / "out", scheduler=scheduler.scheduler_address, timeout=15)
    assert {f.source: f.error for f in summary.failures} == {"hangs_2024.txt": "timeout", "dies_2024.txt": "crash"}
    assert summary.documents == 70
    again = rp.extract(folder, tmp_path / "out", scheduler=scheduler.scheduler_address, timeout=15)
    assert (again.reused, again.not_tried) == (70, 1)


SCHEDULER = """
import distributed, sys, time
with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
    print(cluster.scheduler_address, flush=True)
    if sys.argv[1:]:
        time.sleep(2.5)
        cluster.scale(1)
    time.sleep(600)
"""


@pytest.fixture
def apart():
    """A scheduler in a process of its own; its first worker comes late."""
    with subprocess.Popen([sys.executable, "-c", SCHEDULER, "late"], stdout=subprocess.PIPE, text=True) as process:
        yield process, process.stdout.readline().strip()
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        for one in [process, *children]:
            one.kill()


def test_without_workers_a_run_says_so_and_waits_and_without_a_scheduler_it_ends(tmp_path, apart, monkeypatch, caplog):
    process, address = apart
    monkeypatch.setattr(cluster_module, "_WAIT_SECONDS", 0.5)
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(30):
        (folder / f"县{i:02}_2024.txt").write_text(TEXT.format(i + 1), encoding="utf8")
    workers = []

    def kill(at):
        if at.done == 3:
            workers.extend(psutil.Process(process.pid).children(recursive=True))
            process.kill()

    quick = dask.config.set({"distributed.comm.timeouts.connect": "2s"})
    with quick, pytest.raises(InputError, match="the scheduler has gone; what is read so far is kept"):
        rp.extract(folder, tmp_path / "out", scheduler=address, on_progress=kill)
    for one in workers:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    assert f"{address}: no worker for" in caplog.text
    assert rp.extract(folder, tmp_path / "out", jobs=0).reused >= 3
