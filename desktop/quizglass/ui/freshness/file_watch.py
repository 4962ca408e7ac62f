"""Notices that files are others than before: changed, replaced under the same name, gone, back again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from quizglass.ui.background import Background

REST_MS = 250
"""A file that is being written changes many times: it is looked at when nothing has happened for so long."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """What tells one content of a path from another without reading it."""

    size: int
    changed_ns: int
    inode: int


OnLook: TypeAlias = Callable[[FileLook | None], object]
"""None: there is no such file."""


def look_at(path: str) -> FileLook | None:
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return FileLook(found.st_size, found.st_mtime_ns, found.st_ino)


class FileWatch(QObject):
    """Watches the folders as well as the files: many programs write a new file and rename it to the old name.

    Where the system tells nothing (network drives), coming back to the window is when the files are looked at.
    """

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._listeners: dict[str, list[OnLook]] = {}
        self._touched: set[str] = set()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look_at_touched)

    @cached_property
    def _watcher(self) -> QFileSystemWatcher:
        """Made with the first file: the first page does not wait for it."""
        watcher = QFileSystemWatcher(self)
        watcher.fileChanged.connect(self._on_file)
        watcher.directoryChanged.connect(self._on_folder)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_application_state)
        return watcher

    @property
    def watched(self) -> frozenset[str]:
        """The files that are watched."""
        return frozenset(self._listeners)

    def add(self, path: str, on_look: OnLook) -> None:
        """Tell ``on_look`` what the file is now, and again whenever it may have become another."""
        self._listeners.setdefault(path, []).append(on_look)
        self._watcher.addPaths([path, str(Path(path).parent)])
        self.look([path])

    def remove(self, path: str, on_look: OnLook) -> None:
        listeners = self._listeners.get(path, [])
        if on_look in listeners:
            listeners.remove(on_look)
        if listeners or path not in self._listeners:
            return
        del self._listeners[path]
        folder = str(Path(path).parent)
        unneeded = [path] if any(str(Path(other).parent) == folder for other in self._listeners) else [path, folder]
        known = {*self._watcher.files(), *self._watcher.directories()}
        for each in known.intersection(unneeded):
            self._watcher.removePath(each)

    def look(self, paths: Iterable[str]) -> None:
        """Look at the files, away from the window's thread: a drive that is gone can keep one waiting."""
        for path in paths:
            self._background.run(partial(look_at, path), partial(self._tell, path))

    def _tell(self, path: str, found: FileLook | None) -> None:
        for on_look in list(self._listeners.get(path, [])):
            on_look(found)

    def _on_file(self, path: str) -> None:
        self._touched.add(path)
        self._rest.start()

    def _on_folder(self, folder: str) -> None:
        self._touched.update(path for path in self._listeners if str(Path(path).parent) == folder)
        self._rest.start()

    def _look_at_touched(self) -> None:
        touched, self._touched = self._touched & set(self._listeners), set()
        # A file that was replaced is watched no more: the watch was on the file that is gone.
        watched = set(self._watcher.files())
        for path in touched - watched:
            self._watcher.addPath(path)
        self.look(touched)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look(list(self._listeners))
