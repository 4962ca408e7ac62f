"""Finding in the real window, with the real workers: places stream, are marked, walked through and listed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect
from quizglass.pages import Hit
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.finding.hits import Hits
from quizglass.ui.main_window import MainWindow

PAGES = 30


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Thirty pages with labels; the harbour is on each, the Ёлка on every tenth, broken over two lines on the last."""
    document = pymupdf.open()
    for number in range(PAGES):
        page = document.new_page(width=400, height=300)
        page.insert_text((40, 60), f"The Harbour of day {number} and its harbourmaster", fontsize=11)
        page.insert_text((40, 90), "Ships come and ships go, and nobody counts them here", fontsize=11)
        if number % 10 == 0:
            page.insert_htmlbox(pymupdf.Rect(40, 120, 300, 160), "<p>Новогодняя Ёлка</p>")
    document[-1].insert_text((40, 200), ["The pilot was photo-", "graphed at noon"], fontsize=11)
    document.set_page_labels([{"startpage": 0, "style": "r"}, {"startpage": 10, "style": "D"}])
    path = tmp_path / "log.pdf"
    document.save(path)
    return path


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, log: Path) -> DocumentPane:
    window.open_files([str(log)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    found = window.workspace.current
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.panels()))
    window.show_find()
    return found


def found(qtbot: QtBot, pane: DocumentPane, words: str) -> Hits:
    search = pane.finding.search
    pane.sidebar.finder.field.setText(words)
    qtbot.waitUntil(lambda: search.wanted.text == words and search.is_over, timeout=20_000)
    return search.hits


def test_places_are_counted_and_walked_through_by_keys(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    finder = pane.sidebar.finder
    hits = found(qtbot, pane, "harbour")
    assert finder.summary == f"1 of {2 * PAGES}"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.summary == f"2 of {2 * PAGES}"
    window.actions_table["find_next"].trigger()
    assert pane.view.current_page == hits[2].page == 1
    QTest.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    window.actions_table["find_previous"].trigger()
    window.actions_table["find_previous"].trigger()
    assert finder.summary == f"{2 * PAGES} of {2 * PAGES}"
    assert pane.view.current_page == PAGES - 1


def test_case_and_whole_words_narrow_the_search(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    finder, search = pane.sidebar.finder, pane.finding.search
    found(qtbot, pane, "harbour")
    finder.match_case.click()
    qtbot.waitUntil(lambda: search.is_over)
    assert len(search.hits) == PAGES
    window.actions_table["find_case"].trigger()
    window.actions_table["find_words"].trigger()
    qtbot.waitUntil(lambda: search.is_over)
    assert len(search.hits) == PAGES
    assert search.hits[0].text == "Harbour"


@pytest.mark.parametrize(("words", "count"), [("елка", 3), ("ЁЛКА", 3), ("photographed", 1), ("nothing such", 0)])
def test_what_looks_the_same_is_found(qtbot: QtBot, pane: DocumentPane, words: str, count: int) -> None:
    assert len(found(qtbot, pane, words)) == count


def test_the_search_begins_at_the_page_in_sight(qtbot: QtBot, pane: DocumentPane) -> None:
    pane.view.go_to_page(15)
    hits = found(qtbot, pane, "harbourmaster")
    assert pane.view.current_page == 15
    assert hits.current_row == 15
    assert [hit.page for hit in (hits[row] for row in range(len(hits)))] == list(range(PAGES))


def test_the_nearest_place_comes_first_whichever_worker_finds_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    document = pymupdf.open()
    for number in range(200):
        page = document.new_page(width=200, height=100)
        page.insert_text((20, 40), "Tug" if number in {31, 32, 40, 190} else f"Day {number}", fontsize=11)
    document.save(tmp_path / "days.pdf")
    window.open_files([str(tmp_path / "days.pdf")])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane.panels()))
    shown: list[int] = []
    pane.finding.search.hits.current_changed.connect(lambda hit: shown.append(hit.page) if hit is not None else None)
    found(qtbot, pane, "tug")
    assert shown == [31]
    pane.view.go_to_page(150)
    found(qtbot, pane, "tug ")
    assert shown == [31, 190]


def test_back_leads_to_where_one_was_before_finding(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    before = pane.view.place()
    found(qtbot, pane, "photographed")
    found(qtbot, pane, "елка")
    assert pane.view.place() != before
    window.actions_table["back"].trigger()
    assert pane.view.place() == before


def test_the_list_tells_page_labels_and_leads_to_places(qtbot: QtBot, pane: DocumentPane) -> None:
    found(qtbot, pane, "harbourmaster")
    rows = pane.sidebar.finder.list
    model = rows.model()
    assert str(model.data(model.index(3, 0))).startswith("p. iv  The Harbour of day 3 and its harbourmaster Ships")
    assert str(model.data(model.index(12, 0))).startswith("p. 3  ")
    rows.setFocus()
    for _ in range(3):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    assert pane.view.current_page == 3


def test_all_places_are_marked_and_the_current_one_more(qtbot: QtBot, pane: DocumentPane) -> None:
    def color_at(hit: Hit) -> QColor:
        camera = pane.view.camera
        box = hit.boxes[0]
        x, y, _, _ = camera.box_of(hit.page, PageRect(box.x0, box.y0 + 0.002, box.x0, box.y0 + 0.002))
        ratio = camera.screen.ratio
        picture = pane.view.viewport().grab().toImage()
        return picture.pixelColor(QPoint(round(x / ratio) + 2, round(y / ratio) + 1) * picture.devicePixelRatio())

    hits = found(qtbot, pane, "harbour")
    qtbot.waitUntil(lambda: color_at(hits[1]) != QColor("white"))
    assert color_at(hits[0]).saturation() > color_at(hits[1]).saturation() > 0
    found(qtbot, pane, "")
    qtbot.waitUntil(lambda: color_at(Hit(0, (PageRect(0.5, 0.1, 0.6, 0.2),), "", "", "")) == QColor("white"))


def test_another_key_ends_the_search_before(qtbot: QtBot, pane: DocumentPane) -> None:
    field, search = pane.sidebar.finder.field, pane.finding.search
    for words in ("h", "ha", "har", "pilot"):
        field.setText(words)
        qtbot.wait(1)
    qtbot.waitUntil(lambda: search.wanted.text == "pilot" and search.is_over, timeout=20_000)
    assert [search.hits[row].text for row in range(len(search.hits))] == ["pilot"]


def test_a_worker_that_dies_costs_no_place(qtbot: QtBot, pane: DocumentPane, documents: DocumentService) -> None:
    pane.sidebar.finder.field.setText("harbourmaster")
    for pid in documents.process_ids:
        os.kill(pid, signal.SIGKILL)
    search = pane.finding.search
    qtbot.waitUntil(lambda: search.wanted.text == "harbourmaster" and search.is_over, timeout=30_000)
    assert len(search.hits) == PAGES


def test_closing_while_searching_leaves_nothing_behind(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    pane.sidebar.finder.field.setText("harbour")
    search = pane.finding.search
    qtbot.waitUntil(lambda: search.wanted.text == "harbour")
    window.close_pane(pane)
    assert search.is_over


# The places themselves ------------------------------------------------------------------------------------------------


def hit(page: int, text: str = "x") -> Hit:
    return Hit(page, (PageRect(0, 0, 0.1, 0.1),), "", text, "")


def test_places_stand_in_the_order_of_pages_and_the_current_one_stays() -> None:
    hits = Hits()
    hits.add(5, [hit(5, "a"), hit(5, "b")])
    hits.look_at(1)
    hits.add(2, [hit(2)])
    assert [each.page for each in (hits[row] for row in range(3))] == [2, 5, 5]
    assert hits.current is not None
    assert hits.current.text == "b"
    hits.replace(2, [])
    assert hits.current_row == 1
    hits.replace(5, [hit(5, "c")])
    assert (hits.current_row, len(hits)) == (0, 1)
    hits.clear()
    assert hits.current is None
