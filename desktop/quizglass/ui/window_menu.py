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
_ABOVE = ("open", "open_folder", "print", "read_again", "close_tab", "reopen_tab", "clear_recent", "all_pages")
"""What of the groups stands in the menu itself."""
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
    _add(menu, theme, actions, "open", "open_folder")
    _add_recent(menu, actions, recent, open_file)
    _add(menu, theme, actions, "print", "read_again", "close_tab", "reopen_tab")
    menu.addSeparator()
    for group in ("document", "look", "go", "ask", "text", "panels"):
        rest = (spec.id for spec in actions.specs() if spec.group == group and not spec.elsewhere)
        _add(menu.addMenu(tr(GROUPS[group])), theme, actions, *(one for one in rest if one not in _ABOVE))
    menu.addSeparator()
    _add(menu, theme, actions, "all_pages", "models", "model_menu", "import_model")
    for title, ids in ((tr("Colours"), _THEMES), (tr("Language"), _LANGUAGES)):
        _add(menu.addMenu(title), theme, actions, *ids)
    menu.addSeparator()
    _add(menu, theme, actions, "restore_session", *_LAST)
    menu.addSeparator()
    _add(menu, theme, actions, "quit")
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))


def _add(menu: QMenu, theme: ThemeSource, actions: Actions, *ids: str) -> None:
    for action_id in ids:
        action, icon = actions[action_id], actions.icon(action_id)
        # A tick stands where the icon would.
        if icon and not action.isCheckable():
            action.setIcon(line_icon(theme, icon, "muted"))
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
