"""Faults of the program reach the user in a dialog with a report, and never in a flood of them."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from quizglass.ui.crash_care.report_dialog import ReportDialog
from quizglass.ui.crash_care.run_log import Crash
from quizglass.ui.faults import report_faults
from quizglass.ui.main_window import MainWindow
from quizglass.ui.restoring.kept_session import KeptSession, KeptTab

SECRET = "the defendant's address"


@pytest.fixture
def hooks(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hooks of the program in place of pytest's; what is written down."""
    written: list[str] = []
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    report_faults(window.services.relay.relayed(window.report_fault), written.append)
    return written


def dialogs(window: MainWindow) -> list[ReportDialog]:
    return [dialog for dialog in window.findChildren(ReportDialog) if dialog.isVisible()]


def fail(number: int = 0) -> None:
    raise ValueError(f"{SECRET} {number}")


def fail_otherwise() -> None:
    raise LookupError(SECRET)


def fail_in_a_third_way() -> None:
    raise ArithmeticError(SECRET)


def test_a_fault_in_a_slot_on_a_thread_or_in_a_posted_call_reaches_the_dialog(
    qtbot: QtBot, window: MainWindow, hooks: list[str]
) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: len(dialogs(window)) == 1)
    thread = threading.Thread(target=fail_otherwise)
    thread.start()
    thread.join()
    window.services.relay.post(fail_in_a_third_way)
    text = dialogs(window)[0].text
    qtbot.waitUntil(lambda: all(kind in text.toPlainText() for kind in ("ValueError", "LookupError", "Arithmetic")))
    assert len(dialogs(window)) == 1
    assert SECRET not in text.toPlainText()
    assert not any(SECRET in trace for trace in hooks)
    assert "test_fault_telling.py" in text.toPlainText()
    assert str(Path(__file__).parent) not in text.toPlainText()


def test_the_same_fault_again_and_again_is_told_once(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(50):
        window.report_fault("builtins.ValueError\n  view.py:12 paint")
    assert len(dialogs(window)) == 1
    assert "50 times" in dialogs(window)[0].text.toPlainText()
    dialogs(window)[0].accept()
    window.report_fault("builtins.ValueError\n  view.py:12 paint")
    assert dialogs(window) == []


def test_many_faults_end_in_a_line_and_not_in_dialogs(qtbot: QtBot, window: MainWindow) -> None:
    shown = 0
    for number in range(8):
        window.report_fault(f"builtins.ValueError\n  view.py:{number} paint")
        shown += len(dialogs(window))
        for dialog in dialogs(window):
            dialog.accept()
    assert shown == 3
    assert "Something went wrong." in window.workspace.notices.shown()[0]


def test_files_are_named_only_when_the_user_wants_it(
    qtbot: QtBot, window: MainWindow, locked: Path, report: Path
) -> None:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=20_000)
    window.actions_table["zoom_in"].trigger()
    window.report_fault("builtins.ValueError\n  view.py:12 paint")
    dialog = dialogs(window)[0]
    said = dialog.text.toPlainText()
    assert "report.pdf" not in said
    assert str(report.parent) not in said
    assert "3 pages" in said
    assert "zoom_in" in said
    assert "harbour" not in said
    dialog.names.setChecked(True)
    assert "report.pdf" in dialog.text.toPlainText()
    assert str(report.parent) not in dialog.text.toPlainText()


def test_the_report_can_be_copied(qtbot: QtBot, window: MainWindow) -> None:
    window.report_fault("builtins.ValueError\n  view.py:12 paint")
    dialog = dialogs(window)[0]
    copy = next(part for part in dialog.findChildren(QPushButton) if part.text() == "Copy the report")
    copy.click()
    assert "view.py:12" in QGuiApplication.clipboard().text()
    dialog.accept()
    qtbot.waitUntil(lambda: dialogs(window) == [])


def test_after_a_crash_it_is_said_calmly_what_is_there_again(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    kept = KeptSession((KeptTab(str(report)),), saved_at=1_900_000_000.0)
    window.begin(None, kept, [], Crash(1.9e9, "Fatal Python error: Segmentation fault"))
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=20_000)
    (said,) = window.workspace.notices.shown()
    assert "did not end properly" in said
    assert "there again as they were at" in said
    assert QApplication.activeModalWidget() is None
    button = next(part for part in window.workspace.notices.findChildren(QPushButton) if part.text() == "Show the log")
    button.click()
    assert "Segmentation fault" in dialogs(window)[0].text.toPlainText()


def test_after_a_second_crash_in_a_row_nothing_opens_by_itself(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    kept = KeptSession((KeptTab(str(report)),), front=-1, saved_at=1_900_000_000.0)
    window.begin(None, kept, [], Crash(1.9e9, "", again=True))
    assert window.workspace.front is None
    assert len(window.workspace.pages) == 1
    assert "open when you choose them" in window.workspace.notices.shown()[0]
    window.top_bar.tabs.tabBarClicked.emit(0)
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=20_000)
