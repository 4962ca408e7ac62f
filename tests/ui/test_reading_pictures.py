"""Scans in the window: nothing is read before it is needed, and what is read is shown, found, copied and kept.

The pages are drawn here and read by the real reader of pictures.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.answers import Outcome
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect
from quizglass.ui.ask_panel.card import AnswerCard
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.session.entry import Scope

READ_MS = 120_000
SMALL = (900, 600)


def scan(*lines: str, size: tuple[int, int] = SMALL) -> Image.Image:
    """A page as a scanner sees it."""
    page = Image.new("L", size, 248)
    font = ImageFont.truetype("DejaVuSans.ttf", 30)
    for at, line in enumerate(lines):
        ImageDraw.Draw(page).text((60, 60 + 70 * at), line, font=font, fill=20)
    return page


def scanned(path: Path, *pages: tuple[str, ...]) -> Path:
    first, *rest = [scan(*lines) for lines in pages]
    first.save(path, save_all=True, append_images=rest, resolution=100)
    return path


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    return scanned(tmp_path / "receipt.pdf", ("Harbour bakery", "Bread and butter", "Total 48.20"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three scanned pages."""
    return scanned(tmp_path / "ledger.pdf", ("Pilot station", "first page"), ("Tugs 7", "second"), ("Harbour dues",))


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible())
    return pane


def trigger(window: MainWindow, action: str) -> None:
    window.actions_table[action].trigger()


def wait_for_words(qtbot: QtBot, pane: DocumentPane, part: str) -> None:
    qtbot.waitUntil(lambda: part in pane.reading.bar.words, timeout=READ_MS)


def test_opening_reads_nothing(qtbot: QtBot, window: MainWindow, receipt: Path, documents: DocumentService) -> None:
    pane = opened(qtbot, window, receipt)
    qtbot.waitUntil(lambda: pane.session.document_hash is not None)
    assert pane.reading.bar.isHidden()
    assert not pane.session.reading.reading_pages


def test_a_page_is_read_with_a_bar_that_tells_what_came(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    trigger(window, "read_page")
    assert pane.reading.bar.isVisible()
    assert "Reading page 1 from its picture" in pane.reading.bar.words
    assert "Reading page 1" in pane.reading.bar.accessibleName()
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert "Reading page 1" in pane.reading.bar.words
    wait_for_words(qtbot, pane, "Page 1 was read from its picture")
    assert "words, sure of" in pane.reading.bar.words


def test_reading_can_be_cancelled(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    trigger(window, "read_page")
    (cancel,) = pane.reading.bar.shown_buttons
    assert cancel.text() == "Cancel"
    cancel.click()
    qtbot.waitUntil(pane.reading.bar.isHidden)
    trigger(window, "read_page")
    wait_for_words(qtbot, pane, "was read from its picture")


def test_the_keyboard_alone_cancels_the_reading(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    pane.view.setFocus()
    trigger(window, "read_page")
    (cancel,) = pane.reading.bar.shown_buttons
    for _ in range(80):
        if cancel.hasFocus():
            break
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert cancel.hasFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(pane.reading.bar.isHidden)
    assert window.focusWidget() is pane.view


def test_find_offers_to_read_pictures_and_finds_in_them(qtbot: QtBot, window: MainWindow, ledger: Path) -> None:
    pane = opened(qtbot, window, ledger)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = pane.sidebar.finder
    QTest.keyClicks(finder.field, "tugs")
    qtbot.waitUntil(lambda: "3 pages are pictures" in finder.offer.words, timeout=20_000)
    assert finder.summary == "Not found so far."
    finder.offer.button.click()
    assert not finder.offer.words
    qtbot.waitUntil(lambda: finder.summary == "1 of 1", timeout=READ_MS)
    assert pane.view.current_page == 1
    wait_for_words(qtbot, pane, "3 pages were read from their pictures")
    finder.field.setText("pilot")
    qtbot.waitUntil(lambda: finder.summary == "1 of 1" and pane.view.current_page == 0)


def test_the_text_of_a_region_is_copied_once_it_is_read(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    QGuiApplication.clipboard().setText("before")
    pane.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Drag over the part" in pane.reading.bar.words
    pane.view.set_region(0, PageRect(0, 0.18, 1, 1))
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wait_for_words(qtbot, pane, "words copied")
    assert QGuiApplication.clipboard().text().split("\n") == ["Bread and butter", "Total 48.20"]
    assert "Read from the picture, sure of" in pane.reading.bar.words


def test_the_text_of_a_region_of_a_text_layer_is_copied_at_once(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    pane.view.set_region(0, PageRect(0, 0.2, 1, 0.5))
    trigger(window, "copy_region")
    wait_for_words(qtbot, pane, "words copied")
    assert QGuiApplication.clipboard().text() == "Inspected on 12 May 2031\nShips in port: 41"


def test_a_region_is_read_and_its_text_offered(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    pane.view.set_region(0, PageRect(0, 0.28, 1, 0.5))
    trigger(window, "read_region")
    wait_for_words(qtbot, pane, "The region on page 1 was read: 2 words")
    (copy,) = pane.reading.bar.shown_buttons
    copy.click()
    assert QGuiApplication.clipboard().text() == "Total 48.20"


def test_what_was_read_is_shown_over_the_page(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    trigger(window, "show_read")
    wait_for_words(qtbot, pane, "has not been read yet")
    assert window.actions_table["show_read"].isChecked()
    (read,) = pane.reading.bar.shown_buttons
    read.click()
    qtbot.waitUntil(lambda: len(pane.view.read_words.on_page(0)) == 7, timeout=READ_MS)
    trigger(window, "show_read")
    assert pane.view.read_words.on_page(0) == ()
    assert not window.actions_table["show_read"].isChecked()


def test_a_page_with_text_says_that_nothing_had_to_be_read(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    trigger(window, "read_page")
    wait_for_words(qtbot, pane, "Page 1 has its text already.")


def test_a_killed_reader_costs_one_page_and_is_tried_again(
    qtbot: QtBot, window: MainWindow, ledger: Path, documents: DocumentService
) -> None:
    pane = opened(qtbot, window, ledger)
    killed: list[int] = []

    def kill_once(content: Any) -> None:
        process = documents.reader_process_id
        if not killed and process is not None and content is not None and "page 1 of 3" in content.say()[0]:
            killed.append(process)
            os.kill(process, signal.SIGKILL)

    trigger(window, "read_page")  # starts the reader
    wait_for_words(qtbot, pane, "was read from its picture")
    pane.view.go_to_page(1)
    pane.session.reading.bar_changed.connect(kill_once)
    pane.session.reading.read_pages([1, 2, 0])
    wait_for_words(qtbot, pane, "1 page could not be read.")
    assert killed
    assert "failed halfway" in pane.reading.bar.words
    (again,) = pane.reading.bar.shown_buttons
    assert again.text() == "Try again"
    again.click()
    wait_for_words(qtbot, pane, "1 page was read from its picture")


def test_closing_the_document_ends_the_reading(
    qtbot: QtBot, make_window: Callable[[], MainWindow], ledger: Path
) -> None:
    window = make_window()
    pane = opened(qtbot, window, ledger)
    trigger(window, "read_document")
    wait_for_words(qtbot, pane, "Reading page 1 of 3")
    window.close_pane(pane)
    assert not pane.session.reading.reading_pages


def test_closing_the_window_ends_the_reading(qtbot: QtBot, window: MainWindow, ledger: Path) -> None:
    pane = opened(qtbot, window, ledger)
    read: list[int] = []
    pane.session.reading.page_read.connect(lambda page, _: read.append(page))
    trigger(window, "read_document")
    wait_for_words(qtbot, pane, "Reading page 2 of 3")
    window.close()
    assert not pane.session.reading.reading_pages
    window.services.texts.close()  # waits for what is under way
    assert read == [0]


def test_a_searchable_pdf_is_saved_beside_the_document(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    out = pane.reading.proposed_file()
    assert out.name == "receipt (searchable).pdf"
    pane.reading.save_searchable(receipt)
    assert "is not overwritten" in pane.reading.bar.words
    pane.reading.save_searchable(out)
    assert "Making the searchable PDF" in pane.reading.bar.words
    wait_for_words(qtbot, pane, "Saved as receipt (searchable).pdf.")
    with pymupdf.open(out) as saved:
        assert saved[0].search_for("Bread and butter")
    pane.reading.bar.shown_buttons[0].click()
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 2, timeout=20_000)


def test_where_it_cannot_be_saved_is_said(qtbot: QtBot, window: MainWindow, receipt: Path, tmp_path: Path) -> None:
    pane = opened(qtbot, window, receipt)
    pane.reading.save_searchable(tmp_path / "no such folder" / "out.pdf")
    wait_for_words(qtbot, pane, "cannot be written")
    assert [each.text() for each in pane.reading.bar.shown_buttons] == ["Try again"]


# Asking ---------------------------------------------------------------------------------------------------------------


def test_a_question_reads_the_picture_and_tells_how_sure_it_is(
    qtbot: QtBot, window: MainWindow, receipt: Path, engine: Any
) -> None:
    engine.text = "48.20"
    pane = opened(qtbot, window, receipt)
    pane.ask_panel.ask("What is the total?", Scope.PAGE)
    wait_for_words(qtbot, pane, "Reading page 1 from its picture")
    qtbot.waitUntil(lambda: pane.session.running is None, timeout=READ_MS)
    entry = pane.session.entries[0]
    assert entry.outcome is Outcome.FOUND
    assert entry.evidence[0].text == "48.20"
    (card,) = pane.ask_panel.answers.findChildren(AnswerCard)
    qtbot.waitUntil(lambda: "Read from the picture, sure of" in card.accessibleDescription(), timeout=20_000)


def test_stopping_the_answer_stops_the_reading(qtbot: QtBot, window: MainWindow, receipt: Path) -> None:
    pane = opened(qtbot, window, receipt)
    pane.ask_panel.ask("What is the total?", Scope.PAGE)
    wait_for_words(qtbot, pane, "Reading page 1 from its picture")
    pane.reading.bar.shown_buttons[0].click()
    qtbot.waitUntil(lambda: pane.session.running is None)
    assert pane.session.entries[0].outcome is Outcome.STOPPED
    qtbot.waitUntil(pane.reading.bar.isHidden)


def test_a_page_with_a_drawing_only_says_that_there_is_no_text(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    drawing = Image.new("L", SMALL, 250)
    ImageDraw.Draw(drawing).ellipse((200, 100, 640, 520), outline=40, width=14)
    drawing.save(tmp_path / "drawing.pdf", resolution=100)
    pane = opened(qtbot, window, tmp_path / "drawing.pdf")
    pane.ask_panel.ask("What is the total?", Scope.PAGE)
    (card,) = pane.ask_panel.answers.findChildren(AnswerCard)
    qtbot.waitUntil(lambda: "No text on this page." in card.accessibleDescription(), timeout=READ_MS)
