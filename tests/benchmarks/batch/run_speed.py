"""Pages a second of a run with the built-in reader, its memory, and the whole command beside ``pdftotext | grep``.

``python tests/benchmarks/batch/run_speed.py``
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from made_invoices import made_invoices
from memory_of_all import memory_mib

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.models.builtin_reader.engine import BuiltinReader

_QUESTION: Final = "What is the total?"
_WORKERS: Final = 2
_COUNTS: Final = (1000, 4000)


def measure_run(file: Path, pages: int, journal_file: Path) -> None:
    """Print pages a second, and the memory of all processes on the way."""
    plan = Plan((str(file),), (PlannedQuestion(_QUESTION),))
    memory: dict[int, float] = {}

    def tell(tally: Tally) -> None:
        if tally.done in {100, 1000, pages}:
            memory[tally.done] = memory_mib()

    engine = BuiltinReader()
    with (
        DocumentService(workers=_WORKERS) as documents,
        closing(Journal.open(journal_file, file.name, resume=False)) as journal,
    ):
        begun = time.perf_counter()
        runner = Runner(plan, journal, DocumentPages(documents), lambda: engine, tell=tell, cancel=CancelToken())
        found = runner.run().found
        seconds = time.perf_counter() - begun
    told = ", ".join(f"{mib:.0f} MiB after {done}" for done, mib in sorted(memory.items()))
    print(f"{pages} pages, {found} answers: {pages / seconds:.1f} pages a second; {told}")


def measure_command(file: Path, out: Path) -> None:
    """Print seconds from the command to the finished CSV, and those of ``pdftotext | grep``."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "quizglass", "batch", str(file), "--question", _QUESTION, "--out", str(out)]
    subprocess.run([*command, "--jobs", str(_WORKERS)], check=True, capture_output=True)
    print(f"quizglass batch {file.name}: {time.perf_counter() - begun:.1f} s")
    if program := shutil.which("pdftotext"):
        begun = time.perf_counter()
        text = subprocess.run([program, str(file), "-"], check=True, capture_output=True).stdout
        subprocess.run(["grep", "-ci", "total"], input=text, check=True, capture_output=True)
        print(f"pdftotext | grep: {time.perf_counter() - begun:.1f} s")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {pages: made_invoices(folder / f"{pages}.pdf", pages) for pages in _COUNTS}
        for pages, file in files.items():
            measure_run(file, pages, folder / f"{pages}.sqlite")
        measure_command(files[_COUNTS[0]], folder / "answers.csv")


if __name__ == "__main__":
    main()
