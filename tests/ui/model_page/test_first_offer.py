"""What the first start says of models: once, then never again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from quizglass import paths, settings
from quizglass.models.devices import Device
from quizglass.models.gpu_use import UnusedCard
from quizglass.ui.first_offer import FirstOffer
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page import advice
from quizglass.ui.model_page.advice import Advice

CARD = Device("RTX 4070", 12 * 10**9, 11 * 10**9, "550.54", "cuda")


def offer_of(window: MainWindow) -> FirstOffer | None:
    window.workspace.show_start()
    return window.workspace.start_page().offer


def test_it_is_shown_once(qtbot: QtBot, make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    offer = offer_of(window)
    assert offer
    qtbot.waitUntil(lambda: offer.advice is not None, timeout=20_000)
    assert offer.isVisible(), "for the whole of the first time"
    window.services.preferences.save_now()
    qtbot.waitUntil(lambda: settings.load(paths.settings_file()).settings.model_offered, timeout=20_000)
    assert offer_of(make_window()) is None


def test_no_is_an_answer(window: MainWindow) -> None:
    offer = offer_of(window)
    assert offer
    offer.later.click()
    assert offer.isHidden()
    assert offer_of(window) is None
    assert window.services.preferences.current.model_offered


def test_it_leads_to_the_model(qtbot: QtBot, window: MainWindow) -> None:
    offer = offer_of(window)
    assert offer
    qtbot.waitUntil(lambda: offer.advice is not None, timeout=20_000)
    assert offer.advice
    entry = offer.advice.entry
    offer.see.click()
    assert window.workspace.shows_models
    page = window.workspace.model_page()
    if entry is not None:  # this computer has memory for one
        qtbot.waitUntil(lambda: entry.id in page.offered.cards, timeout=20_000)
        qtbot.waitUntil(lambda: page.offered.cards[entry.id].button("download") is window.focusWidget())


def test_the_card_and_what_fits_it_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice, "graphics_card", lambda: CARD)
    monkeypatch.setattr("quizglass.models.gpu_use.unused_card", lambda _device: None)
    made = advice.advise("auto")
    assert made.words()[0] == "RTX 4070 with 12.0 GB: Qwen3-VL 8B fits. 17.5 GB to download, licence Apache-2.0."
    assert made.words()[1] == ""


def test_a_card_that_is_not_used_is_warned_of() -> None:
    words, warning = Advice(CARD, None, UnusedCard("RTX 4070", "no-cuda")).words()
    assert words == ""
    assert warning.startswith("The graphics card is not used: RTX 4070.")
