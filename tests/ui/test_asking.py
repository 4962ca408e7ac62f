"""The main job in the window: open, drag a region, ask, see where the answer stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from quizglass.answers import Answer, Outcome, Question
from quizglass.errors import DamagedPage, OutOfMemory
from quizglass.geometry import PageRect
from quizglass.library.records import AnswerRecord
from quizglass.ui.ask_panel.card import AnswerCard
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.session.entry import Scope


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible())
    return pane


def ask(qtbot: QtBot, pane: DocumentPane, question: str) -> AnswerCard:
    """Type a question, press Enter, wait for the answer."""
    pane.ask_panel.composer.field.setPlainText(question)
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.session.entries) and not pane.session.entries[-1].running, timeout=20_000)
    return cards(pane)[0]


def cards(pane: DocumentPane) -> list[AnswerCard]:
    """The cards from top to bottom."""
    found = [card for card in pane.ask_panel.answers.findChildren(AnswerCard) if not card.isHidden()]
    return sorted(found, key=lambda card: card.mapTo(pane.ask_panel, QPoint(0, 0)).y())


def test_a_dragged_region_is_asked_and_the_answer_lights_up(
    qtbot: QtBot, window: MainWindow, report: Path, engine: Any
) -> None:
    pane = opened(qtbot, window, report)
    viewport = pane.view.viewport()
    middle = viewport.width() // 2
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(middle - 150, 60))
    QTest.mouseMove(viewport, QPoint(middle, 150))
    QTest.mouseMove(viewport, QPoint(middle + 150, 300))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(middle + 150, 300))
    assert pane.view.region is not None
    assert pane.ask_panel.composer.scope is Scope.REGION

    card = ask(qtbot, pane, "When was it inspected?")

    entry = card.entry
    assert engine.questions == ["When was it inspected?"]
    assert entry.outcome is Outcome.FOUND
    assert entry.question.region == pane.view.region[1]
    assert entry.evidence[0].text == "12 May 2031"
    assert "12 May 2031" in card.accessibleDescription()


def test_a_smaller_picture_is_told_once(qtbot: QtBot, window: MainWindow, report: Path, engine: Any) -> None:
    pane = opened(qtbot, window, report)
    engine.notice = "smaller-picture"
    for question in ("When was it inspected?", "Who inspected it?"):
        ask(qtbot, pane, question)
    (told,) = window.workspace.notices.shown()
    assert told.startswith("Memory ran short: the model looked at a smaller picture. Small print may be misread.")


def test_enter_asks_of_the_page_and_other_keys_of_more(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    assert ask(qtbot, pane, "When?").entry.question.pages == (0,)
    field = pane.ask_panel.composer.field
    field.setPlainText("Where?")
    field.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(pane.session.entries) == 2 and not pane.session.entries[-1].running)
    assert pane.session.entries[-1].question.pages == ()


def test_shift_enter_begins_a_line(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    field = pane.ask_panel.composer.field
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "two")
    assert field.toPlainText() == "one\ntwo"
    assert not pane.session.entries


def test_an_empty_question_is_refused_in_place(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    field = pane.ask_panel.composer.field
    field.setPlainText("  \n ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "no question" in pane.ask_panel.composer.problem
    assert not pane.session.entries
    QTest.keyClicks(field, "x")
    assert pane.ask_panel.composer.problem == ""


def test_a_streaming_answer_grows_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, report: Path, engine: Any
) -> None:
    engine.text = "It was inspected on 12 May 2031"
    engine.may_end.clear()
    pane = opened(qtbot, window, report)
    pane.ask_panel.composer.field.setPlainText("When?")
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.session.entries) and "inspected" in pane.session.entries[0].text, timeout=20_000)
    assert pane.ask_panel.composer.button_words == "Stop"

    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Escape)

    entry = pane.session.entries[0]
    qtbot.waitUntil(lambda: not entry.running)
    assert entry.outcome is Outcome.STOPPED
    assert "inspected" in entry.text
    assert pane.ask_panel.composer.button_words == "Ask"


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({"found": False}, "Not on this page."),
        ({"confidence": 0.2}, "Check this."),
        ({"error": OutOfMemory(model="Big")}, "not enough memory for Big"),
        ({"error": DamagedPage(name="a.pdf", page=1)}, "Page 1 of a.pdf is damaged"),
    ],
)
def test_each_outcome_is_said_in_words(
    qtbot: QtBot, window: MainWindow, report: Path, engine: Any, outcome: dict[str, Any], words: str
) -> None:
    for name, value in outcome.items():
        setattr(engine, name, value)
    card = ask(qtbot, opened(qtbot, window, report), "When?")
    assert words in card.accessibleDescription()


def test_a_page_without_anything_is_called_blank(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    pane.jump(1)
    assert "blank" in ask(qtbot, pane, "What is here?").accessibleDescription()


def test_not_on_this_page_leads_to_the_document(qtbot: QtBot, window: MainWindow, report: Path, engine: Any) -> None:
    engine.found = False
    pane = opened(qtbot, window, report)
    card = ask(qtbot, pane, "How many tugs?")
    engine.found = True
    engine.text = "7 tugs"
    QTest.mouseClick(card.helper, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.session.entries) == 2 and not pane.session.entries[-1].running)
    assert pane.session.entries[-1].question.pages == ()
    assert pane.session.entries[-1].evidence[0].page == 2
    assert pane.view.current_page == 2


def test_a_card_shows_its_place_again(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    card = ask(qtbot, pane, "When?")
    pane.jump(2)
    assert pane.view.current_page == 2
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert pane.view.current_page == 0
    assert pane.session.selection is card.entry
    pane.back()
    assert pane.view.current_page == 2


def test_keys_walk_through_the_answers(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    first, second = ask(qtbot, pane, "One?").entry, ask(qtbot, pane, "Two?").entry
    assert pane.session.selection is second
    pane.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_J)
    assert pane.session.selection is first
    QTest.keyClick(window, Qt.Key.Key_K)
    assert pane.session.selection is second


def test_an_answer_is_copied_with_its_source(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    card = ask(qtbot, opened(qtbot, window, report), "When?")
    card.copy()
    assert QGuiApplication.clipboard().text() == "12 May 2031"
    card.copy_with_source()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("12 May 2031\n(report.pdf, p. 1")


def test_a_deleted_answer_can_be_brought_back(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    card = ask(qtbot, pane, "When?")
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert not pane.session.entries
    assert not cards(pane)
    window.actions_table["undo_delete"].trigger()
    assert [entry.text for entry in pane.session.entries] == ["12 May 2031"]
    assert len(cards(pane)) == 1


def test_answers_come_back_when_the_document_is_opened_again(
    qtbot: QtBot, make_window: Callable[[], MainWindow], report: Path
) -> None:
    before = make_window()
    pane = opened(qtbot, before, report)
    ask(qtbot, pane, "When?")
    before.close()
    before.services.close()

    pane = opened(qtbot, make_window(), report)
    qtbot.waitUntil(lambda: bool(pane.session.entries), timeout=20_000)
    assert pane.session.entries[0].text == "12 May 2031"
    assert pane.session.entries[0].evidence
    assert len(cards(pane)) == 1


def test_closing_in_mid_answer_keeps_what_had_come(
    qtbot: QtBot, make_window: Callable[[], MainWindow], report: Path, engine: Any
) -> None:
    engine.text = "It was inspected on 12 May 2031"
    engine.may_end.clear()
    before = make_window()
    pane = opened(qtbot, before, report)
    pane.ask_panel.composer.field.setPlainText("When?")
    QTest.keyClick(pane.ask_panel.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.session.entries) and "inspected" in pane.session.entries[0].text, timeout=20_000)
    before.close()
    before.services.close()

    pane = opened(qtbot, make_window(), report)
    qtbot.waitUntil(lambda: bool(pane.session.entries), timeout=20_000)
    assert pane.session.entries[0].outcome is Outcome.STOPPED
    assert "inspected" in pane.session.entries[0].text


def test_many_earlier_answers_come_in_their_order(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    pane = opened(qtbot, window, report)
    source = pane.session.source
    records = [
        AnswerRecord(str(n), "hash", Question(f"{n}?", source), datetime.now(UTC), Answer(str(n), Outcome.FOUND))
        for n in range(20)
    ]
    pane.session.show_records(records)
    qtbot.waitUntil(lambda: len(pane.session.entries) == 20)
    assert [entry.text for entry in pane.session.entries] == [str(n) for n in range(20)]
    qtbot.waitUntil(lambda: [card.entry.text for card in cards(pane)] == [str(n) for n in reversed(range(20))])


def test_what_is_selected_in_an_answer_is_copied_by_the_usual_key(
    qtbot: QtBot, window: MainWindow, report: Path
) -> None:
    pane = opened(qtbot, window, report)
    card = ask(qtbot, pane, "When?")
    (answer,) = [label for label in card.findChildren(QLabel) if label.text() == "12 May 2031"]
    answer.setFocus()
    answer.setSelection(3, 3)
    pane.view.set_region(0, PageRect(0.0, 0.0, 1.0, 1.0))
    QTest.keyClick(answer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "May"
