"""Every action, given by keyboard alone: by its keys, or by its name where it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.actions import TABLE, ActionSpec
from quizglass.ui.command_palette import CommandPalette
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.overlays import Overlay

Effect = Callable[[MainWindow, DocumentPane], object]

EFFECTS: dict[str, Effect] = {
    "print": lambda _w, _p: QApplication.activeModalWidget() is not None,
    "zoom_in": lambda _w, p: round(p.view.zoom, 4),
    "zoom_out": lambda _w, p: round(p.view.zoom, 4),
    "actual_size": lambda _w, p: round(p.view.zoom, 4),
    "fit_region": lambda _w, p: round(p.view.zoom, 4),
    "rotate_right": lambda _w, p: p.view.turns,
    "rotate_left": lambda _w, p: p.view.turns,
    "full_screen": lambda w, _p: w.isFullScreen(),
    "go_to_page": lambda w, p: w.focusWidget() is not p.view,
    "next_page": lambda _w, p: p.view.current_page,
    "find": lambda w, p: w.focusWidget() is not p.view,
    "question": lambda w, p: w.focusWidget() is p.ask_panel.composer.field,
    "whole_page": lambda _w, p: p.view.region,
    "left_panel": lambda w, _p: w.panels.left_shown,
    "right_panel": lambda w, _p: w.panels.right_shown,
    "show_outline": lambda w, _p: w.services.preferences.current.left_panel_page,
    "show_answers": lambda w, _p: w.services.preferences.current.left_panel_page,
    "palette": lambda w, _p: any(o.isVisible() for o in w.findChildren(Overlay)),
    "keys": lambda w, _p: any(o.isVisible() for o in w.findChildren(Overlay)),
    "change_keys": lambda w, _p: any(o.isVisible() for o in w.findChildren(Overlay)),
    "about": lambda w, _p: w.workspace.notices.shown(),
    "close_tab": lambda w, _p: len(w.workspace.panes),
    "next_tab": lambda w, _p: w.workspace.current,
    "previous_tab": lambda w, _p: w.workspace.current,
    "theme_dark": lambda w, _p: w.services.theme.current.is_dark,
    "language_ru": lambda w, _p: w.services.preferences.current.language,
    "models": lambda w, _p: w.workspace.shows_models,
    "all_pages": lambda w, _p: w.workspace.shows_batch,
    "model_menu": lambda _w, _p: QApplication.activePopupWidget() is not None,
    "invert": lambda w, _p: w.actions_table["invert"].isChecked(),
}
"""What is another value after the action than before it. Of the others it is known that they run without an error."""


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, report: Path, tmp_path: Path) -> Iterator[DocumentPane]:
    """A document in front with a region, another behind it, the focus on the page."""
    other = pymupdf.open()
    other.new_page()
    other.save(tmp_path / "other.pdf")
    for count, file in enumerate((tmp_path / "other.pdf", report), start=1):
        window.open_files([str(file)])
        qtbot.waitUntil(lambda count=count: len(window.workspace.panes) == count, timeout=20_000)
    opened = window.workspace.current
    assert opened is not None
    qtbot.waitUntil(lambda: len(opened.panels()) == 2)
    opened.view.set_region(0, PageRect(0.1, 0.1, 0.5, 0.3))
    window.activateWindow()
    opened.view.setFocus()
    yield opened
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        dialog.reject()


@pytest.fixture(autouse=True)
def no_system_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialogs for files are the system's; here they are given up."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")


def press(window: MainWindow, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    target = window.focusWidget() or window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def choose_by_name(window: MainWindow, spec: ActionSpec) -> None:
    press(window, "Ctrl+K")
    palette = window.findChildren(CommandPalette)[0]
    # QTest types Latin letters only.
    palette.field.insert(window.actions_table[spec.id].text())
    QTest.keyClick(palette.field, Qt.Key.Key_Return)


@pytest.mark.parametrize("spec", TABLE, ids=lambda spec: spec.id)
def test_every_action_is_given_by_keyboard(
    qtbot: QtBot, window: MainWindow, pane: DocumentPane, spec: ActionSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    action = window.actions_table[spec.id]
    action.triggered.connect(lambda _checked: given.append(True))
    before = EFFECTS[spec.id](window, pane) if spec.id in EFFECTS else None
    if spec.elsewhere:
        _where_the_focus_is(window, pane, spec)
        return
    if not action.isEnabled():
        return
    if spec.keys:
        press(window, spec.keys[0])
    else:
        choose_by_name(window, spec)
    assert given
    if spec.id in EFFECTS:
        qtbot.waitUntil(lambda: EFFECTS[spec.id](window, pane) != before)


def _where_the_focus_is(window: MainWindow, pane: DocumentPane, spec: ActionSpec) -> None:
    """Enter asks in the question field; on the page Esc lets go of the region, and Tab goes from one to the next."""
    if spec.id != "ask":
        pane.view.regions.add([RegionPart(1, PageRect(0.2, 0.2, 0.4, 0.4))])
        if spec.id == "next_region":
            pane.view.regions.activate(pane.view.regions.all[0].number)
        before = pane.view.regions.active
        press(window, spec.keys[0])
        assert pane.view.regions.active != before
    else:
        window.actions_table["question"].trigger()
        QTest.keyClicks(window.focusWidget(), "How many ships?")
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        assert len(pane.session.entries) == 1


def test_escape_leaves_full_screen_once_nothing_else_is_to_be_left(window: MainWindow, pane: DocumentPane) -> None:
    press(window, "F11")
    assert window.isFullScreen()
    assert not window.top_bar.isVisible()
    press(window, "Esc")
    assert pane.view.region is None
    assert window.isFullScreen()
    press(window, "Esc")
    assert not window.isFullScreen()
    assert window.top_bar.isVisible()


def test_the_menu_of_the_window_is_walked_by_arrows(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    window.top_bar.menu_button.setFocus()
    QTest.keyClick(window.top_bar.menu_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert isinstance(window.focusWidget(), QWidget)
