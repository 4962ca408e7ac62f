"""Writes the open tabs to the disk: every few seconds when something changed, and when the window closes."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from quizglass.errors import AppError, SessionNotKept
from quizglass.ui.background import Background
from quizglass.ui.restoring.kept_session import KeptSession
from quizglass.ui.restoring.session_file import SessionFile

EVERY_MS = 15_000
_SOON_MS = 1500


class SessionKeeper(QObject):
    """``troubled`` gives, once, the `AppError` that says why nothing can be kept; it goes on trying all the same.

    ``present`` gives the tabs as they are now; it is called in the window's thread.
    """

    troubled = Signal(object)

    def __init__(
        self,
        file: SessionFile,
        background: Background,
        present: Callable[[], KeptSession],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._background = background
        self._present = present
        self._last: KeptSession | None = None
        self._told = False
        self._on = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.save)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.save)

    def set_on(self, on: bool) -> None:
        """Whether to keep the tabs at all. Switched off, nothing of them stays on the disk."""
        if on == self._on:
            return
        self._on = on
        if on:
            self._last = None
            self._timer.start()
        else:
            self._timer.stop()
            self._do(self._file.forget)

    def save_soon(self) -> None:
        """A document was opened: a crash a moment later should not lose its tab."""
        self._soon.start()

    def save(self) -> None:
        """Write the tabs if they are others than last time."""
        present = self._present()
        if self._on and present != self._last:
            self._last = present
            kept = dataclasses.replace(present, saved_at=time.time())
            self._do(lambda: self._file.write(kept))

    def forget_earlier(self) -> None:
        """Write the tabs as they are now, and leave nothing of how they were before."""
        if self._on:
            self.save()
            self._do(self._file.forget_backup)

    def close(self) -> None:
        """Save for the last time and let another window own the session."""
        self.save()
        self._on = False
        self._timer.stop()
        self._background.run(self._file.release)

    def _do(self, work: Callable[[], None]) -> None:
        def do() -> None:
            try:
                work()
            except OSError as error:
                raise SessionNotKept(name=self._file.path.name) from error

        self._background.run(do, on_error=self._on_error)

    def _on_error(self, error: AppError) -> None:
        self._last = None
        if not self._told:
            self._told = True
            self.troubled.emit(error)
