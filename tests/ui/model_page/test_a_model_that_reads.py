"""The whole way in a real window: a model is brought in and chosen, a region is dragged, and the answer lights up.

The model is the nano one, which really reads: what it says is right or wrong.
"""

from __future__ import annotations

import random
from pathlib import Path

import pymupdf
import pytest
from gestures import drag, on_page
from nano_qwen2_vl.pages import Item, write_items
from nano_qwen2_vl.sheets import A4
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.answers import Outcome
from quizglass.geometry import PageRect
from quizglass.models import store
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.session.entry import Entry

TRAINED = Path(__file__).parents[2] / "checkpoints" / "nano_qwen2_vl" / "trained"
NUMBER = Item("40718", "helv", 22.0, 220.0, 330.0)
WORD = Item("LEDGER", "hebo", 20.0, 225.0, 362.0)
ELSEWHERE = Item("5592", "helv", 24.0, 60.0, 700.0)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    document = pymupdf.open()
    write_items(document.new_page(width=A4.width, height=A4.height), [NUMBER, WORD, ELSEWHERE], random.Random(1))
    document.save(tmp_path / "sheet.pdf")
    return tmp_path / "sheet.pdf"


@pytest.fixture
def pane(qtbot: QtBot, real_window: MainWindow, sheet: Path) -> DocumentPane:
    """The sheet, and the nano model chosen to answer."""
    model = store.import_folder(TRAINED)
    real_window.services.preferences.change(model=model.id)
    real_window.open_files([str(sheet)])
    qtbot.waitUntil(lambda: real_window.workspace.current is not None, timeout=20_000)
    pane = real_window.workspace.current
    assert pane
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible())
    return pane


def ask(qtbot: QtBot, pane: DocumentPane, question: str) -> Entry:
    asked = len(pane.session.entries)
    pane.ask_panel.composer.field.setPlainText(question)
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(pane.session.entries) > asked and not pane.session.entries[-1].running, timeout=60_000)
    return pane.session.entries[-1]


def test_what_is_dragged_is_read_and_lit(qtbot: QtBot, pane: DocumentPane) -> None:
    around = PageRect.union([NUMBER.on(A4), WORD.on(A4)]).grown(14 / A4.width, 14 / A4.height)
    pane.view.fit_page()
    drag(
        pane.view,
        on_page(pane.view, 0, around.x0, around.y0),
        on_page(pane.view, 0, around.x1, around.y1),
    )
    for question, item in (("What number is here?", NUMBER), ("What word is here?", WORD)):
        entry = ask(qtbot, pane, question)
        assert entry.outcome is Outcome.FOUND
        assert entry.text == item.text
        assert PageRect.union(entry.evidence[0].boxes).iou(item.on(A4)) > 0.9


def test_what_stands_elsewhere_is_not_said(qtbot: QtBot, pane: DocumentPane) -> None:
    pane.view.set_region(0, ELSEWHERE.on(A4).grown(14 / A4.width, 14 / A4.height))
    assert ask(qtbot, pane, "What number is here?").text == ELSEWHERE.text
    assert ask(qtbot, pane, "What word is here?").outcome is Outcome.NOT_FOUND
