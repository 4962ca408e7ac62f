"""The menu of the window: everything from the table of actions, in groups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from quizglass.i18n import tr
from quizglass.library.records import KnownDocument
from quizglass.ui.actions import GROUPS, Actions
from quizglass.ui.icons import line_icon
from quizglass.ui.theme import ThemeSource

_THEMES = ("theme_system", "theme_light", "theme_dark")
_LANGUAGES = ("language_system", "language_en", "language_ru")
_LAST = ("palette", "keys", "change_keys", "about")


def show_window_menu(
    parent: QWidget,
    theme: ThemeSource,
    actions: Actions,
    recent: list[KnownDocument],
    open_file: Callable[[str], None],
    below: QWidget,
) -> None:
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Menu"))
    menu.addAction(actions["open"])
    menu.addAction(actions["open_folder"])
    _add_recent(menu, actions, recent, open_file)
    menu.addAction(actions["print"])
    menu.addAction(actions["close_tab"])
    menu.addAction(actions["reopen_tab"])
    menu.addSeparator()
    for group in ("look", "go", "ask", "text", "panels"):
        _add_group(menu.addMenu(tr(GROUPS[group])), theme, actions, group)
    menu.addSeparator()
    menu.addAction(actions["models"])
    for title, ids in ((tr("Colours"), _THEMES), (tr("Language"), _LANGUAGES)):
        submenu = menu.addMenu(title)
        for action_id in ids:
            submenu.addAction(actions[action_id])
    menu.addSeparator()
    menu.addAction(actions["restore_session"])
    for action_id in _LAST:
        menu.addAction(actions[action_id])
    menu.addSeparator()
    menu.addAction(actions["quit"])
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))


def _add_group(menu: QMenu, theme: ThemeSource, actions: Actions, group: str) -> None:
    for spec in actions.specs():
        if spec.group == group and not spec.elsewhere:
            action = actions[spec.id]
            if spec.icon and not spec.checkable:
                action.setIcon(line_icon(theme, spec.icon, "muted"))
            menu.addAction(action)


def _add_recent(menu: QMenu, actions: Actions, recent: list[KnownDocument], open_file: Callable[[str], None]) -> None:
    submenu = menu.addMenu(tr("Recent documents"))
    submenu.setEnabled(bool(recent))
    for document in recent:
        action = submenu.addAction(document.name.replace("&", "&&"))
        action.setToolTip(document.path)
        action.triggered.connect(lambda _c, path=document.path: open_file(path))
    submenu.addSeparator()
    submenu.addAction(actions["clear_recent"])
