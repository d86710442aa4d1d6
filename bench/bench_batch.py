"""Documents and characters per second of a whole run, on one process, on two and on a cluster, and what it costs.

    python bench/bench_batch.py [CORPUS] [--documents N]

The reports below CORPUS are repeated under other names until there are N documents.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from itertools import cycle
from pathlib import Path

import distributed
import psutil

from reportparse.batch.inputs import find_inputs

RATES = ("on", "documents", "seconds", "documents/s", "characters/s", "speed-up")
COSTS = ("parent MB", "worker MB", "parent CPU s", "workers CPU s", "tables MB")


def main() -> None:
    """Measure and print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", nargs="?", default="raw")
    options.add_argument("--documents", type=int, default=2000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = repeated(Path(chosen.corpus), Path(folder, "in"), chosen.documents)
        rows = [measured("1 process", corpus, Path(folder, "one"), "--jobs", "1")]
        rows.append(measured("2 processes", corpus, Path(folder, "two"), "--jobs", "2"))
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
            address = cluster.scheduler_address
            rows.append(measured("2 dask workers", corpus, Path(folder, "dask"), "--scheduler", address))
    columns = RATES + COSTS
    print("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns))
    for row in rows:
        print("| " + " | ".join(cells(row, rows[0]["seconds"])) + " |")


def repeated(corpus: Path, folder: Path, documents: int) -> Path:
    """Fill a folder with copies of the reports under names of their own."""
    folder.mkdir()
    for number, item in zip(range(documents), cycle(find_inputs([corpus])), strict=False):
        (folder / f"{number:05}_{item.path.name}").write_bytes(item.path.read_bytes())
    return folder


def measured(on: str, corpus: Path, out: Path, *options: str) -> dict:
    """Run the command and watch the memory and CPU time of its processes, and of a cluster's workers."""
    peak = {"parent": 0.0, "worker": 0.0}
    before = cpu_seconds()
    after: dict[int, float] = {}
    command = [sys.executable, "-m", "reportparse", "extract", corpus, "-o", out, "--json", "-q", *options]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    watcher = threading.Thread(target=watch, args=(process, peak, after))
    watcher.start()
    summary = json.loads(process.communicate()[0])
    seconds = time.monotonic() - began
    watcher.join()
    spent = {pid: cpu - before.get(pid, 0.0) for pid, cpu in after.items()}
    own = spent.pop(process.pid)
    return {
        "on": on,
        "documents": summary["documents"],
        "characters": summary["characters"],
        "seconds": seconds,
        **peak,
        "parent CPU": own,
        "workers CPU": sum(spent.values()),
        "tables": sum(path.stat().st_size for path in out.rglob("*.parquet") if path.is_file()) / 1e6,
    }


def watch(process: subprocess.Popen, peak: dict[str, float], cpu: dict[int, float]) -> None:
    """Note the largest memory of the parent, and of any worker, and the CPU time of each, until the parent ends."""
    while process.poll() is None:
        cpu.update(cpu_seconds())
        for one in psutil.Process().children(recursive=True):
            try:
                name = "parent" if one.pid == process.pid else "worker"
                peak[name] = max(peak[name], one.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.2)


def cpu_seconds() -> dict[int, float]:
    """Return the CPU time of every process below this one so far."""
    found = {}
    for one in psutil.Process().children(recursive=True):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        found[one.pid] = times.user + times.system
    return found


def cells(row: dict, alone: float) -> list[str]:
    """Return a row of the table as it is printed."""
    rates = [f"{row['documents'] / row['seconds']:.1f}", f"{row['characters'] / row['seconds']:,.0f}"]
    memory = [f"{alone / row['seconds']:.2f}", f"{row['parent']:.0f}", f"{row['worker']:.0f}"]
    costs = [f"{row['parent CPU']:.1f}", f"{row['workers CPU']:.1f}", f"{row['tables']:.1f}"]
    return [row["on"], str(row["documents"]), f"{row['seconds']:.1f}", *rates, *memory, *costs]


if __name__ == "__main__":
    main()
