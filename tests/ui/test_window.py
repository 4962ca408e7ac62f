"""The window around the documents: opening, panels, languages, themes, keys."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from quizglass import i18n, paths, settings
from quizglass.settings import Theme as ThemeChoice
from quizglass.ui.crash_care.report_dialog import ReportDialog
from quizglass.ui.dialogs.password import PasswordDialog
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.faults import report_faults
from quizglass.ui.main_window import MainWindow
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.theme import DARK, LIGHT


def opened(qtbot: QtBot, window: MainWindow, file: Path, count: int = 1) -> DocumentPane:
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == count, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane.panels()))
    return pane


def dialog(qtbot: QtBot, window: MainWindow) -> PasswordDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(PasswordDialog)), timeout=20_000)
    return window.findChildren(PasswordDialog)[0]


# Opening --------------------------------------------------------------------------------------------------------------


def test_a_document_opens_in_a_tab_with_the_focus_on_its_page(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    assert window.top_bar.tabs.tabText(0) == "report.pdf"
    assert window.windowTitle().startswith("report.pdf")
    assert window.focusWidget() is pane.view
    assert pane.view.page_count == 3


def test_what_is_open_already_comes_to_the_front(qtbot: QtBot, window: MainWindow, report: Path, samples: Path) -> None:
    first = opened(qtbot, window, report)
    opened(qtbot, window, samples / "invoice.pdf", count=2)
    window.open_files([str(report)])
    assert window.workspace.current is first
    assert len(window.workspace.panes) == 2


def test_a_folder_opens_the_documents_in_it(qtbot: QtBot, window: MainWindow, samples: Path) -> None:
    window.open_files([str(samples)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 3, timeout=20_000)


def test_dropped_files_open(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(report))])
    action, place = Qt.DropAction.CopyAction, QPoint(300, 300)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDragEnterEvent(place, action, dropped, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(place), action, dropped, left, none))
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=20_000)


def test_a_missing_file_is_told_in_place(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_files([str(tmp_path / "gone.pdf")])
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()))
    assert "gone.pdf is not there." in window.workspace.notices.shown()[0]
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nhardly begun", b"Dear all, this is a letter."])
def test_a_file_that_is_no_document_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=20_000)
    assert "broken.pdf" in window.workspace.notices.shown()[0]


def test_a_password_is_asked_for_until_it_fits(qtbot: QtBot, window: MainWindow, locked: Path) -> None:
    window.open_files([str(locked)])
    asking = dialog(qtbot, window)
    QTest.keyClicks(asking.field, "guess")
    QTest.keyClick(asking.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open locked.pdf" in asking.problem, timeout=20_000)
    QTest.keyClicks(asking.field, "sesame")
    QTest.keyClick(asking.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=20_000)


def test_a_password_can_be_given_up(qtbot: QtBot, window: MainWindow, locked: Path) -> None:
    window.open_files([str(locked)])
    asking = dialog(qtbot, window)
    QTest.keyClick(asking.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog))
    assert not window.workspace.panes


def test_the_last_tab_closed_leads_to_recent_documents(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=20_000)
    window.actions_table["close_tab"].trigger()
    assert window.workspace.current is None
    qtbot.waitUntil(lambda: [known.name for known in window.recent.documents] == ["report.pdf"])
    window.actions_table["clear_recent"].trigger()
    assert window.recent.documents == []


def test_a_document_is_looked_at_as_last_time(
    qtbot: QtBot, make_window: Callable[[], MainWindow], report: Path
) -> None:
    before = make_window()
    pane = opened(qtbot, before, report)
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=20_000)
    pane.jump(2)
    pane.view.rotate(1)
    before.actions_table["two_pages_cover"].trigger()
    before.actions_table["invert"].trigger()
    before.close()
    before.services.close()
    after = make_window()
    pane = opened(qtbot, after, report)
    qtbot.waitUntil(lambda: pane.view.turns == 1, timeout=20_000)
    assert pane.view.current_page == 2
    assert pane.view.arrangement is Arrangement.TWO_WITH_COVER
    assert after.actions_table["two_pages_cover"].isChecked()
    assert not after.actions_table["continuous"].isChecked()
    assert after.actions_table["invert"].isChecked()


# Panels ---------------------------------------------------------------------------------------------------------------


def test_panels_are_hidden_by_keys_and_that_is_remembered(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    opened(qtbot, window, report)
    assert window.panels.left.isVisible()
    assert window.panels.right.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F9)
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert not window.panels.left.isVisible()
    assert not window.panels.right.isVisible()
    qtbot.waitUntil(lambda: not settings.load(paths.settings_file()).settings.left_panel)
    assert not settings.load(paths.settings_file()).settings.right_panel


def test_in_a_narrow_window_the_ask_panel_is_a_drawer(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    window.resize(820, 700)
    qtbot.waitUntil(lambda: not pane.ask_panel.isVisible())
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert pane.ask_panel.isVisible()
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert not pane.ask_panel.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible())


def test_words_are_found_on_all_pages(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = pane.sidebar.finder
    assert window.focusWidget() is finder.field
    QTest.keyClicks(finder.field, "TUGS")
    qtbot.waitUntil(lambda: finder.summary == "1 of 1", timeout=20_000)
    assert pane.view.current_page == 2
    finder.field.setText("no such words")
    qtbot.waitUntil(lambda: finder.summary == "Not found.", timeout=20_000)


def test_back_and_forward_after_a_jump(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is pane.bar.page_field
    QTest.keyClicks(pane.bar.page_field, "3")
    QTest.keyClick(pane.bar.page_field, Qt.Key.Key_Return)
    assert pane.view.current_page == 2
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pane.view.current_page == 0
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pane.view.current_page == 2


# Language, theme, names -----------------------------------------------------------------------------------------------


def test_the_language_changes_while_the_window_is_open(
    qtbot: QtBot, window: MainWindow, report: Path, russian_words: None
) -> None:
    pane = opened(qtbot, window, report)
    assert pane.ask_panel.composer.button_words == "Ask"
    window.actions_table["language_ru"].trigger()
    assert i18n.language() == "ru"
    assert pane.ask_panel.composer.button_words == "Спросить"
    assert window.actions_table["language_ru"].isChecked()
    window.actions_table["language_en"].trigger()
    assert pane.ask_panel.composer.button_words == "Ask"


def test_the_theme_changes_while_the_window_is_open(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    opened(qtbot, window, report)
    window.actions_table["theme_dark"].trigger()
    assert window.services.theme.current is DARK
    assert window.palette().window().color() == DARK.panel
    window.actions_table["theme_light"].trigger()
    assert window.services.theme.current is LIGHT
    assert window.services.preferences.current.theme is ThemeChoice.LIGHT


def test_everything_by_name(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    zoom = pane.view.zoom
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "zoo in")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.focusWidget() is pane.view
    qtbot.waitUntil(lambda: pane.view.zoom > zoom)  # the pages glide to their new size


def test_keys_are_told_and_go_with_escape(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.focusWidget() is not pane.view
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.focusWidget() is pane.view


def test_every_control_has_a_name_for_a_screen_reader(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    for name in ("outline", "find", "answers"):
        window.show_left_page(name)
    window.workspace.start_page()
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in (*window.findChildren(QWidget), *pane.ask_panel.findChildren(QWidget))
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit) or is_stop(widget)
        if not (widget.accessibleName() or widget.objectName().startswith("qt_") or is_qt_own(widget))
    ]
    assert nameless == []


def is_stop(widget: QWidget) -> bool:
    """Tab comes by here."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def is_qt_own(widget: QWidget) -> bool:
    """Parts that Qt puts into its own widgets, such as the arrows of a tab bar."""
    return not type(widget).__module__.startswith("quizglass") and widget.objectName() in {
        "ScrollLeftButton",
        "ScrollRightButton",
    }


def test_tab_reaches_every_part_and_comes_round(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    qtbot.waitUntil(lambda: window.focusWidget() is pane.view)
    reached: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        assert now is not None
        if now is pane.view:
            break
        reached.append(now)
    assert window.focusWidget() is pane.view
    assert pane.ask_panel.composer.field in reached
    assert window.status.model_chip in reached
    assert window.top_bar.menu_button in reached
    assert pane.bar.page_field in reached


def test_a_worker_that_dies_costs_one_request(qtbot: QtBot, window: MainWindow, report: Path, tmp_path: Path) -> None:
    import os
    import signal

    pane = opened(qtbot, window, report)
    for process in window.services.documents.process_ids:
        os.kill(process, signal.SIGKILL)
    other = tmp_path / "other.pdf"
    document = pymupdf.open()
    document.new_page()
    document.save(other)
    window.open_files([str(other)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 2 or bool(window.workspace.notices.shown()), timeout=20_000)
    if window.workspace.notices.shown():
        window.open_files([str(other)])
        qtbot.waitUntil(lambda: len(window.workspace.panes) == 2, timeout=20_000)
    assert pane.view.page_count == 3


def test_escape_closes_the_drawer_before_anything_else(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    pane.view.select_whole_page()
    window.resize(820, 700)
    QTest.keyClick(window, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible())
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not pane.ask_panel.isVisible()
    assert pane.view.region is not None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert pane.view.region is None


def test_a_fault_is_told_in_words_and_logged_without_text(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    report_faults(window.services.relay.relayed(window.report_fault))

    def fail() -> None:
        raise ValueError("a line of a document")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportDialog)))
    assert "ValueError" in window.findChildren(ReportDialog)[0].text.toPlainText()
    assert "ValueError" in caplog.text
    assert "a line of a document" not in caplog.text
