"""Time and memory that 10,000 rows take to be written, with the pictures of their evidence and without.

``python tests/benchmarks/batch/export_speed.py``
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from made_invoices import made_invoices
from memory_of_all import MostMemory

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.exports import export
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row
from quizglass.batch.row_pictures import RowPictures
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.models.builtin_reader.engine import BuiltinReader

_PAGES: Final = 2500
_QUESTIONS: Final = ("What is the total?", "What is the date?", "What is the invoice number?", "Who signed it?")
_SUFFIXES: Final = (".xlsx", ".html")


def answered(folder: Path) -> list[Row]:
    """What the built-in reader says of each page."""
    file = made_invoices(folder / "invoices.pdf", _PAGES)
    plan = Plan((str(file),), tuple(map(PlannedQuestion, _QUESTIONS)))
    engine = BuiltinReader()
    with (
        DocumentService(workers=2) as documents,
        closing(Journal.open(folder / "runs.sqlite", "invoices", resume=False)) as journal,
    ):
        Runner(plan, journal, DocumentPages(documents), lambda: engine, cancel=CancelToken()).run()
        return list(journal.rows(plan))


def measure(rows: list[Row], out: Path, *, pictured: bool) -> None:
    """Print seconds and the most memory of all processes."""
    cancel = CancelToken()
    with DocumentService(workers=2) as documents, MostMemory() as memory:
        begun = time.perf_counter()
        pictures = RowPictures(documents, cancel) if pictured else None
        export(rows, out, pictures=pictures, cancel=cancel, documents=documents)
        seconds = time.perf_counter() - begun
    told = f"{sum(row.found for row in rows)} pictures" if pictured else "no pictures"
    print(f"{out.suffix}, {len(rows)} rows, {told}: {seconds:.1f} s; at most {memory.mib:.0f} MiB of memory")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = answered(folder)
        for suffix in _SUFFIXES:
            for pictured in (False, True):
                measure(rows, folder / f"answers{suffix}", pictured=pictured)


if __name__ == "__main__":
    main()
