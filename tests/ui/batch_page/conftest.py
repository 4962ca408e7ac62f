"""The page of all pages in a real window whose engine is the real built-in reader, and documents to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass import app, paths, settings
from quizglass.documents.service import DocumentService
from quizglass.ui.batch_page.page import BatchPage
from quizglass.ui.batch_page.setup.run_setup import RunSetup
from quizglass.ui.main_window import MainWindow

LONG_WAIT_MS = 30_000


@pytest.fixture
def real_window(
    qtbot: QtBot, qapp: object, documents: DocumentService, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window that answers for real."""
    app.make_application()
    window = app.make_window(documents, settings.load(paths.settings_file()))
    monkeypatch.setattr(window.services.documents, "close", lambda: None)  # other tests go on with it
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.services.close()
    window.deleteLater()


@pytest.fixture
def page(real_window: MainWindow) -> BatchPage:
    """Opened by its action, from the start page."""
    real_window.workspace.show_start()
    real_window.actions_table["all_pages"].trigger()
    return real_window.workspace.batch_page()


@pytest.fixture
def setup(page: BatchPage) -> RunSetup:
    return page.setup


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """A folder with two documents in it, one of them a folder deeper, and a file that is none."""
    folder = tmp_path / "Счета"
    for name, totals in (("а.pdf", (12, 30, 7)), ("внутри/б.pdf", (99,))):
        document = pymupdf.open()
        for total in totals:
            page = document.new_page(width=400, height=600)
            page.insert_text((40, 80), f"Total: {total} EUR", fontsize=12)
            page.insert_text((40, 500), "Date: 12 May 2031", fontsize=12)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        document.save(folder / name)
    (folder / "notes.txt").write_text("no document")
    return folder


@pytest.fixture
def fill(qtbot: QtBot, setup: RunSetup, ledgers: Path) -> Callable[[], RunSetup]:
    """Adds the folder and waits until its pages are counted."""

    def do() -> RunSetup:
        setup.file_list.add([str(ledgers)])
        qtbot.waitUntil(lambda: bool(setup.files.paths) and not setup.files.is_counting, timeout=LONG_WAIT_MS)
        qtbot.waitUntil(lambda: setup.picker.is_ready, timeout=LONG_WAIT_MS)
        return setup

    return do
