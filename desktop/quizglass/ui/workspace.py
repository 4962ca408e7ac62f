"""The centre of the window: start page, models, all pages, or what belongs to the tab in front; notices above all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.actions import Actions
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.notices import Notices
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.language import follow_language
from quizglass.ui.recent.recent_documents import RecentDocuments
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.waiting_page import WaitingPage

if TYPE_CHECKING:
    from quizglass.ui.batch_page.page import BatchPage
    from quizglass.ui.model_page.page import ModelPage
    from quizglass.ui.start_page import StartPage

TabPage: TypeAlias = DocumentPane | WaitingPage
"""What a tab leads to: an open document, or one that waits to be opened."""


class Workspace(QWidget):
    """``pages`` are in the order of the tabs.

    Signals:
        current_changed(DocumentPane | None): the document in front; None for the start page and for a waiting one.
        file_wanted(str): a recent document was chosen on the start page.
        place_wanted(str, int, tuple[PageRect, ...]): the file at this path, a page of it (from 0), places on that.
        page_left(): the page of models, or that of all pages, was left.
        downloading(str): the model that is being fetched; "" for none any more.
    """

    current_changed = Signal(object)
    file_wanted = Signal(str)
    place_wanted = Signal(str, int, object)
    page_left = Signal()
    downloading = Signal(str)

    def __init__(self, services: Services, actions: Actions, recent: RecentDocuments) -> None:
        super().__init__()
        self._services = services
        self._actions = actions
        self._recent = recent
        self._start: StartPage | None = None
        self._models: ModelPage | None = None
        self._batch: BatchPage | None = None
        self.pages: list[TabPage] = []
        self.setProperty("role", "desk")
        self._stack = QStackedWidget()
        # Nothing comes to the front because it is the first.
        self._stack.addWidget(QWidget())
        column(self).addWidget(self._stack)
        follow_language(self, lambda: self.setAccessibleName(tr("Documents")))
        self.notices = Notices(services.theme, self)

    @property
    def panes(self) -> list[DocumentPane]:
        """The documents that are open."""
        return [page for page in self.pages if isinstance(page, DocumentPane)]

    @property
    def front(self) -> TabPage | None:
        """The page of the tab in front; None on the start page, on that of models and on that of all pages."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, DocumentPane | WaitingPage) else None

    @property
    def current(self) -> DocumentPane | None:
        front = self.front
        return front if isinstance(front, DocumentPane) else None

    def start_page(self) -> StartPage:
        """The start page, built when it is first needed."""
        if self._start is None:
            # Loaded here: who opens a document does not wait for it.
            from quizglass.ui.start_page import StartPage

            self._start = StartPage(self._services, self._actions, self._recent)
            self._start.file_wanted.connect(self.file_wanted)
            self._start.models_wanted.connect(lambda entry_id: self.show_models().reveal(entry_id))
            self._stack.addWidget(self._start)
        return self._start

    def show_start(self) -> None:
        self._stack.setCurrentWidget(self.start_page())
        self.current_changed.emit(None)

    def model_page(self) -> ModelPage:
        """The page of models, built when it is first needed."""
        if self._models is None:
            from quizglass.ui.model_page.page import ModelPage

            self._models = ModelPage(self._services, self._actions, self.notices)
            self._models.left.connect(self.page_left)
            self._models.downloading.connect(self.downloading)
            self._stack.addWidget(self._models)
        return self._models

    @property
    def shows_models(self) -> bool:
        return self._models is not None and self._stack.currentWidget() is self._models

    def show_models(self) -> ModelPage:
        page = self.model_page()
        self._stack.setCurrentWidget(page)
        self.current_changed.emit(None)
        page.setFocus()
        return page

    def batch_page(self) -> BatchPage:
        """The page that asks all pages, built when it is first needed."""
        if self._batch is None:
            from quizglass.ui.batch_page.page import BatchPage

            self._batch = BatchPage(self._services, self.notices)
            self._batch.left.connect(self.page_left)
            self._batch.place_wanted.connect(self.place_wanted)
            self._stack.addWidget(self._batch)
        return self._batch

    @property
    def shows_batch(self) -> bool:
        return self._batch is not None and self._stack.currentWidget() is self._batch

    def show_batch(self) -> BatchPage:
        """Show it, with the document in front to be asked."""
        pane, page = self.current, self.batch_page()
        self._stack.setCurrentWidget(page)
        self.current_changed.emit(None)
        page.take_document(pane)
        return page

    def show_runs(self) -> None:
        """Show how all runs stand."""
        self.show_batch().show_runs()

    @property
    def shows_page(self) -> bool:
        """Whether a page of the program is in front that is left by its own button."""
        return self.shows_models or self.shows_batch

    def close_work(self) -> None:
        """Stop what the page of models and that of all pages have under way."""
        for page in (self._models, self._batch):
            if page is not None:
                page.close_work()

    def pane_of(self, path: str) -> DocumentPane | None:
        return next((pane for pane in self.panes if pane.session.source.path == path), None)

    def page_of(self, path: str) -> TabPage | None:
        """The page of the tab that has this file."""
        waiting = (page for page in self.pages if isinstance(page, WaitingPage) and page.kept.path == path)
        return self.pane_of(path) or next(waiting, None)

    def pane(self, source: DocumentSource, info: DocumentInfo) -> DocumentPane:
        """A document, not shown yet."""
        return DocumentPane(self._services, self._actions, DocumentSession(self._services, source, info))

    def insert(self, at: int, page: TabPage) -> None:
        """Have ``page`` behind the others; `show_page` brings it to the front."""
        self.pages.insert(at, page)
        self._stack.addWidget(page)

    def show_page(self, page: TabPage) -> None:
        self._stack.setCurrentWidget(page)
        self.current_changed.emit(self.current)

    def move_page(self, at: int, to: int) -> None:
        self.pages.insert(to, self.pages.pop(at))

    def replace(self, old: TabPage, new: TabPage) -> None:
        """Put ``new`` into the place of ``old``, in front if ``old`` was."""
        was_in_front = self.front is old
        at = self.pages.index(old)
        self._stack.addWidget(new)
        self.pages[at] = new
        if was_in_front:
            self.show_page(new)
        self._discard(old)

    def remove(self, page: TabPage) -> None:
        self.pages.remove(page)
        self._discard(page)

    def _discard(self, page: TabPage) -> None:
        panels = []
        if isinstance(page, DocumentPane):
            page.close_document()
            panels = page.panels()
        self._stack.removeWidget(page)
        for part in (*panels, page):
            part.hide()
            part.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notices.fit()
