"""The settings while the program runs: changed by name, told to whoever listens, saved soon after."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from quizglass.settings import Loaded, Settings, save
from quizglass.ui.background import Background

_SAVE_AFTER_MS = 400


class Preferences(QObject):
    """``changed`` gives the name of each setting that became another."""

    changed = Signal(str)

    def __init__(self, file: Path, loaded: Loaded, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._settings = loaded.settings
        self._unknown = loaded.unknown
        self._background = background
        self._soon = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._soon.timeout.connect(self._save)

    @property
    def current(self) -> Settings:
        return self._settings

    def change(self, **values: Any) -> None:
        """Set settings by their names."""
        before = self._settings
        self._settings = dataclasses.replace(before, **values)
        if self._settings == before:
            return
        self._soon.start()
        for name in values:
            if getattr(before, name) != getattr(self._settings, name):
                self.changed.emit(name)

    def save_now(self) -> None:
        """Do not wait any longer with what was changed."""
        if self._soon.isActive():
            self._soon.stop()
            self._save()

    def _save(self) -> None:
        settings = self._settings

        def write() -> None:
            try:
                save(self._file, settings, self._unknown)
            except OSError:
                # A read-only home is no reason to stop anyone from working; the next change tries again.
                return

        self._background.run(write)
