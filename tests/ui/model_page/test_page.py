"""The page of models: opened, left, and what stands on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass import i18n
from quizglass.models import devices, gpu_use, memory_need, store
from quizglass.models.devices import Device
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_plan import Step
from quizglass.settings import Quantization
from quizglass.ui.controls.cards.card import Card
from quizglass.ui.dialogs.remove import RemoveDialog
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page import page as model_page
from quizglass.ui.model_page.page import ModelPage

CARD = Device("RTX 4070", 12 * 10**9, 11 * 10**9, "550.54", "cuda")


def button(card: Card, key: str) -> QPushButton:
    found = card.button(key)
    assert found is not None, card.content
    return found


def test_the_built_in_reader_stands_first_and_answers(page: ModelPage) -> None:
    card = next(iter(page.installed.cards.values()))
    assert card.content
    assert card.content.title == "Built-in reader"
    assert card.content.badge == "Answers your questions"
    assert not card.content.buttons, "it can be neither unloaded nor removed"


def test_everything_has_a_name_for_a_screen_reader(page: ModelPage, window: MainWindow, tiny: InstalledModel) -> None:
    page.filter.choose("all")
    page.look()
    assert [named for named in names_in(window) if not named.name] == []


def test_esc_leads_back_to_the_documents(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    window.actions_table["models"].trigger()
    page = window.workspace.model_page()
    assert window.workspace.current is None
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.workspace.current is pane


def test_without_documents_it_leads_back_to_the_start(window: MainWindow, page: ModelPage) -> None:
    page.left.emit()
    assert not window.workspace.shows_models
    assert window.workspace.front is None


def test_only_what_suits_this_computer_is_listed_at_first(page: ModelPage) -> None:
    """Without a card these are the small ones: for an answer of a large one nobody waits."""
    assert page.standing
    runs = [item.entry.id for item in page.standing.offered if item.suits]
    assert 0 < len(runs) < 10
    assert list(page.offered.cards) == runs
    page.filter.choose("all")
    page.filter.chosen.emit("all")
    assert len(page.offered.cards) == len(page.standing.offered) > len(runs)


def test_one_model_suits_the_card(qtbot: QtBot, page: ModelPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "graphics_card", lambda: CARD)
    monkeypatch.setattr("quizglass.ui.model_page.standing.graphics_card", lambda: CARD)
    monkeypatch.setattr(gpu_use, "unused_card", lambda _device="auto": None)
    page.look()
    qtbot.waitUntil(lambda: page.standing is not None and page.standing.card is not None, timeout=20_000)
    first = next(iter(page.offered.cards.values())).content
    assert first
    assert (first.title, first.badge) == ("Qwen3-VL 8B", "Suits this computer best")
    assert first.fit == ("good", "Of 12.0 GB of memory it takes 8.3 GB in 4 bit, 11.7 GB in 8 bit.")


def test_a_card_that_is_not_used_is_told_of_with_the_reason(
    qtbot: QtBot, page: ModelPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.device.warning.isHidden()
    monkeypatch.setattr(gpu_use, "unused_card", lambda _device: gpu_use.UnusedCard("RTX 4070", "old-driver"))
    page.look()
    qtbot.waitUntil(lambda: page.device.warning.isVisible(), timeout=20_000)
    assert "RTX 4070" in page.device.warning.words
    assert "driver is too old" in page.device.warning.words


def test_the_precision_is_chosen_on_the_page(page: ModelPage, window: MainWindow) -> None:
    page.device.precision.chosen.emit(Quantization.INT8)
    assert window.services.preferences.current.quantization is Quantization.INT8
    assert page.device.precision.choice == Quantization.INT8


def test_removing_is_asked_and_done(
    qtbot: QtBot, tiny: InstalledModel, window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    page = open_page(window)
    button(page.installed.cards[tiny.id], "remove").click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RemoveDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RemoveDialog)
    dialog.keep.click()
    assert store.list_models() == [tiny]
    button(page.installed.cards[tiny.id], "remove").click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RemoveDialog))
    second = QApplication.activeModalWidget()
    assert isinstance(second, RemoveDialog)
    second.remove.click()
    qtbot.waitUntil(lambda: tiny.id not in page.installed.cards, timeout=20_000)
    assert store.list_models() == []


def test_files_that_changed_are_found(
    qtbot: QtBot, tiny: InstalledModel, window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    page = open_page(window)
    card = page.installed.cards[tiny.id]

    def said() -> str:
        return card.content.said[1] if card.content and card.content.said else ""

    button(card, "verify").click()
    qtbot.waitUntil(lambda: said() == "Its files are whole.", timeout=20_000)
    assert tiny.path
    weights = tiny.path / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    button(card, "verify").click()
    qtbot.waitUntil(lambda: "was changed" in said(), timeout=20_000)


def test_a_model_from_loading_to_unloading(
    qtbot: QtBot, tiny: InstalledModel, real_window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    """The real engine: loaded by its card, tried on the sample, unloaded again."""
    page, answers = open_page(real_window), real_window.services.answers
    card = page.installed.cards[tiny.id]
    button(card, "use").click()
    qtbot.waitUntil(lambda: answers.state.stage == "ready", timeout=60_000)
    qtbot.waitUntil(lambda: card.button("unload") is not None, timeout=20_000)
    assert card.content
    assert card.content.lines[0].startswith("Loaded: CPU · 4 bit")
    assert "of" in real_window.status.model_chip.text().rpartition("·")[2], "what it takes of the memory"
    button(card, "try").click()
    qtbot.waitUntil(
        lambda: bool(card.content and card.content.said and card.content.said[0] != "muted"), timeout=60_000
    )
    button(card, "unload").click()
    qtbot.waitUntil(
        lambda: bool(card.content and card.content.said and card.content.said[1].startswith("Freed")), timeout=20_000
    )
    assert answers.state.stage == "resting"
    assert card.button("load") is not None


def test_a_model_that_needs_coarser_numbers_is_loaded_in_them(
    qtbot: QtBot,
    tiny: InstalledModel,
    window: MainWindow,
    open_page: Callable[[MainWindow], ModelPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plan is what the button does: the precision that fits, not the one that was wished for."""
    window.services.preferences.change(quantization=Quantization.BF16)
    whole = memory_need.need_of(tiny, Quantization.BF16, tokens=640, number_bytes=memory_need.THIRTY_TWO_BIT).total
    little = Device("CPU", whole, whole - 1, "", "cpu")
    monkeypatch.setattr("quizglass.ui.model_page.standing.processor", lambda: little)
    page = open_page(window)
    card = page.installed.cards[tiny.id]
    assert page.standing
    made = page.standing.installed[1].plan
    assert made
    assert Step.COARSER in made.steps
    button(card, "use").click()
    assert window.services.preferences.current.model == tiny.id
    assert window.services.preferences.current.quantization is made.quantization is not Quantization.BF16


def test_nothing_is_said_of_models_before_it_is_known(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To look takes a moment; until then the page claims neither that there is no model nor no card."""
    held = threading.Event()
    real = model_page.stand
    monkeypatch.setattr(model_page, "stand", lambda *known: held.wait(20) and real(*known))
    window.actions_table["models"].trigger()
    page = window.workspace.model_page()
    assert page.device._name.text() == "Looking at this computer…"
    assert page.installed.isHidden()
    assert page.offered.isHidden()
    held.set()
    qtbot.waitUntil(lambda: page.standing is not None, timeout=20_000)
    assert page.device._name.text() == "Processor"
    assert page.installed.isVisible()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_device_card_follows_the_language(page: ModelPage, language: str) -> None:
    i18n.set_language(language)
    try:
        assert page.device._name.text() == ("Процессор" if language == "ru" else "Processor")
    finally:
        i18n.set_language("en")
