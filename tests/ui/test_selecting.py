"""Selecting and copying text in the real window, with pointer and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, report: Path) -> DocumentPane:
    return opened(qtbot, window, report)


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    before = len(window.workspace.panes)
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) > before, timeout=20_000)
    found = window.workspace.current
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.panels()))
    lines = found.tools.text.tool._lines
    qtbot.waitUntil(lambda: all(lines.of(page) is not None for page in found.view.visible_pages), timeout=20_000)
    return found


def point(pane: DocumentPane, text: str, *, end: bool = False, page: int = 0) -> QPoint:
    """Where a word stands in the viewport: its beginning or its end."""
    lines = pane.tools.text.tool._lines.of(page)
    assert lines is not None
    box = next(word.box for word in lines.words if word.text == text)
    share = 0.98 if end else 0.02
    spot = PageRect(box.x0 + share * box.width, box.center[1], box.x0 + share * box.width, box.center[1])
    camera = pane.view.camera
    x, y, _, _ = camera.box_of(page, spot)
    return QPoint(round(x / camera.screen.ratio), round(y / camera.screen.ratio))


def drag(pane: DocumentPane, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    viewport = pane.view.viewport()
    QTest.mousePress(viewport, LEFT, modifiers, start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, modifiers, end)


def copied(qtbot: QtBot, window: MainWindow) -> str:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("nothing")
    window.actions_table["copy_region"].trigger()
    qtbot.waitUntil(lambda: clipboard.text() != "nothing")
    return clipboard.text()


def test_alt_and_a_drag_select_text_and_take_no_region(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    drag(pane, point(pane, "Inspected"), point(pane, "May", end=True), ALT)
    assert pane.view.region is None
    assert copied(qtbot, window) == "Inspected on 12 May"
    drag(pane, point(pane, "Ships"), point(pane, "41", end=True) + QPoint(0, 30))
    assert pane.view.region is not None
    assert not pane.tools.text.has_selection


def test_the_text_tool_is_switched_by_a_key_and_shown_by_the_pointer(
    qtbot: QtBot, window: MainWindow, pane: DocumentPane
) -> None:
    QTest.keyClick(pane.view, Qt.Key.Key_T)
    assert window.actions_table["text_tool"].isChecked()
    assert window.status.place.startswith("Selecting text")
    QTest.mouseMove(pane.view.viewport(), point(pane, "Ships"))
    assert pane.view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
    drag(pane, point(pane, "Report"), point(pane, "41", end=True))
    assert copied(qtbot, window) == "Report of the harbour master\nInspected on 12 May 2031\nShips in port: 41"
    QTest.keyClick(pane.view, Qt.Key.Key_T)
    assert not window.actions_table["text_tool"].isChecked()
    assert pane.view.viewport().cursor().shape() != Qt.CursorShape.IBeamCursor


def test_two_clicks_take_a_word_three_a_line_and_shift_extends(
    qtbot: QtBot, window: MainWindow, pane: DocumentPane
) -> None:
    window.actions_table["text_tool"].trigger()
    viewport, place = pane.view.viewport(), point(pane, "May")
    QTest.mouseClick(viewport, LEFT, NONE, place)
    QTest.mouseDClick(viewport, LEFT, NONE, place)
    assert copied(qtbot, window) == "May"
    QTest.mouseClick(viewport, LEFT, NONE, place)
    assert copied(qtbot, window) == "Inspected on 12 May 2031"
    QTest.mouseClick(viewport, LEFT, SHIFT, point(pane, "Ships", end=True))
    assert copied(qtbot, window) == "Inspected on 12 May 2031\nShips"


def test_keys_select_by_words_and_lines(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    window.actions_table["text_tool"].trigger()
    QTest.keyClick(pane.view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(pane.view, Qt.Key.Key_Right, SHIFT)
    assert copied(qtbot, window) == "Report of"
    QTest.keyClick(pane.view, Qt.Key.Key_End, SHIFT)
    assert copied(qtbot, window) == "Report of the harbour master"
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert not pane.tools.text.has_selection
    window.actions_table["select_all_text"].trigger()
    assert copied(qtbot, window).endswith("Ships in port: 41")


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_text_is_selected_on_turned_pages(qtbot: QtBot, window: MainWindow, pane: DocumentPane, turns: int) -> None:
    pane.view.rotate(turns)
    drag(pane, point(pane, "Inspected"), point(pane, "May", end=True), ALT)
    assert copied(qtbot, window) == "Inspected on 12 May"


def test_a_selection_goes_over_pages(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(3):
        document.new_page(width=400, height=200).insert_text((40, 80), f"Number {number}", fontsize=11)
    document.save(tmp_path / "low.pdf")
    pane = opened(qtbot, window, tmp_path / "low.pdf")
    pane.view.set_zoom(0.5)
    lines = pane.tools.text.tool._lines
    qtbot.waitUntil(lambda: all(lines.of(page) is not None for page in range(3)))
    drag(pane, point(pane, "0"), point(pane, "2", end=True, page=2), ALT)
    assert copied(qtbot, window) == "0\nNumber 1\nNumber 2"


def test_where_the_page_is_a_picture_reading_it_is_offered(qtbot: QtBot, window: MainWindow, samples: Path) -> None:
    pane = opened(qtbot, window, samples / "scanned-letter.pdf")
    drag(pane, QPoint(200, 200), QPoint(300, 260), ALT)
    assert "Read it to select its text" in pane.reading.bar.words
    assert [button.text() for button in pane.reading.bar.shown_buttons] == ["Read this page"]


def test_words_that_were_read_are_selected(qtbot: QtBot, window: MainWindow, samples: Path) -> None:
    pane = opened(qtbot, window, samples / "scanned-letter.pdf")
    window.actions_table["read_page"].trigger()
    known = pane.tools.text.tool._lines
    qtbot.waitUntil(lambda: bool((lines := known.of(0)) and lines.words), timeout=60_000)
    window.actions_table["select_all_text"].trigger()
    assert len(copied(qtbot, window)) > 200
    assert "read from the picture" in pane.reading.bar.words or "sure" in pane.reading.bar.words


def test_what_is_selected_is_looked_for(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    drag(pane, point(pane, "harbour"), point(pane, "master", end=True), ALT)
    window.show_find()
    finder = pane.sidebar.finder
    qtbot.waitUntil(lambda: finder.summary == "1 of 1")
    assert finder.field.text() == "harbour master"


def test_what_is_selected_is_seen(qtbot: QtBot, pane: DocumentPane) -> None:
    place = point(pane, "harbour", end=True)
    before = pane.view.grab().toImage().pixelColor(place)
    drag(pane, point(pane, "Report"), point(pane, "master", end=True), ALT)
    changed: Callable[[], bool] = lambda: pane.view.grab().toImage().pixelColor(place) != before  # noqa: E731
    assert changed()
