"""Tells in the corner of the window which page is in sight, and by what a drag on it goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.language import follow_language
from quizglass.ui.status_bar import StatusBar
from quizglass.ui.workspace import Workspace


class PlaceInStatus(QObject):
    def __init__(self, workspace: Workspace, status: StatusBar) -> None:
        super().__init__(status)
        self._workspace = workspace
        self._status = status
        workspace.current_changed.connect(self._on_current)
        follow_language(status, self.say)

    def _on_current(self, pane: DocumentPane | None) -> None:
        if pane is not None:
            pane.view.page_changed.connect(self.say, Qt.ConnectionType.UniqueConnection)
        self.say()

    @Slot()
    def say(self) -> None:
        """Look again which page is in sight, and which tool is on."""
        pane = self._workspace.current
        if pane is None:
            self._status.set_place("")
            return
        tool = [tr("Selecting text")] if pane.is_selecting_text else []
        self._status.set_place("  ·  ".join([*tool, place_words(pane.session.info, pane.view.current_page)]))


def place_words(info: DocumentInfo, page: int) -> str:
    """``Page iv, 4 of 12``; ``Page 4 of 12`` where no other number is printed on it."""
    label = info.label(page)
    if label == str(page + 1):
        return tr("Page {page} of {count}").format(page=label, count=info.page_count)
    return tr("Page {label}, {page} of {count}").format(label=label, page=page + 1, count=info.page_count)
