"""The centre of the window: the start page, or the document whose tab is in front; notices above both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.actions import Actions
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.notices import Notices
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.recent_documents import RecentDocuments
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.start_page import StartPage


class Workspace(QWidget):
    """Signals:
    current_changed(DocumentPane | None): the pane in front, None for the start page.
    file_wanted(str): a recent document was chosen on the start page.
    """

    current_changed = Signal(object)
    file_wanted = Signal(str)

    def __init__(self, services: Services, actions: Actions, recent: RecentDocuments) -> None:
        super().__init__()
        self._services = services
        self._actions = actions
        self._recent = recent
        self._start: StartPage | None = None
        self.panes: list[DocumentPane] = []
        self.setProperty("role", "desk")
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self.notices = Notices(services.theme, self)

    @property
    def current(self) -> DocumentPane | None:
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, DocumentPane) else None

    def start_page(self) -> StartPage:
        """The start page, built when it is first needed."""
        if self._start is None:
            self._start = StartPage(self._services, self._actions, self._recent)
            self._start.file_wanted.connect(self.file_wanted)
            self._stack.addWidget(self._start)
        return self._start

    def show_start(self) -> None:
        self._stack.setCurrentWidget(self.start_page())
        self.current_changed.emit(None)

    def pane_of(self, path: str) -> DocumentPane | None:
        return next((pane for pane in self.panes if pane.session.source.path == path), None)

    def add(self, source: DocumentSource, info: DocumentInfo) -> DocumentPane:
        """Open a document behind the others; `show_pane` brings it to the front."""
        pane = DocumentPane(self._services, self._actions, DocumentSession(self._services, source, info))
        self.panes.append(pane)
        self._stack.addWidget(pane)
        return pane

    def show_pane(self, pane: DocumentPane) -> None:
        self._stack.setCurrentWidget(pane)
        self.current_changed.emit(pane)

    def move_pane(self, at: int, to: int) -> None:
        self.panes.insert(to, self.panes.pop(at))

    def remove(self, pane: DocumentPane) -> None:
        pane.close_document()
        self.panes.remove(pane)
        self._stack.removeWidget(pane)
        for part in (*pane.panels(), pane):
            part.hide()
            part.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notices.fit()
