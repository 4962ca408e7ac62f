"""How long the window thread paints while a 1,000-page PDF scrolls, and how soon a page is seen.

``python -m pytest -m benchmark tests/benchmarks/page_view -s``; set QT_SCALE_FACTOR to measure finer screens.
Numbers are printed, never asserted: they are the machine's as much as the program's.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pymupdf
import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.geometry import Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.settings import Theme
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.tiles import tiles_in
from quizglass.ui.page_view.view import PageView
from quizglass.ui.theme import ThemeSource

pytestmark = pytest.mark.benchmark

PAGES = 1000
JUMPS = 120


@pytest.fixture(scope="module")
def documents() -> Iterator[DocumentService]:
    with DocumentService() as service:
        yield service


@pytest.fixture(scope="module")
def thousand_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = pymupdf.open()
    text = "Every page of the register is read, counted, and put back in its box. " * 40
    for number in range(PAGES):
        page = document.new_page(width=595, height=842)
        page.insert_textbox(pymupdf.Rect(50, 50, 545, 800), f"Page {number + 1}. {text}", fontsize=10)
    path = tmp_path_factory.mktemp("register") / "thousand.pdf"
    document.save(path)
    return path


@pytest.fixture
def view(qtbot: QtBot, documents: DocumentService, thousand_pages: Path) -> PageView:
    made = PageView(documents, ThemeSource(Theme.LIGHT))
    qtbot.addWidget(made)
    made.set_reduced_motion(True)
    made.resize(1280, 900)
    made.show()
    source = DocumentSource(str(thousand_pages))
    made.show_document(source, documents.call(OpenDocument(source)))
    wait_until_drawn(made)
    return made


def wait_until_drawn(view: PageView) -> None:
    tiles = view.findChild(TileSource)
    QApplication.processEvents()
    while tiles.waiting:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def visible_have_come(view: PageView) -> bool:
    camera = view._camera
    return all(
        tile in view._cache
        for frame in camera.visible_frames()
        for tile in tiles_in(frame, camera.screen.width, camera.screen.height)
    )


def report(name: str, seconds: list[float]) -> None:
    cuts = quantiles(seconds, n=100)
    print(
        f"\n{name}: median {median(seconds) * 1e3:.1f} ms, p95 {cuts[94] * 1e3:.1f} ms, "
        f"p99 {cuts[98] * 1e3:.1f} ms, worst {max(seconds) * 1e3:.1f} ms, n={len(seconds)}"
    )


@pytest.mark.parametrize("zoom", [None, 0.1, 4.0], ids=["fit width", "10 %", "400 %"])
def test_painting_while_scrolling(view: PageView, zoom: float | None) -> None:
    view.fit_width() if zoom is None else view.set_zoom(zoom)
    wait_until_drawn(view)
    painting: list[float] = []
    bar = view.verticalScrollBar()
    for _ in range(300):
        bar.setValue(bar.value() + 97)
        began = time.perf_counter()
        view.viewport().repaint()
        painting.append(time.perf_counter() - began)
        QApplication.processEvents()
    report(f"painting at {view.zoom:.0%}, ratio {view.devicePixelRatioF():g}", painting)


@pytest.mark.parametrize("held", [False, True], ids=["calm", "while the bar is being dragged"])
def test_from_request_to_shown(view: PageView, held: bool) -> None:
    """A page that was not seen before, asked for in a calm moment or in the middle of dragging the scroll bar."""
    dice = random.Random(7)
    pages = dice.sample(range(PAGES), JUMPS)
    waits: list[float] = []
    for page in pages:
        if held:
            for _ in range(5):
                view.go_to_page(dice.randrange(PAGES))
                view.viewport().repaint()
                QApplication.processEvents()
        view._cache.clear()
        began = time.perf_counter()
        view.go_to_page(page)
        while not visible_have_come(view):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()  # paints what came last
        waits.append(time.perf_counter() - began)
        if not held:
            wait_until_drawn(view)
    frame = view._camera.frame(pages[-1])
    report(f"from request to shown, {frame.width} x {frame.height} pixels", waits)


def test_zooming_in_ten_thousand_pages(view: PageView) -> None:
    view.show_document(DocumentSource("nowhere.pdf"), DocumentInfo(10_000, (Size(595, 842),) * 10_000))
    view.go_to_page(7_000)
    steps: list[float] = []
    for turn in range(200):
        began = time.perf_counter()
        view.set_zoom(0.1 * 1.04 ** (turn % 160))
        view.viewport().repaint()
        steps.append(time.perf_counter() - began)
    report("a step of the zoom in 10,000 pages, painted", steps)
    began = time.perf_counter()
    view.rotate(1)
    view.viewport().repaint()
    print(f"turning 10,000 pages: {(time.perf_counter() - began) * 1e3:.1f} ms")
