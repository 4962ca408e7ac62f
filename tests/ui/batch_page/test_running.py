"""A run set up by mouse and keys really runs, and its rows are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.conftest import DictatingEngine

from quizglass.batch.row import Row, Status
from quizglass.batch.run import RunState
from quizglass.ui.batch_page.page import BatchPage
from quizglass.ui.batch_page.setup.run_setup import RunSetup
from quizglass.ui.controls.cards.card import Card
from quizglass.ui.dialogs.password import PasswordDialog
from quizglass.ui.dialogs.remove import RemoveDialog
from quizglass.ui.main_window import MainWindow

LONG_WAIT_MS = 30_000


def drag(setup: RunSetup, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Over fractions of the page in sight."""
    view = setup.picker.view
    frame = view.camera.frame(view.current_page)
    ratio = view.camera.screen.ratio

    def spot(x: float, y: float) -> QPoint:
        return QPoint(round((frame.left + x * frame.width) / ratio), round((frame.top + y * frame.height) / ratio))

    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spot(*begin))
    QTest.mouseMove(view.viewport(), spot((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2))
    QTest.mouseMove(view.viewport(), spot(*end))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot(*end))


def type_question(setup: RunSetup, words: str) -> None:
    QTest.keyClicks(setup.questions.rows[-1].field, words)


def press(qtbot: QtBot, card: Card, key: str) -> None:
    """Once the card offers it."""
    qtbot.waitUntil(lambda: card.button(key) is not None, timeout=LONG_WAIT_MS)
    made = card.button(key)
    assert made is not None
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def ended(qtbot: QtBot, window: MainWindow) -> tuple[Row, ...]:
    """The rows of the newest run, once it has ended."""
    runs = window.services.runs
    qtbot.waitUntil(lambda: bool(runs.runs) and runs.runs[0].state is RunState.ENDED, timeout=LONG_WAIT_MS)
    kept: list[tuple[Row, ...]] = []
    runs.rows(runs.runs[0].id, kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=LONG_WAIT_MS)
    return kept[0]


def test_whole_pages_of_a_folder(
    qtbot: QtBot, real_window: MainWindow, page: BatchPage, fill: Callable[[], RunSetup]
) -> None:
    setup = fill()
    type_question(setup, "What is the total?")
    assert setup.start_bar.words == "1 question · 4 pages · 2 documents"
    QTest.mouseClick(setup.start_bar.button, Qt.MouseButton.LeftButton)
    rows = ended(qtbot, real_window)
    assert [(Path(row.file).name, row.page, row.answer) for row in rows] == [
        ("а.pdf", 1, "12 EUR"),
        ("а.pdf", 2, "30 EUR"),
        ("а.pdf", 3, "7 EUR"),
        ("б.pdf", 1, "99 EUR"),
    ]
    assert page.opened.isVisible()
    qtbot.waitUntil(lambda: page.opened.card.button("remove") is not None)
    content = page.opened.card.content
    assert content is not None
    assert (content.title, content.badge) == ("Счета", "Done")
    assert "4 answers found" in content.lines[1]
    assert setup.is_untouched


def test_a_part_drawn_on_the_page_is_what_is_asked(
    qtbot: QtBot, real_window: MainWindow, fill: Callable[[], RunSetup]
) -> None:
    """The total stands above, the date below: only the one in the part is found."""
    setup = fill()
    type_question(setup, "What is the total?")
    QTest.keyClick(setup.questions.rows[0].field, Qt.Key.Key_Return)
    type_question(setup, "What is the date?")
    drag(setup, (0.05, 0.7), (0.95, 0.95))
    region = setup.questions.rows[0].region
    assert region is not None
    assert 0.65 < region.y0 < 0.75
    assert setup.questions.rows[1].region == region
    QTest.mouseClick(setup.start_bar.button, Qt.MouseButton.LeftButton)
    rows = ended(qtbot, real_window)
    assert {row.status for row in rows if "total" in row.question} == {Status.NOT_FOUND}
    assert {row.answer for row in rows if "date" in row.question} == {"12 May 2031"}
    assert {row.region for row in rows} == {region}


def test_chosen_pages_backwards(qtbot: QtBot, real_window: MainWindow, fill: Callable[[], RunSetup]) -> None:
    setup = fill()
    type_question(setup, "What is the total?")
    QTest.mouseClick(setup.pages.which.buttons[1], Qt.MouseButton.LeftButton)
    setup.pages.backwards.click()
    assert setup.start_bar.words == "1 question · 3 pages · 2 documents"
    setup.activateWindow()
    setup.questions.rows[0].field.setFocus()
    QTest.keyClick(setup.questions.rows[0].field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [row.answer for row in ended(qtbot, real_window)] == ["7 EUR", "12 EUR", "99 EUR"]


def test_a_locked_document_is_asked_with_its_password(
    qtbot: QtBot, real_window: MainWindow, setup: RunSetup, locked: Path
) -> None:
    setup.file_list.add([str(locked)])
    qtbot.waitUntil(lambda: setup.files.locked == (str(locked),), timeout=LONG_WAIT_MS)
    qtbot.waitUntil(setup.file_list.unlock.isVisible)
    assert setup.file_list.trouble == "1 document needs a password and cannot be asked without it."
    QTest.mouseClick(setup.file_list.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PasswordDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasswordDialog)
    QTest.keyClicks(dialog.field, "sesame")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not setup.files.locked, timeout=LONG_WAIT_MS)
    type_question(setup, "What is hidden?")
    setup.start()
    rows = ended(qtbot, real_window)
    assert [row.status for row in rows] != [Status.FAILED]


def test_a_run_is_removed_once_that_is_confirmed(
    qtbot: QtBot, real_window: MainWindow, page: BatchPage, fill: Callable[[], RunSetup]
) -> None:
    setup = fill()
    type_question(setup, "What is the total?")
    setup.start()
    ended(qtbot, real_window)
    QTest.mouseClick(page.shown.buttons[1], Qt.MouseButton.LeftButton)
    card = next(iter(page.list.cards.cards.values()))
    for key in ("keep", "remove"):
        press(qtbot, card, "remove")
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RemoveDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RemoveDialog)
        getattr(dialog, key).click()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        qtbot.waitUntil(lambda key=key: len(real_window.services.runs.runs) == (1 if key == "keep" else 0))
    qtbot.waitUntil(lambda: not page.list.cards.cards)


def test_runs_queue_are_paused_go_on_and_are_cancelled(
    qtbot: QtBot, window: MainWindow, engine: DictatingEngine, ledgers: Path
) -> None:
    """The engine is held at its first page; what is pressed on a card happens to its run."""
    engine.may_end.clear()
    window.actions_table["all_pages"].trigger()
    page, runs = window.workspace.batch_page(), window.services.runs
    for count in (1, 2):
        page.setup.file_list.add([str(ledgers)])
        qtbot.waitUntil(lambda: bool(page.setup.files.paths), timeout=LONG_WAIT_MS)
        type_question(page.setup, "What is the total?")
        page.setup.start()
        qtbot.waitUntil(lambda count=count: len(runs.runs) == count, timeout=LONG_WAIT_MS)
        qtbot.waitUntil(lambda: page.opened.isVisible())
        QTest.mouseClick(page.shown.buttons[0 if count == 1 else 1], Qt.MouseButton.LeftButton)
    second, first = (run.id for run in runs.runs)

    def have(run_id: int, key: str, state: RunState) -> None:
        press(qtbot, page.list.cards.cards[str(run_id)], key)
        qtbot.waitUntil(lambda: _state(window, run_id) is state, timeout=LONG_WAIT_MS)

    qtbot.waitUntil(lambda: _state(window, first) is RunState.RUNNING, timeout=LONG_WAIT_MS)
    assert _state(window, second) is RunState.QUEUED
    have(first, "pause", RunState.PAUSED)
    qtbot.waitUntil(lambda: _state(window, second) is RunState.RUNNING, timeout=LONG_WAIT_MS)
    have(second, "cancel", RunState.STOPPED)
    engine.may_end.set()
    have(first, "go_on", RunState.ENDED)

    def badges() -> list[str]:
        return [content.badge for card in page.list.cards.cards.values() if (content := card.content)]

    qtbot.waitUntil(lambda: badges() == ["Cancelled", "Done"])


def _state(window: MainWindow, run_id: int) -> RunState:
    run = window.services.runs.run(run_id)
    assert run is not None
    return run.state


def test_news_of_a_run_while_something_else_is_looked_at(
    qtbot: QtBot, window: MainWindow, engine: DictatingEngine, ledgers: Path
) -> None:
    """The status line says how far it is, a notice that it is done; both lead to it."""
    engine.may_end.clear()
    window.actions_table["all_pages"].trigger()
    page = window.workspace.batch_page()
    page.setup.file_list.add([str(ledgers)])
    qtbot.waitUntil(lambda: bool(page.setup.files.paths), timeout=LONG_WAIT_MS)
    type_question(page.setup, "What is the total?")
    page.setup.start()
    qtbot.waitUntil(lambda: page.opened.run_id > 0, timeout=LONG_WAIT_MS)
    page.left.emit()
    chip = window.status.run_chip
    qtbot.waitUntil(lambda: chip.isVisible() and chip.text() == "all pages: 0 %", timeout=LONG_WAIT_MS)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.opened.isVisible()
    page.left.emit()
    engine.may_end.set()
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=LONG_WAIT_MS)
    assert window.workspace.notices.shown() == ["The run “Счета” is done. 4 answers found · 0 not found"]
    assert not chip.isVisible()
