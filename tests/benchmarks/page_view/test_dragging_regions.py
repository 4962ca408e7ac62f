"""How long the window thread takes for a frame while a region is dragged over an A0 page of 9,000 words.

``python -m pytest -m benchmark tests/benchmarks/page_view/test_dragging_regions.py -s``; set QT_SCALE_FACTOR to measure
finer screens. Numbers are printed, never asserted: they are the machine's as much as the program's.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from statistics import median, quantiles

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizglass.documents.requests import FindFigures, OpenDocument, ReadWords
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect, RegionPart
from quizglass.layout.page_parts import page_parts
from quizglass.pages import DocumentSource
from quizglass.settings import Theme
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.view import PageView
from quizglass.ui.theme import ThemeSource

pytestmark = pytest.mark.benchmark

STEPS = 200


@pytest.fixture(scope="module")
def documents() -> Iterator[DocumentService]:
    with DocumentService() as service:
        yield service


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> DocumentSource:
    chance = random.Random(1)
    document = pymupdf.open()
    page = document.new_page(width=2384, height=3370)
    for row in range(150):
        for column in range(60):
            page.insert_text((20 + 39 * column, 20 + 22 * row), str(chance.randint(1000, 99999)), fontsize=9)
    path = tmp_path_factory.mktemp("plan") / "plan.pdf"
    document.save(path)
    return DocumentSource(str(path))


@pytest.fixture
def view(qtbot: QtBot, documents: DocumentService, plan: DocumentSource) -> PageView:
    made = PageView(documents, ThemeSource(Theme.LIGHT))
    qtbot.addWidget(made)
    made.set_reduced_motion(True)
    made.resize(1920, 1080)
    made.show()
    info = documents.call(OpenDocument(plan))
    made.show_document(plan, info)
    words = documents.call(ReadWords(plan, 0)).words
    begun = time.perf_counter()
    parts = page_parts(words, documents.call(FindFigures(plan, 0)), info.sizes[0])
    print(f"\nparts of the page: {len(parts)} of {len(words)} words in {time.perf_counter() - begun:.2f} s")
    made.parts.put(0, [part.rect for part in parts])
    return made


@pytest.mark.parametrize("zoom", [0.3, 1.0, 20.0])
def test_a_region_is_dragged(view: PageView, qtbot: QtBot, zoom: float) -> None:
    view.set_zoom(zoom)
    tiles = view.findChild(TileSource)
    view.viewport().repaint()
    qtbot.waitUntil(lambda: not tiles.waiting, timeout=60_000)
    for number in range(5):
        view.regions.add([RegionPart(0, PageRect(0.1 * number, 0.05, 0.1 * number + 0.05, 0.1))])
    path = [QPoint(300 + 6 * step, 100 + 4 * step) for step in range(STEPS)]
    view.regions.activate(None)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=path[0])
    dragged = frames(view, path)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=path[-1])
    report(f"dragging at {zoom:.0%}", dragged)
    report(f"pointing at {zoom:.0%}", frames(view, path))


def frames(view: PageView, path: list[QPoint]) -> list[float]:
    """Milliseconds for each move with all that is painted for it."""
    taken = []
    for place in path:
        begun = time.perf_counter()
        QTest.mouseMove(view.viewport(), place)
        QApplication.processEvents()
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


def report(what: str, taken: list[float]) -> None:
    print(
        f"{what}: median {median(taken):.1f} ms, p95 {quantiles(taken, n=20)[-1]:.1f} ms, longest {max(taken):.1f} ms"
    )
