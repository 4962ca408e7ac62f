"""Choosing and importing models in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from quizglass.errors import OutOfMemory
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.server import address_book
from quizglass.models.server.server import Server
from quizglass.ui.answers_access import ModelState
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_import import import_model
from quizglass.ui.status_bar import chip_explanation, chip_words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ModelState("built-in", "Built-in reader"), "Built-in reader · CPU"),
        (ModelState("big", "Big", "ready", "RTX 4070", "nf4"), "Big · RTX 4070 · 4-bit"),
        (ModelState("big", "Big", "loading", percent=40), "Big · loading 40 %"),
        (ModelState("big", "Big", "failed"), "Big · cannot be used"),
        (ModelState("big", "Big", "resting"), "Big · loads with the first question"),
    ],
)
def test_the_chip_says_what_answers_and_on_what(state: ModelState, words: str) -> None:
    assert chip_words(state) == words
    assert chip_explanation(state)


def test_the_menu_of_models_lists_the_built_in_reader(qtbot: QtBot, window: MainWindow) -> None:
    QTest.mouseClick(window.status.model_chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=20_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.text() for action in menu.actions()]
    assert names[0] == "Built-in reader: quotes the page"
    assert menu.actions()[0].isChecked()
    assert "Import a model from a folder…" in names
    menu.close()


def test_a_server_is_chosen_like_a_model(qtbot: QtBot, window: MainWindow) -> None:
    address_book.put(Server("server:qwen", "http://gpu.office.lan:8000/v1", "team/Qwen"))
    QTest.mouseClick(window.status.model_chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=20_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [entry] = [action for action in menu.actions() if action.text() == "Qwen: on the server gpu.office.lan"]
    entry.trigger()
    menu.close()
    assert window.services.preferences.current.model == "server:qwen"
    assert chip_words(window.services.answers.state).startswith("Qwen · ")


def test_a_folder_that_is_no_model_is_refused_in_words(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "holiday"
    folder.mkdir()
    import_model(window, str(folder))
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=20_000)
    assert "holiday cannot be imported." in window.workspace.notices.shown()[0]


def test_a_model_that_does_not_load_says_why(qtbot: QtBot, window: MainWindow, engine: Any, monkeypatch: Any) -> None:
    def refuse(*_: object) -> None:
        raise OutOfMemory(model="Big")

    monkeypatch.setattr(engine, "load", refuse)
    window.services.preferences.change(model="big")
    qtbot.waitUntil(lambda: window.services.answers.state.stage == "failed", timeout=20_000)
    assert "for Big" in window.status.model_chip.toolTip()


def test_a_model_on_the_processor_is_told_of_once(
    qtbot: QtBot, window: MainWindow, engine: Any, monkeypatch: Any
) -> None:
    slow = EngineInfo("big", "Big", EngineKind.VISION, notice="gpu-unused")
    monkeypatch.setattr(type(engine), "info", property(lambda _: slow))
    window.services.preferences.change(model="big")
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=20_000)
    assert "Big runs on the processor" in window.workspace.notices.shown()[0]
    window.workspace.notices.clear()
    window.services.answers.load()
    qtbot.waitUntil(lambda: window.services.answers.state.stage == "ready", timeout=20_000)
    assert window.workspace.notices.shown() == []
