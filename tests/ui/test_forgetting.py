"""What is remembered can be erased from the window, and nothing is erased without being asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass import paths
from quizglass.library.library import Library
from quizglass.ui.dialogs.forget import ForgetDialog
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow


def remembered(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    """The file's pane, when the library knows the document."""
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=20_000)
    return pane


def asked(window: MainWindow, action: str) -> ForgetDialog:
    window.actions_table[action].trigger()
    return window.findChildren(ForgetDialog)[-1]


def known_documents() -> list[str]:
    library = Library.open(paths.library_file())
    try:
        return [known.name for known in library.recent_documents(10)]
    finally:
        library.close()


def test_a_document_is_forgotten(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    remembered(qtbot, window, report)
    dialog = asked(window, "forget_document")
    assert "report.pdf" in dialog.accessibleName()
    QTest.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: known_documents() == [], timeout=20_000)
    assert not window.workspace.panes
    assert report.exists()


def test_enter_and_escape_keep_it(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    remembered(qtbot, window, report)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = asked(window, "forget_document")
        QTest.keyClick(dialog, key)
        qtbot.waitUntil(lambda: not window.findChildren(ForgetDialog))
    assert len(window.workspace.panes) == 1
    assert known_documents() == ["report.pdf"]


def test_everything_is_forgotten(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    remembered(qtbot, window, report)
    QTest.mouseClick(asked(window, "forget_everything").forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: known_documents() == [], timeout=20_000)
    assert not window.workspace.panes
