"""Open every file of a folder in the real window, one after another and then all at once, and print what became of it.

    python tests/benchmarks/open_in_window.py FOLDER [--tabs]

"opened": its first page is on the screen; "page refused": it opened, and the view says why its first page cannot be
shown; "password": it is asked for; "refused": a line says why it cannot be opened; "failed": nothing came in time.
MiB are those of the window and its workers together after the file. With ``--tabs`` only all at once.
"""

from __future__ import annotations

import collections
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

LIMIT_S = 20.0


def main(folder: Path, *, only_tabs: bool) -> int:
    files = sorted(file for file in folder.iterdir() if file.suffix != ".jsonl")
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUIZGLASS_HOME"] = home
        window = Window()
        if not only_tabs:
            outcomes = collections.Counter(window.open_each(files))
            print("\none after another: " + told(outcomes) + "\n", flush=True)
            failed += outcomes["failed"]
        outcomes = collections.Counter(window.open_all(files))
        print("\nall at once: " + told(outcomes), flush=True)
        failed += outcomes["failed"]
        window.close()
    return 1 if failed or window.faults else 0


def told(outcomes: collections.Counter[str]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())


class Window:
    """The program's window with its own workers, and what failed in it that should not have."""

    def __init__(self) -> None:
        from quizglass import app
        from quizglass.documents.service import DocumentService
        from quizglass.settings import Loaded, Settings
        from quizglass.ui.faults import report_faults

        self.faults: list[str] = []
        documents = DocumentService()
        documents.start()
        self.qt = app.make_application()
        self.window: Any = app.make_window(documents, Loaded(Settings()))
        report_faults(self.faults.append)
        self.drawn: set[Any] = set()
        self.window.tabs.opened.connect(self._watch)
        self.window.show()

    def _close_all(self) -> None:
        from PySide6.QtCore import QEvent

        self.drawn.clear()
        self.window.tabs.close_all()
        self.window.tabs.forget_closed()
        self.qt.processEvents()
        # Outside of its own loop Qt keeps what is to be deleted.
        self.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _watch(self, pane: Any) -> None:
        from quizglass.ui.page_view.tile_source import TileSource

        pane.view.findChild(TileSource).tile_arrived.connect(lambda _: self.drawn.add(pane))

    def open_each(self, files: list[Path]) -> list[str]:
        found = []
        for file in files:
            began = time.monotonic()
            outcome, words = self._open_one(file)
            row(outcome, time.monotonic() - began, file, words)
            found.append(outcome)
        return found

    def open_all(self, files: list[Path]) -> list[str]:
        """All as tabs; each is then looked at, as a person does who goes through them."""
        began = time.monotonic()
        self.window.open_files([str(file) for file in files])
        print(f"{len(files)} tabs after {time.monotonic() - began:.2f} s, {mebibytes():.0f} MiB", flush=True)
        found = []
        for file in files:
            began = time.monotonic()
            page = self.window.workspace.page_of(str(file))
            self.window.tabs.show(page)
            outcome, words = self._until(lambda file=file: self._state_of_tab(file)) or ("failed", "nothing in time")
            row(outcome, time.monotonic() - began, file, words)
            found.append(outcome)
        self._close_all()
        print(f"{mebibytes():.0f} MiB with all tabs closed", flush=True)
        return found

    def close(self) -> None:
        self.window.close()
        self.window.services.close()
        for fault in self.faults:
            print(f"a fault: {fault}")

    def _open_one(self, file: Path) -> tuple[str, str]:
        window = self.window
        window.open_files([str(file)])
        outcome = self._until(lambda: self._state_of_only(file)) or ("failed", "nothing came in time")
        self._dismiss()
        window.workspace.notices.clear()
        self._close_all()
        return outcome

    def _state_of_only(self, file: Path) -> tuple[str, str] | None:
        pane = self.window.workspace.pane_of(str(file))
        if pane is not None:
            return self._state_of(pane)
        if self.window.workspace.notices.shown():
            return "refused", self.window.workspace.notices.shown()[0]
        return ("password", "") if self._dialogs() else None

    def _state_of_tab(self, file: Path) -> tuple[str, str] | None:
        page = self.window.workspace.page_of(str(file))
        if hasattr(page, "view"):
            return self._state_of(page)
        from quizglass.errors import PasswordNeeded

        if self._dialogs():
            self._dismiss()
        if page.error is None:
            return None
        return "password" if isinstance(page.error, PasswordNeeded) else "refused", page.error.describe().what

    def _state_of(self, pane: Any) -> tuple[str, str] | None:
        """What the view of a document shows; None while its first page is being drawn."""
        from quizglass.ui.page_view.tile_source import TileSource

        failures = pane.view.findChild(TileSource).failures
        if pane in self.drawn:
            return "opened", f"{pane.view.page_count} pages. {' '.join(pane.file.words)}"
        if failures:
            return "page refused", str(next(iter(failures.values())))
        return None

    def _dialogs(self) -> list[Any]:
        from PySide6.QtWidgets import QDialog

        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]

    def _dismiss(self) -> None:
        for dialog in self._dialogs():
            dialog.reject()

    def _until(self, ended: Callable[[], tuple[str, str] | None]) -> tuple[str, str] | None:
        end = time.monotonic() + LIMIT_S
        while time.monotonic() < end:
            self.qt.processEvents()
            outcome = ended()
            if outcome is not None:
                return outcome
            time.sleep(0.002)
        return None


def row(outcome: str, seconds: float, file: Path, words: str) -> None:
    print(f"{outcome:12} {seconds:5.2f} s {mebibytes():5.0f} MiB  {file.name[:60]:60} {words[:120]}", flush=True)


def mebibytes() -> float:
    """Of the window and its workers, memory that they share counted once."""
    me = psutil.Process()
    total = 0
    for process in (me, *me.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 2**20


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), only_tabs="--tabs" in sys.argv))
