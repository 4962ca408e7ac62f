"""Follows the file of one open document: when it has become another, whole and readable, it is to be opened anew."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from quizglass.documents.requests import HashDocument, OpenDocument
from quizglass.errors import AppError
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.freshness.file_watch import FileLook
from quizglass.ui.services import Services

SETTLE_MS = 400
"""A file is taken for whole when it has not changed for so long."""
PATIENCE_S = 3.0
"""A file that cannot be read, or only by repairing it, may still be being written."""
RETRY_MS = 1000


class ChangedFile(QObject):
    """What is shown stays as it is until `changed`.

    Signals:
        changed(DocumentInfo): the file holds another document now, which has been opened.
        missing(): the file is gone.
        unreadable(AppError): the file has changed and cannot be opened.
        restored(): neither any more: the file is what it was.
    """

    changed = Signal(object)
    missing = Signal()
    unreadable = Signal(object)
    restored = Signal()

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo, parent: QObject) -> None:
        super().__init__(parent)
        self._watch = services.files
        self._documents = services.documents
        self._relay = services.relay
        self._source = source
        self._was_repaired = "repaired" in info.notes
        self._hash: str | None = None
        self._known: FileLook | None = None
        self._seen: FileLook | None = None
        self._seen_at = 0.0
        self._is_opening = False
        self._told = ""
        self._closed = False
        self.looks = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(lambda: self._watch.look([source.path]))

    @property
    def is_settled(self) -> bool:
        return self._hash is not None and self._known is not None and self._seen == self._known

    def begin(self) -> None:
        """Watch from now on: what the file is now is what is shown."""
        self._watch.add(self._source.path, self._on_look)
        future = self._documents.submit(HashDocument(self._source), urgent=False)
        self._relay.deliver(future, self._on_first_hash, lambda _: None)

    def close(self) -> None:
        self._closed = True
        self._again.stop()
        self._watch.remove(self._source.path, self._on_look)

    def _on_first_hash(self, found: str) -> None:
        self._hash = found

    def _on_look(self, look: FileLook | None) -> None:
        if self._closed or self._is_opening:
            return
        self.looks += 1
        if self._known is None:
            self._known = self._seen = look
        if look is None:
            self._seen = None
            if self._trouble("missing"):
                self.missing.emit()
        elif look == self._known:
            self._seen = look
            self._calm()
        elif look == self._seen:
            self._open()
        else:
            if self._seen == self._known or self._seen is None:
                self._seen_at = time.monotonic()
            self._seen = look
            self._again.start(SETTLE_MS)

    # Opening --------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._is_opening = True
        future = self._documents.submit(HashDocument(self._source), urgent=False)
        self._relay.deliver(future, self._on_hash, self._on_error)

    def _on_hash(self, found: str) -> None:
        if self._closed:
            return
        if found == self._hash:
            self._is_opening = False
            self._known = self._seen
            self._calm()
            return
        future = self._documents.submit(OpenDocument(self._source), urgent=False)
        self._relay.deliver(future, self._on_opened, self._on_error)

    def _on_opened(self, info: DocumentInfo) -> None:
        self._is_opening = False
        if self._closed:
            return
        if "repaired" in info.notes and not self._was_repaired and self._is_patient:
            # Half a file can be repaired too; a moment later it may be whole.
            self._again.start(RETRY_MS)
            return
        self.changed.emit(info)

    def _on_error(self, error: AppError) -> None:
        self._is_opening = False
        if self._closed:
            return
        if self._is_patient:
            self._again.start(RETRY_MS)
            return
        if self._trouble(error.code):
            self.unreadable.emit(error)

    @property
    def _is_patient(self) -> bool:
        return time.monotonic() - self._seen_at < PATIENCE_S

    # Trouble --------------------------------------------------------------------------------------------------------

    def _trouble(self, kind: str) -> bool:
        """Whether this is news: a bar that was closed does not come back with every look."""
        is_news, self._told = kind != self._told, kind
        return is_news

    def _calm(self) -> None:
        if self._trouble(""):
            self.restored.emit()
