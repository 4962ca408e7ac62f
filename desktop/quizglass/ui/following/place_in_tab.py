"""Shows places of documents in their tabs, opening those that have none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from quizglass.errors import AppError
from quizglass.geometry import PageRect
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.page_view.after_drawing import after_first_drawing
from quizglass.ui.tabs import Tabs
from quizglass.ui.workspace import Workspace


class PlaceInTab(QObject):
    def __init__(self, tabs: Tabs, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._tabs, self._workspace = tabs, workspace
        self._wanted: dict[str, tuple[int, tuple[PageRect, ...]]] = {}
        tabs.opened.connect(self._on_opened)
        tabs.failed.connect(self._on_failed)

    def show(self, path: str, page: int, boxes: Sequence[PageRect]) -> None:
        """Bring the document at ``path`` to the front, at ``page`` (from 0), with ``boxes`` on it lit up."""
        pane = self._workspace.pane_of(path)
        if pane is not None:
            self._tabs.show(pane)
            pane.show_place(page, boxes)
            pane.view.setFocus()
        else:
            self._wanted[path] = page, tuple(boxes)
            self._tabs.open([path])

    def _on_opened(self, pane: DocumentPane) -> None:
        wanted = self._wanted.pop(pane.session.source.path, None)
        if wanted is not None:
            # How large the view is decides what of the place is in sight.
            after_first_drawing(pane.view, pane, partial(pane.show_place, *wanted))

    def _on_failed(self, path: str, _error: AppError) -> None:
        self._wanted.pop(path, None)
