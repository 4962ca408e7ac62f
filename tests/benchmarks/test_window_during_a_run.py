"""How late the window's own timer is while a run over many pages is worked on, and how soon it pauses.

``python -m pytest -m benchmark tests/benchmarks/test_window_during_a_run.py -s``
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

import pymupdf
import pytest
from late_ticks import LateTicks
from pytestqt.qtbot import QtBot

from quizglass import app
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import RunState
from quizglass.documents.service import DocumentService
from quizglass.settings import Loaded, Settings

pytestmark = pytest.mark.benchmark
PAGES = 600


@pytest.fixture
def invoices(tmp_path: Path) -> str:
    with pymupdf.open() as document:
        for page in range(PAGES):
            lines = [
                f"Invoice number: INV-{page}",
                f"Total: {page}.50 EUR",
                *(f"Line {row} of it" for row in range(40)),
            ]
            document.new_page().insert_text((72, 72), "\n".join(lines))
        document.save(tmp_path / "invoices.pdf")
    return str(tmp_path / "invoices.pdf")


@pytest.mark.parametrize("shown", ["document", "all pages"])
def test_a_timer_of_the_window_beside_a_run(qtbot: QtBot, invoices: str, samples: Path, shown: str) -> None:
    documents = DocumentService()
    documents.start()
    app.make_application()
    before = sys.getswitchinterval()
    sys.setswitchinterval(app.SWITCH_INTERVAL_S)
    window = app.make_window(documents, Loaded(Settings()))
    runs = window.services.runs
    try:
        window.resize(1280, 800)
        window.show()
        window.open_files([str(samples / "invoice.pdf")])
        qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=20_000)
        gc.freeze()  # as the program does once its first page shows
        if shown == "all pages":
            window.actions_table["all_pages"].trigger()
        runs.start(Plan((invoices,), (PlannedQuestion("What is the total?"),)), "Totals")
        qtbot.waitUntil(lambda: bool(runs.runs) and runs.runs[0].tally.done > 20, timeout=60_000)
        ticks, done, begun = LateTicks(window), runs.runs[0].tally.done, time.perf_counter()
        ticks.start()
        qtbot.waitUntil(lambda: runs.runs[0].tally.done > PAGES - 100, timeout=120_000)
        late, pages = ticks.stop(), runs.runs[0].tally.done - done
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        runs.pause(runs.runs[0].id)
        qtbot.waitUntil(lambda: runs.runs[0].state is RunState.PAUSED, timeout=10_000)
        paused = time.perf_counter() - begun
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)
        window.close()
        window.services.close()
    print(f"\n{shown}: {late}; {pages / seconds:.0f} pages a second; paused after {1000 * paused:.0f} ms")
