"""Opening files: the worker process looks at them, passwords are asked for, what cannot be opened is said in words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError, FileMissing, PasswordNeeded, WrongPassword
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.services import Services

SUFFIXES = frozenset(
    (
        *(".pdf", ".xps", ".oxps", ".epub", ".cbz", ".fb2", ".mobi", ".svg"),
        *(".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".pnm", ".ppm", ".pgm"),
    )
)
"""What is taken from a folder; a file that is named is tried whatever it is called."""

_MOST_FROM_A_FOLDER = 40


class DocumentOpener(QObject):
    """Signals:
    opened(DocumentSource, DocumentInfo)
    failed(str, AppError): the path, and why it cannot be opened.
    working(list[str]): the names of the files that are being opened.
    """

    opened = Signal(object, object)
    failed = Signal(str, object)
    working = Signal(list)

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._pending: list[str] = []

    def open_all(self, paths: Iterable[str]) -> None:
        """Open files, and the documents that lie in folders."""
        for path in paths:
            place = Path(path).expanduser().absolute()
            if place.is_dir():
                self.open_all(str(file) for file in documents_in(place))
            else:
                self.open(str(place))

    def open(self, path: str) -> None:
        if path in self._pending:
            return
        if not Path(path).exists():
            self.failed.emit(path, FileMissing(name=Path(path).name))
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
            self._ask_password(source)
        else:
            self.failed.emit(source.path, error)

    def _done(self, path: str) -> None:
        if path in self._pending:
            self._pending.remove(path)
        self._tell()

    def _tell(self) -> None:
        self.working.emit([Path(path).name for path in self._pending])

    def _ask_password(self, source: DocumentSource) -> None:
        from quizglass.ui.dialogs.password import PasswordDialog

        dialog = PasswordDialog(Path(source.path).name, self._window)

        def opened(tried: DocumentSource, info: DocumentInfo) -> None:
            dialog.accept()
            self.opened.emit(tried, info)

        def refused(error: AppError) -> None:
            if isinstance(error, WrongPassword | PasswordNeeded):
                dialog.refuse()
            else:
                dialog.reject()
                self.failed.emit(source.path, error)

        def attempt(password: str) -> None:
            tried = DocumentSource(source.path, password)
            future = self._services.documents.submit(OpenDocument(tried))
            self._services.relay.deliver(future, lambda info: opened(tried, info), refused)

        dialog.given.connect(attempt)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def documents_in(folder: Path) -> list[Path]:
    """The documents that lie directly in ``folder``, by name, at most a few dozen."""
    found = sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
    return found[:_MOST_FROM_A_FOLDER]
