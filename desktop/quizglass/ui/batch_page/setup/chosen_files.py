"""The documents that a run is to ask: folders are looked through and pages counted while the user goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.documents.folders import Found
from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError, PasswordNeeded
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.file_choice import absolute, look_into_folders
from quizglass.ui.services import Services

_MOST_FILES: Final = 1_000_000
_AT_ONCE: Final = 2
"""So many files wait for the worker at a time: what is asked by hand comes soon in between."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """``pages`` is None while nobody has counted them; ``error`` says why they cannot be."""

    pages: int | None = None
    error: AppError | None = None

    @property
    def locked(self) -> bool:
        return isinstance(self.error, PasswordNeeded)


class ChosenFiles(QObject):
    """Signals:
    changed(): files came or went, or folders are being looked through, or are no longer.
    counted(str): more is known of the file at this path.
    searched(Found): what was found in folders that were added.
    """

    changed = Signal()
    counted = Signal(str)
    searched = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._facts: dict[str, FileFacts] = {}
        self._waiting: dict[str, None] = {}
        self._asked: dict[str, Future[DocumentInfo]] = {}
        self._passwords: dict[str, str] = {}
        self._searches = 0
        self._closed = False

    # What there is --------------------------------------------------------------------------------------------------

    @property
    def paths(self) -> tuple[str, ...]:
        """Absolute, in the order in which they were added."""
        return tuple(self._facts)

    @property
    def passwords(self) -> Mapping[str, str]:
        """By path; of those files only that are chosen."""
        return {path: word for path, word in self._passwords.items() if path in self._facts}

    @property
    def is_searching(self) -> bool:
        """Whether folders are being looked through."""
        return self._searches > 0

    @property
    def is_counting(self) -> bool:
        return bool(self._waiting or self._asked)

    @property
    def page_counts(self) -> tuple[int, ...]:
        """Of the files whose pages are counted."""
        return tuple(facts.pages for facts in self._facts.values() if facts.pages is not None)

    @property
    def locked(self) -> tuple[str, ...]:
        """The files that need a password which was not given."""
        return tuple(path for path, facts in self._facts.items() if facts.locked)

    @property
    def broken_count(self) -> int:
        """How many cannot be opened for another reason."""
        return sum(1 for facts in self._facts.values() if facts.error is not None and not facts.locked)

    def facts(self, path: str) -> FileFacts:
        return self._facts.get(path, FileFacts())

    def source(self, path: str) -> DocumentSource:
        return DocumentSource(path, self._passwords.get(path))

    # Changing -------------------------------------------------------------------------------------------------------

    def add(self, paths: Iterable[str]) -> None:
        """Add files and the documents in folders; what is there already stays where it is."""
        given = absolute(paths)
        if not given:
            return
        self._searches += 1
        self.changed.emit()
        look_into_folders(given, self._services.relay, self._on_found, _MOST_FILES)

    def add_open(self, source: DocumentSource, pages: int) -> None:
        """Add a document that is open in the window."""
        if source.password is not None:
            self._passwords[source.path] = source.password
        self._facts.setdefault(source.path, FileFacts(pages))
        self.changed.emit()

    def unlock(self, source: DocumentSource, pages: int) -> None:
        """The password of a locked file is known now."""
        if source.path in self._facts and source.password is not None:
            self._passwords[source.path] = source.password
            self._facts[source.path] = FileFacts(pages)
            self.counted.emit(source.path)

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._facts.pop(path, None)
            self._waiting.pop(path, None)
        self.changed.emit()

    def clear(self) -> None:
        self._passwords.clear()
        self.remove(self.paths)

    def close(self) -> None:
        """Count no more."""
        self._closed = True
        self._waiting.clear()
        for future in self._asked.values():
            future.cancel()

    # Inside ---------------------------------------------------------------------------------------------------------

    def _on_found(self, found: Found) -> None:
        self._searches -= 1
        new = [path for path in found.files if path not in self._facts]
        self._facts.update((path, FileFacts()) for path in new)
        self._waiting.update(dict.fromkeys(new))
        self.changed.emit()
        self.searched.emit(found)
        self._count_next()

    def _count_next(self) -> None:
        while self._waiting and len(self._asked) < _AT_ONCE and not self._closed:
            path = next(iter(self._waiting))
            del self._waiting[path]
            future = self._services.documents.submit(OpenDocument(self.source(path)), urgent=False)
            self._asked[path] = future
            self._services.relay.deliver(
                future,
                partial(self._on_opened, path),
                partial(self._on_failed, path),
                owner=self,
            )

    def _on_opened(self, path: str, info: DocumentInfo) -> None:
        self._on_counted(path, FileFacts(info.page_count))

    def _on_failed(self, path: str, error: AppError) -> None:
        self._on_counted(path, FileFacts(error=error))

    def _on_counted(self, path: str, facts: FileFacts) -> None:
        self._asked.pop(path, None)
        if path in self._facts and self._facts[path].pages is None:
            self._facts[path] = facts
        self._count_next()
        self.counted.emit(path)
