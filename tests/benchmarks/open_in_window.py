"""Open every file of a folder in the real window, one after another, and print what became of it.

    python tests/benchmarks/open_in_window.py FOLDER

"opened": its first page is on the screen; "page refused": it opened, and the view says why its first page cannot be
shown; "password": it is asked for; "refused": a line says why it cannot be opened; "failed": nothing came in time.
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

LIMIT_S = 20.0


def main(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUIZGLASS_HOME"] = home
        outcomes = collections.Counter(open_each(sorted(f for f in folder.iterdir() if f.suffix != ".jsonl")))
    print("\n" + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    return 1 if outcomes["failed"] else 0


def open_each(files: list[Path]) -> list[str]:
    from quizglass import app
    from quizglass.documents.service import DocumentService
    from quizglass.settings import Loaded, Settings

    documents = DocumentService()
    documents.start()
    qt = app.make_application()
    window = app.make_window(documents, Loaded(Settings()))
    window.show()
    found = []
    for file in files:
        began = time.monotonic()
        outcome, words = open_one(qt, window, file)
        print(f"{outcome:12} {time.monotonic() - began:5.2f} s  {file.name[:60]:60} {words}", flush=True)
        found.append(outcome)
    window.close()
    window.services.close()
    return found


def open_one(qt: Any, window: Any, file: Path) -> tuple[str, str]:
    from PySide6.QtWidgets import QDialog

    from quizglass.ui.page_view.tile_source import TileSource

    refused: list[Any] = []
    drawn: list[Any] = []

    def watch(_source: Any, _info: Any) -> None:
        tiles = window.workspace.panes[0].view.findChild(TileSource)
        tiles.tile_arrived.connect(drawn.append)
        tiles.page_failed.connect(lambda _page, error: refused.append(error))

    def ended() -> tuple[str, str] | None:
        if refused:
            return "page refused", str(refused[0])
        if drawn:
            return "opened", f"{window.workspace.panes[0].view.page_count} pages"
        if window.workspace.notices.shown():
            return "refused", window.workspace.notices.shown()[0]
        asked = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
        return ("password", "") if asked else None

    window.opener.opened.connect(watch)
    window.open_files([str(file)])
    outcome = until(qt, ended) or ("failed", "nothing came in time")
    window.opener.opened.disconnect(watch)
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    for pane in list(window.workspace.panes):
        window.close_pane(pane)
    window.workspace.notices.clear()
    qt.processEvents()
    return outcome


def until(qt: Any, ended: Callable[[], tuple[str, str] | None]) -> tuple[str, str] | None:
    end = time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        qt.processEvents()
        outcome = ended()
        if outcome is not None:
            return outcome
        time.sleep(0.002)
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
