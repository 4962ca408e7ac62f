"""The card that tells what a document is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.documents.properties import DocumentProperties, FontUse
from quizglass.geometry import Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.main_window import MainWindow
from quizglass.ui.properties.card import PropertiesCard
from quizglass.ui.properties.facts import TextCount, as_text, facts, font_words, page_sizes, size_words, text_words

A4 = Size(595, 842)


def test_sizes_are_told_in_millimetres_and_by_name() -> None:
    assert page_sizes([A4] * 3) == "210 × 297 mm (A4)"
    assert page_sizes([Size(842, 595)]) == "297 × 210 mm (A4)"
    assert page_sizes([A4, A4, Size(100, 100)]).splitlines() == ["210 × 297 mm (A4): 2 pages", "35 × 35 mm: 1 page"]
    assert page_sizes([Size(100 + n * 10, 100) for n in range(9)]).endswith("and 6 other sizes")


def test_fonts_that_are_missing_in_the_file_come_first() -> None:
    fonts = (FontUse("Aria", "TrueType", is_embedded=True), FontUse("Zeta", "Type1", is_embedded=False))
    assert font_words(fonts, complete=True).splitlines() == [
        "Zeta · Type1 · not embedded",
        "Aria · TrueType · embedded",
    ]
    assert "not all pages" in font_words(fonts, complete=False)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (TextCount(3, 0, 0, is_over=True), "on all pages"),
        (TextCount(1, 0, 2, is_over=True), "on 1 of 3 pages\n2 pages are pictures that were not read"),
        (TextCount(3, 2, 0, is_over=True), "on all pages\n2 pages were read from their pictures"),
        (TextCount(0, 0, 0, is_over=True), "none"),
        (TextCount(1, 0, 0, is_over=False), "1 of 3 pages so far"),
    ],
)
def test_it_is_told_whether_pages_have_text(count: TextCount, words: str) -> None:
    assert text_words(3, count) == words


@pytest.mark.parametrize(
    ("count", "words"), [(7, "7 bytes"), (51_687, "51.7 KB"), (999_999, "1.0 MB"), (3_400_000_000, "3.4 GB")]
)
def test_sizes_of_files(count: int, words: str) -> None:
    assert size_words(count) == words


def test_what_is_not_known_is_left_out_and_all_can_be_pasted() -> None:
    info = DocumentInfo(1, (A4,), format="PDF 1.7")
    found = facts(
        DocumentSource("/a/b.pdf"), info, DocumentProperties("PDF 1.7", author="A. Pilot"), TextCount(1, 0, 0, True)
    )
    titles = [fact.title for fact in found]
    assert "Subject" not in titles
    assert "Author: A. Pilot" in as_text(found).splitlines()
    assert all(line for line in as_text(found).splitlines())


def test_the_card_fills_itself_and_can_be_copied(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    window.actions_table["properties"].trigger()
    card = window.findChildren(PropertiesCard)[0]
    assert card.shown()["File"] == "report.pdf"
    qtbot.waitUntil(lambda: "Fonts" in card.shown() and "so far" not in card.shown()["Text"], timeout=20_000)
    assert card.shown()["Pages"] == "3"
    assert card.shown()["Text"] == "on 2 of 3 pages"
    assert card.shown()["Encryption"] == "none"
    card.copy.click()
    assert "File: report.pdf" in QGuiApplication.clipboard().text()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not card.isVisible()
