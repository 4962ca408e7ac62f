"""Fetching a model in the window: the licence first, then progress, a stop, and the rest of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hub_server import COMMIT, REPOSITORY, HubServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizglass.models import catalog, licences, store
from quizglass.ui.controls.cards.card import Card
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page.licence_dialog import LicenceDialog
from quizglass.ui.model_page.page import ModelPage

pytestmark = pytest.mark.network
ENTRY = f"""
[[models]]
id = "tiny"
name = "Tiny"
family = "qwen2_vl"
repository = "{REPOSITORY}"
revision = "{COMMIT}"
licence = "MIT"
memory_gb = {{ nf4 = 0.1 }}
"""


@pytest.fixture
def hub(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    server = HubServer(Path(shutil.copytree(tiny_folder, tmp_path / "published")))
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    catalog.own_file().parent.mkdir(parents=True, exist_ok=True)
    catalog.own_file().write_text(ENTRY, encoding="utf-8")
    with server.running():
        yield server


def press(card: Card, key: str) -> None:
    made = card.button(key)
    assert made is not None, card.content
    made.click()


def test_a_model_is_fetched_once_its_licence_is_accepted(
    qtbot: QtBot, hub: HubServer, window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    page = open_page(window)
    card = page.offered.cards["tiny"]
    press(card, "download")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LicenceDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    assert not hub.ranges, "nothing was asked for"

    hub.faults.hang_after = 270_000
    press(card, "download")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LicenceDialog)
    dialog.tick.setChecked(True)
    dialog.accept_button.click()
    qtbot.waitUntil(
        lambda: bool(card.content and card.content.progress and card.content.progress.share), timeout=30_000
    )
    assert licences.accepted(catalog.entries()[-1])
    assert "Tiny" in window.status._network.text(), "the network is not off now"
    press(card, "stop")
    qtbot.waitUntil(lambda: card.button("discard") is not None, timeout=20_000)
    assert window.status._network.text() == "network off"
    assert store.list_models() == []

    hub.faults.hang_after = None
    press(card, "download")
    qtbot.waitUntil(lambda: "tiny" in page.installed.cards, timeout=30_000)
    assert "tiny" not in page.offered.cards
    assert "Tiny is on this computer." in window.workspace.notices.shown()[0]


def test_what_goes_wrong_stands_on_the_card(
    qtbot: QtBot, hub: HubServer, window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    hub.faults.status = 404
    page = open_page(window)
    licences.accept(catalog.entries()[-1])
    card = page.offered.cards["tiny"]
    press(card, "download")
    qtbot.waitUntil(lambda: bool(card.content and card.content.said), timeout=30_000)
    assert card.content
    assert card.content.said
    assert card.content.said[0] == "bad"
    assert "Tiny cannot be downloaded." in card.content.said[1]


def test_what_goes_wrong_is_told_to_whoever_reads_a_document_meanwhile(
    qtbot: QtBot, hub: HubServer, window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    hub.faults.status = 404
    page = open_page(window)
    licences.accept(catalog.entries()[-1])
    press(page.offered.cards["tiny"], "download")
    page.left.emit()
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=30_000)
    assert "Tiny cannot be downloaded." in window.workspace.notices.shown()[0]
