"""Opening files: the worker process looks at them, passwords are asked for, what cannot be opened is said in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError, PasswordNeeded
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.services import Services


class DocumentOpener(QObject):
    """Passwords are asked for one document after the other.

    Signals:
        opened(DocumentSource, DocumentInfo)
        failed(str, AppError): the path, and why it cannot be opened.
        given_up(str): the user does not give the password of the document at this path.
        working(list[str]): the names of the files that are being opened.
    """

    opened = Signal(object, object)
    failed = Signal(str, object)
    given_up = Signal(str)
    working = Signal(list)

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._pending: list[str] = []
        self._locked: list[DocumentSource] = []
        self._asking = False

    @property
    def is_opening(self) -> bool:
        return bool(self._pending)

    def open(self, path: str) -> None:
        """Open the file at the absolute ``path``; one of the signals tells what came of it."""
        if path in self._pending or any(source.path == path for source in self._locked):
            return
        self._pending.append(path)
        self._tell()
        self._try(DocumentSource(path))

    def _try(self, source: DocumentSource) -> None:
        future = self._services.begun.pop(source, None) or self._services.documents.submit(OpenDocument(source))
        self._services.relay.deliver(
            future, lambda info: self._on_opened(source, info), lambda error: self._on_error(source, error)
        )

    def _on_opened(self, source: DocumentSource, info: DocumentInfo) -> None:
        self._done(source.path)
        self.opened.emit(source, info)

    def _on_error(self, source: DocumentSource, error: AppError) -> None:
        self._done(source.path)
        if isinstance(error, PasswordNeeded):
            self._locked.append(source)
            self._ask_next()
        else:
            self.failed.emit(source.path, error)

    def _done(self, path: str) -> None:
        if path in self._pending:
            self._pending.remove(path)
        self._tell()

    def _tell(self) -> None:
        self.working.emit([Path(path).name for path in self._pending])

    def _ask_next(self) -> None:
        """Ask for the password of the first locked document, while no other is asked for."""
        if self._asking or not self._locked:
            return
        # Loaded here: few documents are locked.
        from quizglass.ui.password_asking import PasswordAsking

        source = self._locked[0]
        self._asking = True
        asking = PasswordAsking(self._services, source, self._window)
        asking.opened.connect(lambda tried, info: self._on_answered(source, lambda: self.opened.emit(tried, info)))
        asking.failed.connect(lambda error: self._on_answered(source, lambda: self.failed.emit(source.path, error)))
        asking.given_up.connect(lambda: self._on_answered(source, lambda: self.given_up.emit(source.path)))

    def _on_answered(self, source: DocumentSource, tell: Callable[[], None]) -> None:
        self._locked.remove(source)
        self._asking = False
        tell()
        QTimer.singleShot(0, self, self._ask_next)
