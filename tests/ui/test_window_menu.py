"""The menu of the window holds everything that can be done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from quizglass.ui.actions import TABLE
from quizglass.ui.main_window import MainWindow


def entries(menu: QMenu) -> Iterator[QAction]:
    """Those of the menu and of all menus in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from entries(inner)
        elif not action.isSeparator():
            yield action


def test_every_action_is_in_the_menu_once(qtbot: QtBot, window: MainWindow) -> None:
    window.overlays.show_menu(window.top_bar.menu_button)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = list(entries(menu))
    table = window.actions_table
    missing = {spec.id for spec in TABLE if not spec.elsewhere and shown.count(table[spec.id]) != 1}
    menu.close()
    assert not missing
