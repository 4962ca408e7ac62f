"""The tabs in the top bar: their menu, their list, the middle button; and full screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from quizglass.ui.controls.layouts import column
from quizglass.ui.full_screen import FullScreen
from quizglass.ui.main_window import MainWindow
from quizglass.ui.tab_bar import TabBar
from quizglass.ui.theme import ThemeSource


@pytest.fixture
def tabs(qtbot: QtBot) -> TabBar:
    bar = TabBar(ThemeSource())
    qtbot.addWidget(bar)
    for name in ("lease.pdf", "receipt.jpg", "letter.tif"):
        at = bar.addTab(name)
        bar.setTabData(at, f"/home/anna/{name}")
        bar.setAccessibleTabName(at, name)
    bar.resize(600, 40)
    bar.show()
    return bar


def menu_of(tabs: TabBar, at: int) -> dict[str, object]:
    """The entries of the menu of a tab, by their words."""
    place = tabs.tabRect(at).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, tabs.mapToGlobal(place))
    QApplication.sendEvent(tabs, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()} | {"": menu}


@pytest.fixture(autouse=True)
def no_menu_left() -> Iterator[None]:
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def test_the_menu_closes_shows_and_copies(qtbot: QtBot, tabs: TabBar) -> None:
    menu = menu_of(tabs, 1)
    with qtbot.waitSignal(tabs.close_wanted) as closed:
        menu["Close"].trigger()  # type: ignore[attr-defined]
    assert closed.args == [1]
    with qtbot.waitSignal(tabs.others_close_wanted) as others:
        menu["Close the others"].trigger()  # type: ignore[attr-defined]
    assert others.args == [1]
    menu["Copy the path"].trigger()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == "/home/anna/receipt.jpg"
    assert "Show the folder" in menu


def test_the_middle_button_closes(qtbot: QtBot, tabs: TabBar) -> None:
    with qtbot.waitSignal(tabs.close_wanted) as closed:
        QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(2).center())
    assert closed.args == [2]


def test_tabs_that_do_not_fit_are_in_a_list(qtbot: QtBot, tabs: TabBar) -> None:
    assert not tabs.overflows
    tabs.resize(60, 40)
    assert tabs.overflows
    tabs.show_list(tabs)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["lease.pdf", "receipt.jpg", "letter.tif"]
    menu.actions()[2].trigger()
    assert tabs.currentIndex() == 2


def test_in_the_window_tabs_are_moved_closed_and_opened_again(qtbot: QtBot, window: MainWindow, samples: Path) -> None:
    window.open_files([str(samples)])
    qtbot.waitUntil(lambda: window.top_bar.tabs.count() == 3, timeout=20_000)
    names = [page.name for page in window.workspace.pages]
    window.top_bar.tabs.moveTab(0, 2)
    assert [page.name for page in window.workspace.pages] == [names[1], names[2], names[0]]
    assert window.top_bar.tabs.tabToolTip(2) == str(samples / names[0])
    window.top_bar.tabs.others_close_wanted.emit(2)
    assert [page.name for page in window.workspace.pages] == [names[0]]
    window.actions_table["reopen_tab"].trigger()
    assert len(window.workspace.pages) == 2


# Full screen ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def bars(qtbot: QtBot) -> tuple[QWidget, QWidget, QWidget, FullScreen]:
    """A window, its bar at the top, its bar at the bottom, and the full screen of it."""
    window, top, centre, bottom = QWidget(), QWidget(), QWidget(), QWidget()
    layout = column(window)
    for widget in (top, centre, bottom):
        layout.addWidget(widget, 1 if widget is centre else 0)
    top.setFixedHeight(40)
    bottom.setFixedHeight(28)
    full = FullScreen(window)
    full.add_top(top, layout)
    full.add_bottom(bottom, layout)
    window.resize(400, 300)
    qtbot.addWidget(window)
    window.show()
    return window, top, bottom, full


def test_full_screen_hides_the_bars_and_leaving_brings_them_back(
    bars: tuple[QWidget, QWidget, QWidget, FullScreen],
) -> None:
    window, top, bottom, full = bars
    full.toggle()
    assert window.isFullScreen()
    assert not top.isVisible()
    assert not bottom.isVisible()
    assert full.leave()
    assert not window.isFullScreen()
    assert top.isVisible()
    assert bottom.isVisible()
    assert top.y() == 0
    assert not full.leave()


def test_a_bar_returns_while_the_pointer_is_at_its_edge(bars: tuple[QWidget, QWidget, QWidget, FullScreen]) -> None:
    window, top, bottom, full = bars
    full.toggle()
    full.follow_pointer(QPoint(200, 0))
    assert top.isVisible()
    assert not bottom.isVisible()
    full.follow_pointer(QPoint(200, 30))
    assert top.isVisible()
    full.follow_pointer(QPoint(200, 80))
    assert not top.isVisible()
    full.follow_pointer(QPoint(200, window.height() - 1))
    assert bottom.isVisible()
    full.leave()


def test_a_bar_that_was_not_there_does_not_come(bars: tuple[QWidget, QWidget, QWidget, FullScreen]) -> None:
    _, top, _, full = bars
    top.hide()
    full.toggle()
    full.follow_pointer(QPoint(200, 0))
    assert not top.isVisible()
    full.leave()
    assert not top.isVisible()
