"""Counts the pages of a document that have text, that were read from their pictures, and that would have to be."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.documents.requests import FindInPages
from quizglass.errors import AppError
from quizglass.pages import Findings, PageText
from quizglass.text.finding import Wanted
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

_BATCH_S: Final = 0.08
_CHUNK: Final = 256


class TextCoverage(QObject):
    """Looks at all pages, a few at a time, until it is stopped.

    Signals:
        changed(): more is known.
    """

    changed = Signal()

    def __init__(self, services: Services, session: DocumentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._session = session
        self._waiting: deque[int] = deque(range(session.info.page_count))
        self._doubtful: deque[int] = deque()
        self._future: Future[Findings] | None = None
        self._is_stopped = False
        self.with_text = 0
        self.read = 0
        self.unread = 0

    @property
    def is_over(self) -> bool:
        return not self._waiting and not self._doubtful

    def start(self) -> None:
        self._session.texts.pages_read(self._on_read)
        self._go_on()

    def stop(self) -> None:
        self._is_stopped = True
        if self._future is not None:
            self._future.cancel()

    def _on_read(self, pages: frozenset[int]) -> None:
        self.read = len(pages)
        self._tell()

    def _go_on(self) -> None:
        if self._is_stopped:
            return
        if self._waiting:
            pages = tuple(self._waiting)[:_CHUNK]
            request = FindInPages(self._session.source, pages, Wanted(""), _BATCH_S)
            self._future = self._services.documents.submit(request, urgent=False)
            self._services.relay.deliver(self._future, self._on_findings, lambda _: self._on_findings(Findings(1)))
        elif self._doubtful:
            page = self._doubtful[0]
            self._session.texts.known(page, self._on_known, partial(self._on_unknown, page))

    def _on_findings(self, findings: Findings) -> None:
        for _ in range(findings.searched):
            self._waiting.popleft()
        self._doubtful.extend(findings.doubtful)
        self.with_text += findings.searched - len(findings.doubtful)
        self._tell()
        self._go_on()

    def _on_known(self, text: PageText) -> None:
        self._doubtful.popleft()
        self.with_text += bool(text.words)
        self.unread += text.needs_recognition
        self._tell()
        self._go_on()

    def _on_unknown(self, _page: int, _error: AppError) -> None:
        """A page that cannot be read has no text that anybody could read."""
        self._on_known(PageText((), has_ink=False))

    def _tell(self) -> None:
        if not self._is_stopped:
            self.changed.emit()
