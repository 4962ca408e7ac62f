"""The documents opened last, as the library remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from quizglass import paths
from quizglass.library.records import KnownDocument
from quizglass.ui.services import Services

if TYPE_CHECKING:
    from quizglass.library.library import Library
    from quizglass.ui.recent.thumbnails import RecentThumbnails

_MOST = 20


@dataclass(frozen=True, slots=True)
class _Looked:
    documents: tuple[KnownDocument, ...]
    missing: frozenset[str]


class RecentDocuments(QObject):
    """``changed`` tells that `documents`, newest first and one a path, are others, or others of them are missing."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._library = services.library
        self.documents: list[KnownDocument] = []
        self._missing: frozenset[str] = frozenset()

    @cached_property
    def thumbnails(self) -> RecentThumbnails:
        """Made when the first one is wanted, which is after the first page."""
        from quizglass.ui.recent.thumbnails import RecentThumbnails

        services = self._services
        folder = paths.cache_dir() / "thumbnails"
        return RecentThumbnails(folder, services.documents, services.background, services.relay)

    def load(self) -> None:
        """Ask the library again, and look which files are still there."""
        self._library.run(_look, self._show)

    def is_missing(self, document: KnownDocument) -> bool:
        """Whether the file was not there when it was looked for."""
        return document.hash in self._missing

    def remove(self, document: KnownDocument) -> None:
        """Take a document out of the list. Its answers stay."""
        self.thumbnails.forget(document.hash)
        self._library.run(lambda library: _remove(library, document.path))
        left = tuple(known for known in self.documents if known.path != document.path)
        self._show(_Looked(left, self._missing))

    def clear(self) -> None:
        """Empty the list. The answers stay."""
        self.thumbnails.forget_all()
        self._library.run(lambda library: library.clear_recent())
        self._show(_Looked((), frozenset()))

    def _show(self, looked: _Looked) -> None:
        self.documents, self._missing = list(looked.documents), looked.missing
        self.changed.emit()


def _look(library: Library) -> _Looked:
    """On the background thread. A file that changed is known several times: the latest counts."""
    latest: dict[str, KnownDocument] = {}
    for document in library.recent_documents(3 * _MOST):
        latest.setdefault(document.path, document)
    documents = tuple(latest.values())[:_MOST]
    return _Looked(documents, frozenset(known.hash for known in documents if not _is_there(known.path)))


def _remove(library: Library, path: str) -> None:
    for document in library.recent_documents(10 * _MOST):
        if document.path == path:
            library.clear_recent(document.hash)


def _is_there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
