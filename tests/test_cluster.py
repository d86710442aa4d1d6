"""The same run on a dask cluster, one of whose workers dies."""

import os
import signal
import threading
import time
from pathlib import Path

import distributed
import pytest

import reportparse as rp
from reportparse.batch.inputs import InputError

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
