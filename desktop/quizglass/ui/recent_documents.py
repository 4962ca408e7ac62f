"""The documents opened last, as the library remembers them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from quizglass.library.records import KnownDocument
from quizglass.ui.services import Services

_MOST = 20


class RecentDocuments(QObject):
    """``changed`` tells that `documents`, newest first, are others."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._library = services.library
        self.documents: list[KnownDocument] = []

    def load(self) -> None:
        """Ask the library again."""
        self._library.run(lambda library: library.recent_documents(_MOST), self._show)

    def clear(self) -> None:
        """Empty the list. The answers stay."""
        self._library.run(lambda library: library.clear_recent())
        self._show([])

    def _show(self, documents: list[KnownDocument]) -> None:
        self.documents = documents
        self.changed.emit()
