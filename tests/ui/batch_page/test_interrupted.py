"""A run that the end of the program interrupted is told of at the next start, and goes on at a click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import RunState
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.ui.main_window import MainWindow

PAGES = 120


@pytest.fixture
def engine() -> BuiltinReader:
    return BuiltinReader()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    with pymupdf.open() as document:
        for page in range(PAGES):
            document.new_page().insert_text((72, 100), f"Invoice number: INV-{page}")
        document.save(tmp_path / "invoices.pdf")
    return Plan((str(tmp_path / "invoices.pdf"),), (PlannedQuestion("What is the invoice number?"),))


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    return {one.text(): one for one in window.workspace.notices.findChildren(QPushButton) if one.isVisible()}


def test_it_goes_on_at_a_click(make_window: Callable[[], MainWindow], plan: Plan, qtbot: QtBot) -> None:
    first = make_window()
    runs = first.services.runs
    runs.start(plan, "Invoices")
    qtbot.waitUntil(lambda: bool(runs.runs) and runs.runs[0].tally.done > 3, timeout=30_000)
    first.close()
    first.services.close()
    assert runs.runs[0].tally.done < PAGES
    second = make_window()
    qtbot.waitUntil(lambda: "Go on" in buttons(second), timeout=10_000)
    assert "Show runs" in buttons(second)
    qtbot.mouseClick(buttons(second)["Go on"], Qt.MouseButton.LeftButton)
    assert second.workspace.shows_batch
    runs = second.services.runs
    qtbot.waitUntil(lambda: bool(runs.runs) and runs.runs[0].state is RunState.ENDED, timeout=30_000)
    assert runs.runs[0].tally.found == PAGES


def test_one_that_was_paused_is_not_mentioned(make_window: Callable[[], MainWindow], plan: Plan, qtbot: QtBot) -> None:
    first = make_window()
    runs = first.services.runs
    runs.start(plan, "Invoices")
    qtbot.waitUntil(lambda: bool(runs.runs) and runs.runs[0].tally.done > 3, timeout=30_000)
    runs.pause(runs.runs[0].id)
    qtbot.waitUntil(lambda: runs.runs[0].state is RunState.PAUSED, timeout=10_000)
    first.close()
    first.services.close()
    second = make_window()
    found: list[object] = []
    with qtbot.waitSignal(second.settled, timeout=10_000):
        pass
    second.services.runs.find_interrupted(found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found == [()]
    assert "Go on" not in buttons(second)
