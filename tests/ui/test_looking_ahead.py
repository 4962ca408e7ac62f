"""The model looks at what it is likely to be asked of while the question is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.engine import View
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow

TITLE, SHIPS = PageRect(0.05, 0.08, 0.9, 0.16), PageRect(0.05, 0.25, 0.9, 0.32)


class NotingReader(BuiltinReader):
    """Notes what it looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[tuple[int, PageRect]] = []

    def look(self, view: View, cancel: CancelToken) -> ReadPage:
        self.looks.append((view.page, view.region))
        return super().look(view, cancel)


@pytest.fixture
def engine() -> NotingReader:
    return NotingReader()


@pytest.fixture
def pane(window: MainWindow, report: Path, qtbot: QtBot) -> DocumentPane:
    """A document whose model is loaded."""
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    shown = window.workspace.current
    assert shown is not None
    qtbot.waitUntil(lambda: shown.ask_panel.isVisible())
    window.services.answers.load()
    qtbot.waitUntil(lambda: window.services.answers.state.stage == "ready", timeout=20_000)
    return shown


def ask(qtbot: QtBot, pane: DocumentPane, question: str) -> str:
    pane.ask_panel.composer.field.setPlainText(question)
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.session.entries) and not pane.session.entries[-1].running, timeout=20_000)
    return pane.session.entries[-1].text


def test_a_region_is_looked_at_when_it_is_drawn(pane: DocumentPane, engine: NotingReader, qtbot: QtBot) -> None:
    pane.view.set_region(0, SHIPS)
    qtbot.waitUntil(lambda: bool(engine.looks), timeout=10_000)
    assert engine.looks == [(0, SHIPS)]
    assert "41" in ask(qtbot, pane, "How many ships are in port?")
    assert engine.looks == [(0, SHIPS)], "asked, it has seen it already"


def test_a_region_that_is_only_passed_by_is_not_looked_at(
    pane: DocumentPane, engine: NotingReader, qtbot: QtBot
) -> None:
    for step in range(10):
        pane.view.set_region(0, PageRect(0.05, 0.2, 0.9, 0.3 + step / 100))
    pane.view.set_region(0, SHIPS)
    qtbot.waitUntil(lambda: bool(engine.looks), timeout=10_000)
    assert engine.looks == [(0, SHIPS)]


def test_a_page_is_looked_at_when_the_cursor_comes_into_the_field(
    pane: DocumentPane, engine: NotingReader, window: MainWindow, qtbot: QtBot
) -> None:
    pane.ask_panel.composer.field.setFocus()
    qtbot.waitUntil(lambda: bool(engine.looks), timeout=10_000)
    assert engine.looks == [(0, WHOLE_PAGE)]
    pane.view.set_region(0, TITLE)
    qtbot.waitUntil(lambda: len(engine.looks) == 2, timeout=10_000)
    assert engine.looks[1] == (0, TITLE)
    assert "41" not in ask(qtbot, pane, "How many ships are in port?"), "they stand outside of the region"
