"""A screen reader is told a name of everything that can be seen, in every state of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass.geometry import PageRect
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.overlays import Overlay
from quizglass.ui.printing.dialog import PrintDialog
from quizglass.ui.session.entry import Scope


def nameless(widget: QWidget) -> list[str]:
    return [f"{named.place} ({named.role})" for named in names_in(widget) if not named.name]


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, report: Path) -> DocumentPane:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    opened = window.workspace.current
    assert opened is not None
    qtbot.waitUntil(lambda: len(opened.panels()) == 2)
    return opened


def test_the_start_page(window: MainWindow) -> None:
    window.workspace.show_start()
    assert not nameless(window)


def test_a_document_with_a_region_and_an_answer(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    pane.view.set_region(0, PageRect(0.1, 0.1, 0.9, 0.5))
    pane.ask_panel.ask("When was it inspected?", Scope.REGION)
    qtbot.waitUntil(lambda: pane.session.running is None and bool(pane.session.entries), timeout=20_000)
    assert not nameless(window)


@pytest.mark.parametrize("page", ["show_pages", "show_outline", "find", "show_answers"])
def test_each_page_of_the_left_panel(window: MainWindow, pane: DocumentPane, page: str) -> None:
    window.actions_table[page].trigger()
    assert not nameless(window)


@pytest.mark.parametrize("action", ["palette", "keys", "change_keys", "about"])
def test_what_lies_over_the_window(window: MainWindow, pane: DocumentPane, action: str) -> None:
    window.actions_table[action].trigger()
    assert not nameless(window)


@pytest.mark.parametrize(
    "show",
    [
        lambda window: window.overlays.show_menu(window.top_bar.menu_button),
        lambda window: window.overlays.show_model_menu(window.status.model_chip),
        lambda window: window.top_bar.tabs.show_list(window.top_bar.tabs),
    ],
    ids=["window", "models", "documents"],
)
def test_menus(qtbot: QtBot, window: MainWindow, pane: DocumentPane, show: Callable[[MainWindow], object]) -> None:
    show(window)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert not nameless(menu)
    menu.close()


def test_the_print_dialog(window: MainWindow, pane: DocumentPane) -> None:
    window.actions_table["print"].trigger()
    assert not nameless(window.findChildren(PrintDialog)[0])


def test_a_message(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open_files([str(tmp_path / "gone.pdf")])
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()))
    assert not nameless(window)


def test_a_password_is_asked_for(qtbot: QtBot, window: MainWindow, locked: Path) -> None:
    window.open_files([str(locked)])
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert not nameless(dialog)


# Tab ------------------------------------------------------------------------------------------------------------------


def visited(window: MainWindow, key: Qt.Key) -> list[QWidget]:
    """Where the key leads, until it comes back to where it began or goes round without it."""
    seen: list[QWidget] = []
    while (here := window.focusWidget()) is not None and here not in seen:
        seen.append(here)
        QTest.keyClick(here, key)
        assert len(seen) < 200
    return seen


def test_tab_goes_round_and_back_without_a_trap(window: MainWindow, pane: DocumentPane) -> None:
    window.activateWindow()
    pane.view.setFocus()
    forward = visited(window, Qt.Key.Key_Tab)
    assert len(forward) > 10
    assert pane.ask_panel.composer.field in forward
    assert window.top_bar.menu_button in forward
    pane.view.setFocus()
    assert set(visited(window, Qt.Key.Key_Backtab)) == set(forward)


@pytest.mark.parametrize("action", ["palette", "keys", "change_keys"])
def test_on_a_card_over_the_window_tab_goes_round(window: MainWindow, pane: DocumentPane, action: str) -> None:
    window.activateWindow()
    window.actions_table[action].trigger()
    card = next(overlay for overlay in window.findChildren(Overlay) if overlay.isVisible())
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        assert all(card.isAncestorOf(widget) for widget in visited(window, key))


def test_the_focus_can_be_seen_wherever_it_is(window: MainWindow, pane: DocumentPane) -> None:
    """Grabbed with the focus and without it, nothing looks the same."""
    window.activateWindow()
    pane.view.setFocus()
    for widget in visited(window, Qt.Key.Key_Tab):
        if not widget.isVisible():
            continue
        elsewhere = pane.view if widget is not pane.view else window.top_bar.menu_button
        elsewhere.setFocus()
        without = widget.grab().toImage()
        widget.setFocus()
        assert widget.grab().toImage() != without, type(widget).__name__
