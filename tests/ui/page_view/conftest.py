"""A page view on the real document service, and documents to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.settings import Theme
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.view import PageView
from quizglass.ui.theme import ThemeSource

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]


@pytest.fixture
def pages_pdf(tmp_path: Path) -> Path:
    """Twelve pages with a checkered band that differs from page to page; the fourth lies across."""
    path = tmp_path / "pages.pdf"
    document = pymupdf.open()
    for number in range(12):
        size = (400, 300) if number == 3 else (300, 400)
        page = document.new_page(width=size[0], height=size[1])
        page.insert_text((30, 60), f"Page {number + 1}", fontsize=20)
        for step in range(8):
            page.draw_rect(pymupdf.Rect(30 + 25 * step, 90, 42 + 25 * step, 120), fill=(0.1 * step, 0.4, 0.05 * number))
    document.save(path)
    return path


@pytest.fixture
def view(qtbot: QtBot, documents: DocumentService) -> PageView:
    made = PageView(documents, ThemeSource(Theme.LIGHT))
    qtbot.addWidget(made)
    made.set_reduced_motion(True)
    made.resize(600, 500)
    made.show()
    return made


@pytest.fixture
def settled(qtbot: QtBot, view: PageView) -> Callable[[], None]:
    """Wait until all that shows has been drawn."""
    tiles = view.findChild(TileSource)

    def wait() -> None:
        view.viewport().repaint()
        qtbot.waitUntil(lambda: not tiles.waiting, timeout=20_000)
        view.viewport().repaint()

    return wait


@pytest.fixture
def show(view: PageView, documents: DocumentService, settled: Callable[[], None]) -> Show:
    """Show a file in the view and wait for its first picture."""

    def do(path: Path) -> tuple[DocumentSource, DocumentInfo]:
        source = DocumentSource(str(path))
        info = documents.call(OpenDocument(source))
        view.show_document(source, info)
        settled()
        return source, info

    return do
