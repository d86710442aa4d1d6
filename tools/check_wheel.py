"""Build the wheel, install it into an empty environment and use it in another folder, as a user would.

It prints how large the environment is and how long the first claim takes, and fails with what a command said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import docx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from minipdf import pdf  # noqa: E402

TEXT = "白渡县2024年政府工作报告\n\n2023年粮食产量达到31.5万吨，增长4.2%。\n"
FIRST_CLAIM = """
import time
import reportparse as rp
rp.parse("改善乡镇中学食堂62所。", year=2024).claims[0]
print(f"first claim after {time.process_time():.2f} CPU seconds")
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that sees nothing of this project, and return what it printed."""
    alone = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS")}
    done = subprocess.run(command, cwd=cwd, env=alone, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(folder: Path) -> Path:
    """Return the programs of an empty environment with the wheel in it."""
    pip = (sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir", folder, ROOT)
    run(*pip, cwd=folder)
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "-qq", *folder.glob("*.whl"), cwd=folder)
    return programs


def write_samples(folder: Path) -> None:
    """Write one report as text, HTML, Word and PDF; the PDF's few letters are Latin, since it embeds no font."""
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf8")
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    page = f"<html><head><meta charset='utf-8'><title>报告</title></head><body>{paragraphs}</body></html>"
    (folder / "b.html").write_text(page, encoding="utf8")
    document = docx.Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(str(folder / "c.docx"))
    (folder / "d.pdf").write_bytes(pdf([[(60, 700, "GDP 2023: 31.5%")]]))


def size(folder: Path) -> float:
    """Return the megabytes of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6


def main() -> None:
    """Use every command on one file of each kind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = installed(folder)
        write_samples(folder / "in")
        program = programs / "reportparse"
        done = json.loads(run(program, "extract", "in", "-o", "out", "--jobs", "2", "--json", cwd=folder))
        assert (done["documents"], done["failures"]) == (4, []), done
        shown = json.loads(run(program, "show", "out", "--json", cwd=folder))
        claims = {one["source"]: one["text"] for one in shown if one["measure"] == "level"}
        wanted = {**dict.fromkeys(["a.txt", "b.html", "c.docx"], "31.5万吨"), "d.pdf": "31.5%"}
        assert claims == wanted, claims
        run(program, "check", "out", cwd=folder)
        run(program, "review", "out", cwd=folder)
        assert (folder / "out" / "review" / "index.html").is_file()
        print(run(programs / "python", "-c", FIRST_CLAIM, cwd=folder), end="")
        print(f"an environment with the wheel holds {size(folder / 'venv'):.0f} MB")


if __name__ == "__main__":
    main()
