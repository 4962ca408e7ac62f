"""The answers of a run stand on its page; a place of theirs opens in a tab of its own, lit up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import RunState
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.ui.batch_page.results.found_row import found_row
from quizglass.ui.batch_page.results.view import ResultsView
from quizglass.ui.dialogs.password import PasswordDialog
from quizglass.ui.main_window import MainWindow


@pytest.fixture
def engine() -> BuiltinReader:
    return BuiltinReader()


@pytest.fixture
def results(window: MainWindow, report: Path, qtbot: QtBot) -> ResultsView:
    runs = window.services.runs
    runs.start(Plan((str(report),), (PlannedQuestion("How many ships are in port?"),)), "Ships")
    qtbot.waitUntil(lambda: [run.state for run in runs.runs] == [RunState.ENDED], timeout=60_000)
    page = window.workspace.show_batch()
    page.open_run(runs.runs[0].id)
    shown = page.opened.results
    qtbot.waitUntil(lambda: shown.model.rowCount() == 3, timeout=20_000)
    return shown


def open_first(results: ResultsView) -> None:
    found = results.model.found_at(0)
    assert found.row.evidence_boxes
    results.table.choose((found.row.file, found.row.page, found.row.question, found.row.region))
    results.table.setFocus()
    QTest.keyClick(results.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_place_opens_in_a_tab_with_its_evidence_lit(window: MainWindow, results: ResultsView, qtbot: QtBot) -> None:
    boxes = results.model.found_at(0).row.evidence_boxes
    open_first(results)
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.view._highlights.on_page(0) == boxes, timeout=20_000)
    pane.view.set_highlights(())
    pane.view.go_to_page(2)
    window.workspace.show_batch()
    open_first(results)
    assert window.workspace.current is pane
    assert pane.view._highlights.on_page(0) == boxes
    assert pane.view.current_page == 0


def test_the_keys_of_finding_lead_to_the_filter(window: MainWindow, results: ResultsView, qtbot: QtBot) -> None:
    window.activateWindow()
    results.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(results.filter_bar.field.hasFocus)
    QTest.keyClicks(results.filter_bar.field, "x")
    QTest.keyClick(results.filter_bar.field, Qt.Key.Key_Escape)
    assert results.filter_bar.field.text() == ""
    QTest.keyClick(results.filter_bar.field, Qt.Key.Key_Escape)
    assert results.table.hasFocus()
    assert results.isVisible()


def test_a_place_in_a_file_that_is_gone_is_told(
    window: MainWindow, results: ResultsView, report: Path, qtbot: QtBot
) -> None:
    report.unlink()
    open_first(results)
    qtbot.waitUntil(lambda: any("is not there" in told for told in window.workspace.notices.shown()), timeout=20_000)


def test_answers_come_into_the_table_while_the_run_goes_on(
    window: MainWindow, report: Path, qtbot: QtBot, make_pages: Callable[[int], Path]
) -> None:
    runs = window.services.runs
    page = window.workspace.show_batch()
    runs.start(Plan((str(make_pages(60)),), (PlannedQuestion("What is the number?"),)), "Many")
    qtbot.waitUntil(lambda: bool(runs.runs), timeout=20_000)
    page.open_run(runs.runs[0].id)
    qtbot.waitUntil(lambda: [run.state for run in runs.runs] == [RunState.ENDED], timeout=60_000)
    shown = page.opened.results
    answers = [f"N-{number}" for number in range(60)]
    qtbot.waitUntil(lambda: [row.answer for row in shown.model.shown] == answers, timeout=20_000)
    assert [row.page for row in shown.model.shown] == list(range(1, 61))


def test_a_run_that_has_just_begun_is_not_called_interrupted(
    window: MainWindow, qtbot: QtBot, make_pages: Callable[[int], Path]
) -> None:
    runs, told = window.services.runs, []
    runs.start(Plan((str(make_pages(60)),), (PlannedQuestion("What is the number?"),)), "Many")
    qtbot.waitUntil(lambda: bool(runs.runs), timeout=20_000)
    runs.find_interrupted(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [()]


def test_a_locked_document_is_shown_with_its_password(window: MainWindow, locked: Path, qtbot: QtBot) -> None:
    runs = window.services.runs
    plan = Plan((str(locked),), (PlannedQuestion("What is hidden?"),))
    runs.start(plan, "Locked", {str(locked): "sesame"})
    qtbot.waitUntil(lambda: [run.state for run in runs.runs] == [RunState.ENDED], timeout=60_000)
    page = window.workspace.show_batch()
    page.open_run(runs.runs[0].id)
    results = page.opened.results
    qtbot.waitUntil(lambda: results.model.rowCount() == 1, timeout=20_000)
    results.table.setFocus()
    results.table.selectRow(0)
    shown = results.panel.page
    qtbot.waitUntil(lambda: results.panel.side == "page" and shown.view.page_count == 1, timeout=20_000)
    assert shown.told == ""


def test_a_password_is_asked_for_where_it_is_not_known_any_more(window: MainWindow, locked: Path, qtbot: QtBot) -> None:
    results = ResultsView(window.services, window.workspace.notices)
    results.setParent(window)
    results.resize(1000, 700)
    results.show()
    results.panel.turn_to("page")
    results.panel.show_row(found_row(Row(str(locked), 1, None, "What?", "Hidden", Status.DONE)), None)
    shown = results.panel.page
    qtbot.waitUntil(lambda: "password" in shown.told, timeout=20_000)
    QTest.mouseClick(shown.password_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(PasswordDialog)
    dialog.given.emit("sesame")
    qtbot.waitUntil(lambda: shown.told == "" and shown.view.page_count == 1, timeout=20_000)
    assert not shown.password_button.isVisible()
    results.deleteLater()


def test_what_failed_for_want_of_a_password_is_asked_again_with_it(
    window: MainWindow, locked: Path, qtbot: QtBot
) -> None:
    runs = window.services.runs
    runs.start(Plan((str(locked),), (PlannedQuestion("What is hidden?"),)), "Locked")
    qtbot.waitUntil(lambda: [run.state for run in runs.runs] == [RunState.ENDED], timeout=60_000)
    run = runs.runs[0].id
    page = window.workspace.show_batch()
    page.open_run(run)
    results = page.opened.results
    qtbot.waitUntil(lambda: [row.status for row in results.model.shown] == [Status.FAILED], timeout=20_000)
    results.table.selectRow(0)
    results.panel.turn_to("page")
    shown = results.panel.page
    qtbot.waitUntil(lambda: "password" in shown.told, timeout=20_000)
    QTest.mouseClick(shown.password_button, Qt.MouseButton.LeftButton)
    window.findChild(PasswordDialog).given.emit("sesame")
    qtbot.waitUntil(lambda: shown.told == "", timeout=20_000)
    runs.retry_failed(run)
    qtbot.waitUntil(
        lambda: [row.status for row in results.model.shown] in ([Status.DONE], [Status.NOT_FOUND]), timeout=60_000
    )
