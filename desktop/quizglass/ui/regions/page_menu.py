"""The menu under the pointer: what can be done with the region there, or with the page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from quizglass.i18n import tr
from quizglass.ui.actions import Actions
from quizglass.ui.page_view.view import PageView

_OF_REGION: Final = (
    ("copy_region", "copy_region_picture", "copy_region_table", "save_region_picture"),
    ("fit_region", "read_region"),
    ("name_region", "remove_region", "remove_regions"),
)
_OF_PAGE: Final = (
    ("whole_page", "add_region", "select_all_text"),
    ("read_page", "copy_region"),
    ("fit_width", "fit_page", "rotate_right"),
    ("print",),
)


class PageMenu(QObject):
    """Opens with the right button, or with the menu key in the middle of the active region."""

    def __init__(self, actions: Actions, view: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._view = view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)

    def _open(self, place: QPoint) -> None:
        view = self._view
        if not view.page_count:
            return
        ratio = view.camera.screen.ratio
        on_region = view.choose_region_at(place.x() * ratio, place.y() * ratio)
        menu = self.made(on_region=on_region)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.viewport().mapToGlobal(place))

    def made(self, *, on_region: bool) -> QMenu:
        """The menu for a place on a region, or beside all of them."""
        menu = QMenu(self._view)
        menu.setAccessibleName(tr("Region") if on_region else tr("Page"))
        for number, group in enumerate(_OF_REGION if on_region else _OF_PAGE):
            if number:
                menu.addSeparator()
            for action_id in group:
                if action_id != "copy_region" or on_region or self._view.region is not None:
                    menu.addAction(self._actions[action_id])
        return menu
