"""A real run of the built-in reader at its end, and the view of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import RunState
from quizglass.geometry import PageRect
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.ui.batch_page.results.view import ResultsView
from quizglass.ui.main_window import MainWindow

TOTAL = PlannedQuestion("What is the total?", PageRect(0, 0, 1, 0.5))
VENDOR = PlannedQuestion("Who is the vendor?")
TOTALS = ("99.00", "2,286.60", "1,050.50", "99.00")


@pytest.fixture
def engine() -> BuiltinReader:
    return BuiltinReader()


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    """Four invoices and a blank page."""
    path = tmp_path / "Счета 2031.pdf"
    with pymupdf.open() as document:
        for number, total in enumerate(TOTALS):
            page = document.new_page(width=400, height=600)
            page.insert_text((40, 80), f"Vendor: {'Harbour Ltd' if number % 2 else 'Nordic Paper'}", fontsize=11)
            page.insert_text((40, 120), f"Total: {total}", fontsize=11)
        document.new_page(width=400, height=600)
        document.save(path)
    return path


@pytest.fixture
def view(window: MainWindow, invoices: Path, qtbot: QtBot) -> Iterator[ResultsView]:
    """Shows a run that has come to its end: five pages, two questions, and a file that is none."""
    (invoices.parent / "broken.pdf").write_text("no document")
    runs = window.services.runs
    runs.start(Plan((str(invoices), str(invoices.parent / "broken.pdf")), (TOTAL, VENDOR)), "Invoices: May")
    qtbot.waitUntil(lambda: [run.state for run in runs.runs] == [RunState.ENDED], timeout=60_000)
    made = ResultsView(window.services, window.workspace.notices)
    made.setParent(window)
    made.resize(1100, 700)
    made.show()
    made.raise_()
    made.show_run(runs.runs[0].id)
    qtbot.waitUntil(lambda: made.model.rowCount() == 12, timeout=20_000)
    yield made
    made.deleteLater()


@pytest.fixture
def make_pages(tmp_path: Path) -> Callable[[int], Path]:
    """Makes a document of so many pages, each with a number."""

    def make(count: int) -> Path:
        path = tmp_path / "many.pdf"
        with pymupdf.open() as document:
            for number in range(count):
                document.new_page(width=400, height=600).insert_text((40, 80), f"Number: N-{number}", fontsize=11)
            document.save(path)
        return path

    return make
