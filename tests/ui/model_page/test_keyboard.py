"""The page of models by keyboard alone, in both languages, in the narrowest window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from quizglass import i18n
from quizglass.models.devices import Device
from quizglass.models.installed import InstalledModel
from quizglass.ui.controls.segments import Segment
from quizglass.ui.dialogs.remove import RemoveDialog
from quizglass.ui.main_window import MainWindow
from quizglass.ui.model_page.licence_dialog import LicenceDialog
from quizglass.ui.model_page.page import ModelPage

CARD = Device("NVIDIA GeForce RTX 4070 Laptop GPU", 12 * 10**9, 11 * 10**9, "550.54.14", "cuda")


@pytest.fixture(params=i18n.LANGUAGES)
def narrow(
    request: pytest.FixtureRequest,
    window: MainWindow,
    tiny: InstalledModel,
    open_page: Callable[[MainWindow], ModelPage],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[ModelPage]:
    """The page with a card and an installed model, 800 pixels wide."""
    monkeypatch.setattr("quizglass.ui.model_page.standing.graphics_card", lambda: CARD)
    i18n.set_language(request.param)
    window.resize(800, 700)
    window.activateWindow()
    page = open_page(window)
    assert tiny.id in page.installed.cards
    yield page
    i18n.set_language("en")


def walked(page: ModelPage) -> list[QWidget]:
    """What Tab comes to from the page on, before it leaves it."""
    page.setFocus()
    found: list[QWidget] = []
    while True:
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        now = page.window().focusWidget()
        if not page.isAncestorOf(now) or now in found:
            return found
        found.append(now)


def test_tab_comes_to_every_button_from_top_to_bottom_and_brings_it_into_sight(narrow: ModelPage) -> None:
    page = narrow
    page.setFocus()
    seen: list[int] = []
    view = QRect(page.viewport().mapToGlobal(QPoint(0, 0)), page.viewport().size())
    for _ in walked(page):
        pass
    page.setFocus()
    for widget in walked(page):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        page.ensureWidgetVisible(widget)
        assert view.contains(QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())), widget.accessibleName()
        assert widget.accessibleName()
        seen.append(widget.mapTo(page.widget(), QPoint(0, 0)).y())
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    # Of choices side by side Tab comes to the one that holds; arrows lead to the others.
    assert len(seen) == len([one for one in buttons if not isinstance(one, Segment) or one.isChecked()])
    assert all(after > before - 40 for before, after in pairwise(seen)), "never far back up"


def cut_off(page: ModelPage) -> list[str]:
    """The words that have less room than they need."""
    found = [
        one.text() for one in page.findChildren(QPushButton) if one.isVisible() and one.width() < one.sizeHint().width()
    ]
    for words in page.findChildren(QLabel):
        if words.isVisible() and words.text():
            needed = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
            found += [words.text()] if words.height() < needed else []
    return found


def test_nothing_is_cut_off(qtbot: QtBot, narrow: ModelPage) -> None:
    page = narrow
    page.filter.choose("all")
    page.filter.chosen.emit("all")
    qtbot.waitUntil(lambda: not cut_off(page))  # the layout takes a few rounds
    assert page.widget().width() <= page.viewport().width()


def test_the_focus_comes_back_from_a_dialog_to_the_card(
    qtbot: QtBot, narrow: ModelPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A download is begun by keyboard; whoever wants to stop it is where the button for it is."""
    page = narrow
    monkeypatch.setattr(
        "quizglass.models.downloading.downloads.download", lambda *_a, cancel, **_k: cancel.wait(20), raising=True
    )
    entry_id, card = next(iter(page.offered.cards.items()))
    download = card.button("download")
    assert download
    download.setFocus()
    QTest.keyClick(download, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LicenceDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LicenceDialog)
    QTest.keyClick(dialog.tick, Qt.Key.Key_Space)
    QTest.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.button("stop") is not None)
    qtbot.waitUntil(lambda: window.focusWidget() is card.button("stop"))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page._jobs.of(entry_id) is None, timeout=20_000)
    qtbot.waitUntil(lambda: window.focusWidget() is card.button("download"))


def test_the_focus_stays_on_the_page_when_a_card_goes(
    qtbot: QtBot, narrow: ModelPage, tiny: InstalledModel, window: MainWindow
) -> None:
    remove = narrow.installed.cards[tiny.id].button("remove")
    assert remove
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RemoveDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RemoveDialog)
    QTest.keyClick(dialog.remove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: tiny.id not in narrow.installed.cards, timeout=20_000)
    now = window.focusWidget()
    assert now is not None
    assert now is narrow or narrow.isAncestorOf(now)
