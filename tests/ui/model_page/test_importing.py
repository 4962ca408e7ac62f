"""Taking a model over from a folder: seen while it is copied, stopped without a trace, used once it is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models import store
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_import import import_model


def test_an_import_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy hangs in its middle, as from a slow stick."""

    def copy(_folder: Path, *, progress: Any, cancel: CancelToken) -> None:
        progress(0.5)
        cancel.wait(20)
        raise Cancelled

    monkeypatch.setattr(store, "import_folder", copy)
    import_model(window, str(tiny_folder))
    page = window.workspace.model_page()
    assert window.workspace.shows_models
    card_id = f"import:{tiny_folder}"
    qtbot.waitUntil(lambda: card_id in page.installed.cards, timeout=20_000)
    card = page.installed.cards[card_id]
    qtbot.waitUntil(lambda: bool(card.content and card.content.progress and card.content.progress.share == 0.5))
    assert card.content
    assert card.content.progress
    assert card.content.progress.words == "Copying · 1 MB of 1 MB"
    stop = card.button("stop")
    assert stop
    stop.click()
    qtbot.waitUntil(lambda: card_id not in page.installed.cards, timeout=20_000)
    assert store.list_models() == []
    assert window.workspace.notices.shown() == []
    assert window.services.preferences.current.model == "built-in"


def test_what_was_imported_answers(qtbot: QtBot, window: MainWindow, tiny_folder: Path) -> None:
    import_model(window, str(tiny_folder))
    qtbot.waitUntil(lambda: bool(store.list_models()), timeout=20_000)
    [model] = store.list_models()
    page = window.workspace.model_page()
    qtbot.waitUntil(lambda: list(page.installed.cards) == ["built-in", model.id], timeout=20_000)
    assert window.services.preferences.current.model == model.id
    assert "was imported" in window.workspace.notices.shown()[0]
