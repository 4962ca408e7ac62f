"""The print dialog in a real window, with real workers."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect, Size
from quizglass.ui.main_window import MainWindow
from quizglass.ui.printing.dialog import PrintDialog
from quizglass.ui.printing.printers import PrinterFacts
from quizglass.ui.printing.sheets import Paper


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, report: Path) -> PrintDialog:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=20_000)
    pane = window.workspace.panes[0]
    pane.view.set_region(0, PageRect(0.1, 0.1, 0.5, 0.5))
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    return window.findChildren(PrintDialog)[0]


def save_to(monkeypatch: pytest.MonkeyPatch, file: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))


def press(dialog: PrintDialog) -> None:
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)


def test_the_sheet_is_shown_before_it_is_printed(qtbot: QtBot, dialog: PrintDialog) -> None:
    qtbot.waitUntil(lambda: dialog.preview.is_drawn)
    picture = dialog.preview.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2).name() == "#ffffff"
    assert dialog.preview.accessibleDescription() == "Sheet 1 of 3"
    QTest.keyClick(dialog.preview, Qt.Key.Key_Right)
    assert dialog.preview.accessibleDescription() == "Sheet 2 of 3"


def test_chosen_pages_go_into_a_file(
    qtbot: QtBot, dialog: PrintDialog, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "out.pdf")
    QTest.keyClicks(dialog.options.typed, "3, 1")
    assert dialog.options.pages == (2, 0)
    press(dialog)
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=20_000)
    assert "2 pages are in out.pdf" in window.workspace.notices.shown()[0]
    assert pymupdf.open(tmp_path / "out.pdf").page_count == 2


def test_pages_that_are_not_there_cannot_be_printed(dialog: PrintDialog) -> None:
    QTest.keyClicks(dialog.options.typed, "9")
    assert not dialog.print_button.isEnabled()
    dialog.options.typed.clear()
    QTest.keyClicks(dialog.options.typed, "2")
    assert dialog.print_button.isEnabled()


def test_odd_or_even_pages_alone(dialog: PrintDialog) -> None:
    dialog.options.parity.choose("even")
    assert dialog.job().pages == (1,)
    dialog.options.parity.choose("odd")
    assert dialog.job().pages == (0, 2)


def test_the_region_is_printed_only_where_it_is_wanted(dialog: PrintDialog) -> None:
    assert not dialog.job().marks.any
    dialog.options.marks.click()
    assert dialog.job().marks.regions[0] == (PageRect(0.1, 0.1, 0.5, 0.5),)


def test_a_printer_that_is_found_is_chosen_with_its_paper(dialog: PrintDialog) -> None:
    facts = PrinterFacts("lp", "Third floor", Paper(Size(595, 842), (12, 12, 12, 12)))
    dialog.options.set_printers((facts,))
    assert dialog.options.printer == "lp"
    assert dialog.job().paper == facts.paper
    dialog.options.paper.choose("A3")
    assert dialog.job().paper.margins == (12, 12, 12, 12)
    dialog.options.where.choose("file")
    assert dialog.job().paper == Paper(dialog.job().paper.size)


def test_a_print_can_be_stopped(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "out.pdf")
    QTest.keyClicks(dialog.options.typed, ", ".join(["1-3"] * 40))
    press(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(dialog.options.isEnabled, timeout=20_000)
    assert not (tmp_path / "out.pdf").exists()
    assert dialog.isVisible()


def test_what_went_wrong_is_said_in_the_dialog(
    qtbot: QtBot, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path / "no folder" / "out.pdf")
    press(dialog)
    qtbot.waitUntil(lambda: "out.pdf cannot be written" in dialog.words, timeout=20_000)
    assert dialog.print_button.isEnabled()
