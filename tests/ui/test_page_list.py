"""The list of pages: pictures on demand, few in memory, turned and marked as the view is."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.sidebar import thumbnails
from quizglass.ui.sidebar.page_list import PageList


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Four thousand pages, the first four numbered in Roman."""
    document = pymupdf.open()
    for number in range(4000):
        document.new_page(width=200, height=300)
        if number < 50:
            document[number].draw_rect(pymupdf.Rect(0, 0, 200, 100), color=(1, 0, 0), fill=(1, 0, 0))
    document.set_page_labels([{"startpage": 0, "style": "r"}, {"startpage": 4, "style": "D"}])
    document.save(tmp_path / "book.pdf")
    return tmp_path / "book.pdf"


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, book: Path) -> DocumentPane:
    window.open_files([str(book)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    opened = window.workspace.current
    assert opened is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(PageList)))
    return opened


@pytest.fixture
def pages(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> PageList:
    found = window.findChildren(PageList)[0]
    qtbot.waitUntil(lambda: found.pictures.kept_bytes > 0, timeout=20_000)
    return found


def test_only_what_is_in_sight_is_drawn(qtbot: QtBot, pages: PageList) -> None:
    qtbot.waitUntil(lambda: pages.pictures.picture(0, 1.0) is not None)
    assert pages.pictures.kept_bytes < 40 * 132 * 150 * 4


def test_pages_have_their_labels(pages: PageList) -> None:
    model = pages.model()
    assert [model.index(row, 0).data() for row in (0, 3, 4, 3999)] == ["i", "iv", "1", "3996"]
    assert model.index(4, 0).data(Qt.ItemDataRole.ToolTipRole) == "5 of 4000"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Page i"


def test_the_page_in_sight_is_marked_and_keys_go_to_others(qtbot: QtBot, pane: DocumentPane, pages: PageList) -> None:
    pane.jump(3000)
    qtbot.waitUntil(lambda: pages.currentIndex().row() == 3000)
    assert pages.viewport().rect().intersects(pages.visualRect(pages.currentIndex()))
    QTest.keyClick(pages, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pane.view.current_page == 3001)


def test_memory_stays_the_same_however_far_one_scrolls(
    qtbot: QtBot, pages: PageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = 100 * 150 * 3
    monkeypatch.setattr(thumbnails, "MOST_BYTES", 10 * one)
    for page in (100, 1000, 2000, 3900):
        pages.follow(page)
        qtbot.waitUntil(lambda page=page: pages.pictures.picture(page, 1.0) is not None, timeout=20_000)
    assert pages.pictures.kept_bytes <= 11 * one


def test_pictures_turn_with_the_view(qtbot: QtBot, pane: DocumentPane, pages: PageList) -> None:
    pane.view.rotate(1)
    qtbot.waitUntil(lambda: pages.pictures.picture(0, 1.0) is not None, timeout=20_000)
    picture = pages.pictures.picture(0, 1.0)
    assert picture is not None
    assert picture.width() > picture.height()
    assert picture.pixelColor(picture.width() - 5, 20).red() > 200
    assert picture.pixelColor(picture.width() - 5, 20).green() < 60
    assert picture.pixelColor(5, 20).green() > 200
