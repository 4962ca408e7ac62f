"""Where memory does not suffice: the ways out that the page offers, and that unloading really frees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
import qwen2_vl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.errors import OutOfMemory
from quizglass.models import store
from quizglass.models.devices import Device
from quizglass.models.engine import EngineInfo, EngineKind
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import needs_by_precision
from quizglass.settings import Quantization, Settings
from quizglass.ui.ask_panel.states import Help, state_of
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page.page import ModelPage
from quizglass.ui.model_page.standing import Installed, Offered, Standing, smaller, stand


def test_an_answer_that_had_no_memory_leads_to_a_coarser_precision(
    qtbot: QtBot,
    window: MainWindow,
    tiny: InstalledModel,
    open_page: Callable[[MainWindow], ModelPage],
    report: Path,
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The engine runs out of memory in the middle of an answer; two presses further the model is loaded in 4 bit."""
    info = EngineInfo(tiny.id, tiny.name, EngineKind.VISION)
    monkeypatch.setattr(type(engine), "info", property(lambda _: info))
    window.services.preferences.change(quantization=Quantization.BF16, model=tiny.id)
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane
    qtbot.waitUntil(lambda: len(pane.panels()) == 2)
    engine.error = OutOfMemory(model="tiny")
    pane.ask_panel.composer.field.setPlainText("How many ships?")
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.session.entries) and pane.session.entries[-1].answer is not None, timeout=20_000)
    assert state_of(pane.session.entries[-1]).help is Help.CHOOSE_MODEL, "its button opens the page of models"
    page = open_page(window)
    card = page.installed.cards[tiny.id]
    qtbot.waitUntil(lambda: card.button("coarser") is not None, timeout=20_000)
    assert card.content
    assert card.content.said
    assert card.content.said[0] == "bad"
    coarser = card.button("coarser")
    assert coarser
    coarser.click()
    assert window.services.preferences.current.quantization is Quantization.NF4
    qtbot.waitUntil(lambda: card.button("coarser") is None, timeout=20_000)


def test_the_next_smaller_model_is_named(tiny: InstalledModel) -> None:
    """One that is here and fits comes before one to download."""
    made = stand(Settings())
    here = made.installed_as(tiny.id)
    assert here
    assert here.plan
    needed = replace(here.plan.need, weights=20 * 10**9)
    large = Installed(replace(tiny, id="large", name="Large"), replace(here.plan, need=needed, fits=False), here.needs)
    both = Standing(made.processor, None, None, (large, here), made.offered)
    assert smaller(both, large) is here
    alone = Standing(made.processor, None, None, (large,), made.offered)
    other = smaller(alone, large)
    assert isinstance(other, Offered)
    assert other.suits
    assert smaller(both, here) is None, "nothing is smaller than a few kilobytes"


def test_a_model_that_does_not_fit_leads_to_one_that_does(
    qtbot: QtBot,
    window: MainWindow,
    tiny: InstalledModel,
    open_page: Callable[[MainWindow], ModelPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs = needs_by_precision(tiny)
    huge = {bits: replace(need, weights=30 * 10**9) for bits, need in needs.items()}
    monkeypatch.setattr("quizglass.models.memory_plan.need_of", lambda *_a, **_k: huge[Quantization.NF4])
    monkeypatch.setattr("quizglass.ui.model_page.standing.needs_by_precision", lambda _model: huge)
    roomy = Device("CPU", 16 * 10**9, 12 * 10**9, "", "cpu")
    monkeypatch.setattr("quizglass.ui.model_page.standing.processor", lambda: roomy)
    page = open_page(window)
    show = page.installed.cards[tiny.id].button("smaller")
    assert show
    assert show.text() == "Show Qwen2-VL 2B, which is smaller"
    show.click()
    best = page.offered.cards["qwen2-vl-2b-instruct"].button("download")
    qtbot.waitUntil(lambda: window.focusWidget() is best)


def test_unloading_gives_the_memory_back(
    qtbot: QtBot, tmp_path: Path, real_window: MainWindow, open_page: Callable[[MainWindow], ModelPage]
) -> None:
    """Measured at the process, with a model large enough to be seen there."""
    folder = qwen2_vl.make(tmp_path / "wide", hidden=768, layers=8)
    model = store.import_folder(folder)
    page, answers = open_page(real_window), real_window.services.answers
    real_window.services.preferences.change(quantization=Quantization.BF16, model=model.id)
    qtbot.waitUntil(lambda: answers.state.stage == "ready", timeout=120_000)
    taken = answers.state.memory_bytes
    assert taken > 50e6
    before = psutil.Process().memory_info().rss
    card = page.installed.cards[model.id]
    qtbot.waitUntil(lambda: card.button("unload") is not None, timeout=20_000)
    unload = card.button("unload")
    assert unload
    unload.click()
    qtbot.waitUntil(
        lambda: bool(card.content and card.content.said and card.content.said[1].startswith("Freed")), timeout=20_000
    )
    freed = before - psutil.Process().memory_info().rss
    assert freed > 0.7 * taken, f"{freed / 1e6:.0f} of {taken / 1e6:.0f} MB"
