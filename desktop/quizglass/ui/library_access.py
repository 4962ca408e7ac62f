"""The library as the window uses it: opened when first needed, never waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from quizglass.errors import AppError
from quizglass.ui.background import Background

if TYPE_CHECKING:
    # SQLite is loaded with the library, on the background thread.
    from quizglass.library.library import Library

T = TypeVar("T")


class LibraryAccess(QObject):
    """``troubled`` gives an error the first time that the library cannot be used; all else works without it."""

    troubled = Signal(object)

    def __init__(self, file: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._background = background
        self._library: Library | None = None
        self._tried = False
        self._told = False
        self._lock = threading.Lock()

    def opened(self) -> Library | None:
        """The library, opened now if need be; None where that failed before. For threads other than the window's.

        Raises:
            LibraryTooNew, LibraryUnavailable: it cannot be used; told the first time only.
        """
        with self._lock:
            if not self._tried:
                from quizglass.library.library import Library

                self._tried = True
                self._library = Library.open(self._file)
            return self._library

    def run(self, work: Callable[[Library], T], on_result: Callable[[T], object] = lambda _: None) -> None:
        """Do ``work`` with the library in the background; where there is none, nothing happens."""

        def with_library() -> tuple[T] | None:
            library = self.opened()
            return None if library is None else (work(library),)

        def deliver(result: tuple[T] | None) -> None:
            self._tell_damage()
            if result is not None:
                on_result(result[0])

        self._background.run(with_library, deliver, self.tell)

    def _tell_damage(self) -> None:
        if self._library is not None and self._library.damage is not None:
            self.tell(self._library.damage)

    def tell(self, error: AppError) -> None:
        """Say once, in the window's thread, that the library has trouble."""
        if not self._told:
            self._told = True
            self.troubled.emit(error)

    def close(self) -> None:
        """After the background thread has ended."""
        if self._library is not None:
            self._library.close()
