"""The window hears of its runs in its own thread, in time and not too often, and never waits for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass import paths
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row
from quizglass.batch.run import RunState
from quizglass.errors import AppError, FileNotWritable
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.ui.main_window import MainWindow

PAGES = 40
NUMBER = PlannedQuestion("What is the invoice number?")


@pytest.fixture
def engine() -> BuiltinReader:
    return BuiltinReader()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    with pymupdf.open() as document:
        for page in range(PAGES):
            document.new_page().insert_text((72, 100), f"Invoice number: INV-{page}")
        document.save(tmp_path / "invoices.pdf")
    return Plan((str(tmp_path / "invoices.pdf"),), (NUMBER,))


def has_ended(window: MainWindow) -> bool:
    return [run.state for run in window.services.runs.runs] == [RunState.ENDED]


def test_rows_come_in_portions_and_all_of_them(window: MainWindow, plan: Plan, qtbot: QtBot) -> None:
    portions: list[tuple[Row, ...]] = []
    runs = window.services.runs
    runs.answered.connect(lambda _, rows: portions.append(rows))
    runs.start(plan, "Numbers")
    qtbot.waitUntil(lambda: has_ended(window) and sum(map(len, portions)) == PAGES, timeout=30_000)
    assert len(portions) < PAGES
    assert [row.answer for rows in portions for row in rows] == [f"INV-{page}" for page in range(PAGES)]
    read: list[tuple[Row, ...]] = []
    runs.rows(runs.runs[0].id, read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=10_000)
    assert [row.answer for row in read[0]] == [f"INV-{page}" for page in range(PAGES)]


def test_a_correction_is_exported(window: MainWindow, plan: Plan, qtbot: QtBot, tmp_path: Path) -> None:
    runs = window.services.runs
    runs.start(plan, "Numbers")
    qtbot.waitUntil(lambda: has_ended(window), timeout=30_000)
    run = runs.runs[0]
    read: list[tuple[Row, ...]] = []
    runs.rows(run.id, read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=10_000)
    runs.correct(run.id, read[0][0], "INV-zero")
    runs.rows(run.id, read.append)
    qtbot.waitUntil(lambda: len(read) == 2, timeout=10_000)
    assert [row.settled for row in read[1][:2]] == ["INV-zero", "INV-1"]
    written: list[Path] = []
    runs.export(run.id, tmp_path / "answers.xlsx", on_done=written.append, on_error=pytest.fail)
    qtbot.waitUntil(lambda: bool(written), timeout=30_000)
    assert openpyxl.load_workbook(written[0]).active.max_row == PAGES + 1  # type: ignore[union-attr]


def test_an_export_that_cannot_be_written_is_told(window: MainWindow, plan: Plan, qtbot: QtBot, tmp_path: Path) -> None:
    runs = window.services.runs
    runs.start(plan, "Numbers")
    qtbot.waitUntil(lambda: has_ended(window), timeout=30_000)
    told: list[AppError] = []
    runs.export(runs.runs[0].id, tmp_path / "nowhere" / "answers.csv", on_done=pytest.fail, on_error=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert isinstance(told[0], FileNotWritable)


def test_closed_in_mid_run_it_is_there_the_next_time(
    make_window: Callable[[], MainWindow], plan: Plan, qtbot: QtBot
) -> None:
    first = make_window()
    first.services.runs.start(plan, "Numbers")
    qtbot.waitUntil(lambda: bool(first.services.runs.runs), timeout=10_000)
    first.close()
    first.services.close()
    second = make_window()
    runs = second.services.runs
    runs.load()
    qtbot.waitUntil(lambda: bool(runs.runs), timeout=10_000)
    run = runs.runs[0]
    assert run.name == "Numbers"
    if run.state is not RunState.ENDED:
        runs.go_on(run.id)
    qtbot.waitUntil(lambda: has_ended(second), timeout=30_000)
    assert runs.runs[0].tally.found == PAGES


def test_a_journal_that_cannot_be_used_is_told(window: MainWindow, plan: Plan, qtbot: QtBot) -> None:
    paths.runs_file().parent.mkdir(parents=True, exist_ok=True)
    paths.runs_file().write_text("no database, but long enough to be looked at as one" * 20)
    told: list[AppError] = []
    window.services.runs.troubled.connect(told.append)
    window.services.runs.start(plan, "Numbers")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told[0].code == "journal-unavailable"
