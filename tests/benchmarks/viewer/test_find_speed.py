"""How long a search takes in a long document, and whether typing ever waits for it. Printed, never asserted on time.

python -m pytest tests/benchmarks/viewer/test_find_speed.py -m benchmark -s
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass import app, paths, settings
from quizglass.documents.service import DocumentService

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[3]
RARE, ON_PAGES = "quizzacious", 12
TICK_MS = 5
KEY_MS = 80
"""A quick typist's pause from key to key."""


class Stalls:
    """The longest that a timer of the window had to wait beyond its time."""

    def __init__(self) -> None:
        self.worst_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def begin(self) -> None:
        self.worst_ms, self._last = 0.0, time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst_ms = max(self.worst_ms, 1000 * (now - self._last) - TICK_MS)
        self._last = now


@pytest.fixture(scope="module")
def long_document(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """PDFs of prose, fifty lines a page, with a rare word on a few pages; the first of them is one of the last."""

    def make(pages: int) -> Path:
        path = tmp_path_factory.mktemp("long") / f"{pages}.pdf"
        prose = (ROOT / "LICENSE").read_text(encoding="utf-8").split()
        chance = random.Random(1)
        rare = set(range(pages // ON_PAGES // 2, pages, pages // ON_PAGES))
        document = pymupdf.open()
        for number in range(pages):
            lines = [" ".join(chance.choices(prose, k=11)) for _ in range(50)]
            if number in rare:
                lines[25] = f"A {RARE} remark. {lines[25]}"
            document.new_page(width=595, height=842).insert_text((50, 60), lines, fontsize=9)
        document.save(path, deflate=True)
        return path

    return make


@pytest.fixture
def make_pane(qtbot: QtBot, qapp: Any) -> Iterator[Callable[[Path], Any]]:
    app.make_application()
    documents = DocumentService()
    documents.start()
    window = app.make_window(documents, settings.load(paths.settings_file()))
    window.resize(1280, 800)
    window.show()

    def open_file(file: Path) -> Any:
        window.open_files([str(file)])
        qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=60_000)
        window.show_find()
        # What follows the first page (its own words, the library, small pictures) is over.
        qtbot.wait(1500)
        return window.workspace.current

    yield open_file
    window.close()
    window.services.close()


def search(qtbot: QtBot, pane: Any, words: str, stalls: Stalls) -> tuple[float, float, float, int]:
    """Seconds from the last key to the first hit and to the end of the search, the worst stall, and the hits."""
    finder, hits = pane.sidebar.finder, pane.finding.search.hits
    finder.field.clear()
    qtbot.waitUntil(lambda: pane.finding.search.wanted.is_empty)
    stalls.begin()
    for letter in words:
        QTest.keyClicks(finder.field, letter)
        began = time.perf_counter()
        qtbot.wait(KEY_MS if letter != words[-1] else 0)
    began = time.perf_counter()
    qtbot.waitUntil(lambda: pane.finding.search.wanted.text == words and len(hits) > 0, timeout=60_000)
    first = time.perf_counter() - began
    qtbot.waitUntil(lambda: pane.finding.search.is_over, timeout=60_000)
    return first, time.perf_counter() - began, stalls.worst_ms, len(hits)


@pytest.mark.parametrize("pages", [1000, 4000])
def test_find(qtbot: QtBot, make_pane: Callable[[Path], Any], long_document: Callable[[int], Path], pages: int) -> None:
    pane = make_pane(long_document(pages))
    stalls = Stalls()
    print(f"\n{pages} pages        first hit   all hits   worst stall while typing and searching")
    for name, words in (("rare word", RARE), ("the same again", RARE), ("common word", "licensor")):
        first, everything, stall, count = search(qtbot, pane, words, stalls)
        print(f"{name:16} {first:8.2f} s {everything:8.2f} s {stall:10.0f} ms    {count} hits")
        assert count > 0
    assert pane.finding.search.hits[0].page < pages
