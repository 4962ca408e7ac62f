"""Asking for the password of one document, until it fits or the user gives up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError, PasswordNeeded
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.dialogs.password import PasswordDialog
from quizglass.ui.services import Services


class PasswordAsking(QObject):
    """Ends with exactly one of its signals, and is gone after it.

    Signals:
        opened(DocumentSource, DocumentInfo): the source has the password.
        failed(AppError): the document cannot be opened for another reason.
        given_up()
    """

    opened = Signal(object, object)
    failed = Signal(object)
    given_up = Signal()

    def __init__(self, services: Services, source: DocumentSource, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._source = source
        self._ended = False
        self._dialog = PasswordDialog(Path(source.path).name, window)
        self._dialog.given.connect(self._try)
        self._dialog.rejected.connect(self._on_rejected)
        self._dialog.finished.connect(self._dialog.deleteLater)
        self._dialog.open()

    def _try(self, password: str) -> None:
        tried = DocumentSource(self._source.path, password)
        future = self._services.documents.submit(OpenDocument(tried))
        self._services.relay.deliver(future, lambda info: self._on_opened(tried, info), self._on_refused)

    def _on_opened(self, tried: DocumentSource, info: DocumentInfo) -> None:
        if self._end():
            self._dialog.accept()
            self.opened.emit(tried, info)

    def _on_refused(self, error: AppError) -> None:
        if self._ended:
            return
        if isinstance(error, PasswordNeeded):
            self._dialog.refuse()
        elif self._end():
            self._dialog.reject()
            self.failed.emit(error)

    def _on_rejected(self) -> None:
        if self._end():
            self.given_up.emit()

    def _end(self) -> bool:
        """False where it has ended already: a dialog may be closed while the worker looks at a password."""
        first, self._ended = not self._ended, True
        if first:
            self.deleteLater()
        return first
