"""Quizglass beside okular, evince and qpdfview, in one run: prints the table of its numbers and what they should be.

    python tests/benchmarks/viewer/beside_others.py [-n ROUNDS] [--only first,motion,memory]

Needs Xvfb; viewers that are not installed are left out. Viewers take turns, so that what else the machine does meets
all of them alike; medians are compared. The documents are made once and kept in the folder for temporary files.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from first_page import first_page_seconds, x_screen
from made_files import a0_scan, text_pdf

PEERS = ("okular", "evince", "qpdfview")
HERE = Path(__file__).parent
CACHE = Path(tempfile.gettempdir()) / "quizglass-viewer-benchmark"
MOST = {
    "frame p95 ms": 16.7,
    "longest blank ms": 100.0,
    "zoom to sharp p95 ms": 150.0,
    "first pass MiB": 350.0,
}
FLAT = 1.05
"""What a second pass may hold, as a multiple of what the first one did."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Quizglass beside other viewers")
    parser.add_argument("-n", "--rounds", type=int, default=7)
    parser.add_argument("--only", default="first,motion,memory")
    options = parser.parse_args()
    parts = set(options.only.split(","))
    CACHE.mkdir(parents=True, exist_ok=True)
    files = {
        "1,000 pages": text_pdf(CACHE / "text-1000.pdf", 1000),
        "A0 scan": a0_scan(CACHE / "a0-scan.pdf"),
        "4,000 pages": text_pdf(CACHE / "text-4000.pdf", 4000),
    }
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home)
        if "first" in parts:
            for name, file in files.items():
                print_first_page(name, file, options.rounds, environment)
        if "motion" in parts:
            print_measured(_in_window("motion", files["1,000 pages"], environment))
        if "memory" in parts:
            print_measured(_in_window("memory", files["4,000 pages"], environment))


def _environment(home: str) -> dict[str, str]:
    """As after installing: with compiled bytecode, a home of its own, and X."""
    environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QUIZGLASS_HOME=home, XDG_CONFIG_HOME=f"{home}/config")
    environment["PYTHONPYCACHEPREFIX"] = str(CACHE / "bytecode")
    for name in ("WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    return environment


def print_first_page(name: str, file: Path, rounds: int, environment: dict[str, str]) -> None:
    commands = {"quizglass": [sys.executable, "-m", "quizglass"]}
    commands |= {peer: [peer] for peer in PEERS if shutil.which(peer)}
    seconds = first_page_seconds(commands, file, rounds, environment)
    print(f"\nfirst visible page, {name} (median of {rounds}, least, most; s)")
    for viewer, taken in seconds.items():
        shown = [one for one in taken if one == one]
        if shown:
            print(f"  {viewer:10} {median(shown):6.3f}  {min(shown):6.3f}  {max(shown):6.3f}  shown {len(shown)}")
        else:
            print(f"  {viewer:10} never shown")
    if "okular" in seconds:
        pairs = [own / other for own, other in zip(seconds["quizglass"], seconds["okular"], strict=True)]
        ratio = median(pair for pair in pairs if pair == pair)
        print(f"  quizglass / okular, pair by pair: {ratio:.2f}  (wanted <= 1.00) {_verdict(ratio <= 1)}", flush=True)


def _in_window(what: str, file: Path, environment: dict[str, str]) -> dict[str, float]:
    with x_screen() as (display, _):
        done = subprocess.run(
            [sys.executable, HERE / "in_window.py", what, file],
            env={**environment, "DISPLAY": display},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        sys.exit(done.stderr)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def print_measured(measured: dict[str, float]) -> None:
    print()
    for name, value in measured.items():
        most = MOST.get(name)
        if name == "second pass MiB":
            most = FLAT * measured["first pass MiB"]
        wanted = f"(wanted <= {most:.1f}) {_verdict(value <= most)}" if most is not None else ""
        print(f"  {name:24} {value:8.1f}  {wanted}", flush=True)


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    main()
