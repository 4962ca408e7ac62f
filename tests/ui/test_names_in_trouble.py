"""A screen reader is told a name of everything, also where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass.ui.crash_care.report_dialog import ReportDialog
from quizglass.ui.crash_care.run_log import Crash
from quizglass.ui.main_window import MainWindow
from quizglass.ui.restoring.kept_session import KeptSession, KeptTab
from quizglass.ui.waiting_page import WaitingPage

LONG = 20_000


def nameless(widget: QWidget) -> list[str]:
    return [f"{named.place} ({named.role})" for named in names_in(widget) if not named.name]


def test_a_tab_whose_file_is_missing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.begin(None, KeptSession((KeptTab(str(tmp_path / "gone.pdf")),)), [], Crash(1.9e9, "Aborted"))
    page = window.workspace.front
    assert isinstance(page, WaitingPage)
    qtbot.waitUntil(lambda: page.error is not None, timeout=LONG)
    assert not nameless(window)


def test_the_report_of_a_fault(window: MainWindow) -> None:
    window.report_fault("builtins.ValueError\n  view.py:12 paint")
    assert not nameless(window.findChildren(ReportDialog)[0])


def test_a_damaged_document(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    document = pymupdf.open()
    for _ in range(3):
        document.new_page()
    document.update_object(document[1].xref, "<< /Type /Pages /Kids [] /Count 1 >>")
    document.save(tmp_path / "some.pdf")
    window.open_files([str(tmp_path / "some.pdf")])
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=LONG)
    pane = window.workspace.panes[0]
    qtbot.waitUntil(lambda: bool(pane.file.words) and len(pane.panels()) == 2, timeout=LONG)
    assert not nameless(window)


def test_recent_documents(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=LONG)
    pane = window.workspace.panes[0]
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=LONG)
    window.close_pane(pane)
    qtbot.waitUntil(lambda: bool(window.workspace.start_page().grid.cards), timeout=LONG)
    assert not nameless(window)
