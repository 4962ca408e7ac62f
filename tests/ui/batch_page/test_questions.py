"""The questions of a run: typed, pasted, moved, from a spreadsheet, from a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from quizglass.batch.plan import PlannedQuestion
from quizglass.batch.templates import Template, Templates
from quizglass.geometry import PageRect
from quizglass.paths import templates_dir
from quizglass.ui.batch_page.setup.question_list import QuestionList
from quizglass.ui.batch_page.setup.run_setup import RunSetup
from quizglass.ui.batch_page.setup.template_dialog import TemplateDialog

LONG_WAIT_MS = 30_000
TOP = PageRect(0.1, 0.1, 0.9, 0.3)
FOOT = PageRect(0.1, 0.8, 0.9, 0.9)


@pytest.fixture
def questions(setup: RunSetup) -> QuestionList:
    return setup.questions


def words(questions: QuestionList) -> list[str]:
    return [row.text for row in questions.rows]


def test_enter_begins_the_next_question_and_backspace_takes_it_back(questions: QuestionList) -> None:
    QTest.keyClicks(questions.rows[0].field, "What is the total?")
    QTest.keyClick(questions.rows[0].field, Qt.Key.Key_Return)
    assert questions.window().focusWidget() is questions.rows[1].field
    QTest.keyClick(questions.rows[1].field, Qt.Key.Key_Return)
    assert len(questions.rows) == 2, "an empty question leads to no other"
    QTest.keyClick(questions.rows[1].field, Qt.Key.Key_Backspace)
    assert words(questions) == ["What is the total?"]
    assert questions.window().focusWidget() is questions.rows[0].field


def test_a_question_has_several_lines_and_may_be_long(questions: QuestionList) -> None:
    field = questions.rows[0].field
    QTest.keyClicks(field, "What is")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "the total?")
    assert questions.questions == (PlannedQuestion("What is\nthe total?"),)
    lower = field.height()
    questions.rows[0].text = "Сколько всего? 🙂 " * 600
    assert field.height() > lower
    assert field.height() < 200
    assert len(questions.questions[0].text) > 10_000


def test_a_list_that_is_pasted_becomes_questions(questions: QuestionList) -> None:
    QTest.keyClicks(questions.rows[0].field, "First?")
    QTest.keyClick(questions.rows[0].field, Qt.Key.Key_Return)
    pasted = QMimeData()
    pasted.setText("Who?\n\n  When?  \nWhere?\n")
    questions.rows[1].field.insertFromMimeData(pasted)
    assert words(questions) == ["First?", "Who?", "When?", "Where?"]
    questions.rows[0].field.insertFromMimeData(pasted)
    assert words(questions)[0] == "Who?\n\n  When?  \nWhere?\nFirst?", "into words lines are pasted as they are"
    assert len(questions.rows) == 4


def test_questions_are_moved_by_keys_and_buttons(questions: QuestionList) -> None:
    questions.put([PlannedQuestion("A?"), PlannedQuestion("B?", TOP), PlannedQuestion("C?")])
    QTest.keyClick(questions.rows[2].field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert words(questions) == ["A?", "C?", "B?"]
    QTest.mouseClick(questions.rows[0].down, Qt.MouseButton.LeftButton)
    assert words(questions) == ["C?", "A?", "B?"]
    QTest.mouseClick(questions.rows[0].remove, Qt.MouseButton.LeftButton)
    assert words(questions) == ["A?", "B?"]
    assert [row.place.text() for row in questions.rows] == ["Whole page", "Region 1"]
    assert [row.up.isEnabled() for row in questions.rows] == [False, True]


def test_nothing_but_blanks_is_no_question(setup: RunSetup, fill: Callable[[], RunSetup]) -> None:
    fill()
    QTest.keyClicks(setup.questions.rows[0].field, "   ")
    setup.start()
    assert setup.start_bar.words == "There is no question yet. Type one."
    assert setup.window().focusWidget() is setup.questions.rows[0].field


def test_each_question_may_have_its_own_part(qtbot: QtBot, fill: Callable[[], RunSetup]) -> None:
    setup = fill()
    setup.questions.put([PlannedQuestion("A?"), PlannedQuestion("B?")])
    view = setup.picker.view
    view.set_region(0, TOP)
    assert [row.region for row in setup.questions.rows] == [TOP, TOP], "the same part for all, at first"
    setup.picker.same.setChecked(False)
    setup.questions.rows[1].field.setFocus()
    view.set_region(0, FOOT)
    assert [row.region for row in setup.questions.rows] == [TOP, FOOT]
    assert [row.place.text() for row in setup.questions.rows] == ["Region 1", "Region 2"]
    assert [region.number for region in view.regions.all] == [1, 2]
    setup.questions.rows[0].place.click()
    assert view.regions.active is not None
    assert view.regions.active.number == 1
    setup.picker.whole.click()
    assert [row.region for row in setup.questions.rows] == [None, FOOT]
    setup.picker.same.setChecked(True)
    assert [row.region for row in setup.questions.rows] == [None, None]


def test_the_part_is_shown_on_every_page(qtbot: QtBot, fill: Callable[[], RunSetup]) -> None:
    setup = fill()
    view = setup.picker.view
    view.set_region(0, TOP)
    QTest.mouseClick(setup.picker.turning.on, Qt.MouseButton.LeftButton)
    assert view.current_page == 1
    assert view.region == (1, TOP)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.region == (0, TOP)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert setup.questions.rows[0].region is None


def test_a_part_is_chosen_by_keys_alone(fill: Callable[[], RunSetup]) -> None:
    setup = fill()
    picker = setup.picker
    setup.activateWindow()
    picker.whole.setFocus()
    QTest.keyClick(picker.whole, Qt.Key.Key_Space)
    assert setup.window().focusWidget() is picker.view
    before = setup.questions.rows[0].region
    assert before is not None
    QTest.keyClick(picker.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(picker.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    after = setup.questions.rows[0].region
    assert after is not None
    assert after.y0 < before.y0
    assert after.x1 > before.x1
    QTest.keyClick(picker.view, Qt.Key.Key_Escape)
    assert setup.questions.rows[0].region is None
    assert setup.isVisible(), "the first Esc gives up the part, and no more"


def test_a_click_takes_the_words_under_the_pointer(qtbot: QtBot, fill: Callable[[], RunSetup]) -> None:
    """As in a document: the page's blocks are found when the pointer comes to it."""
    setup = fill()
    view = setup.picker.view
    frame, ratio = view.camera.frame(0), view.camera.screen.ratio
    place = QPoint(round((frame.left + 0.15 * frame.width) / ratio), round((frame.top + 0.128 * frame.height) / ratio))
    with qtbot.waitSignal(view.parts.arrived, timeout=LONG_WAIT_MS):
        QTest.mouseMove(view.viewport(), place)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    region = setup.questions.rows[0].region
    assert region is not None
    assert region.contains(0.15, 0.128)
    assert region.height < 0.1


# From elsewhere -------------------------------------------------------------------------------------------------------


def test_questions_from_a_spreadsheet(
    qtbot: QtBot, setup: RunSetup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("No", "Question"), (1, "Какова сумма?"), (2, "When is it due?"), (3, None)):
        sheet.append(row)
    book.save(tmp_path / "вопросы.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "вопросы.xlsx"), ""))
    setup.sheet.button.click()
    qtbot.waitUntil(lambda: words(setup.questions) == ["Какова сумма?", "When is it due?"], timeout=LONG_WAIT_MS)
    assert setup.questions.news.startswith("2 questions from вопросы.xlsx.")


def test_a_file_that_is_no_spreadsheet_is_told_of(qtbot: QtBot, setup: RunSetup, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    setup.sheet.take(str(tmp_path / "broken.xlsx"))
    qtbot.waitUntil(lambda: "broken.xlsx" in setup.questions.news and "Reading" not in setup.questions.news)
    assert words(setup.questions) == [""]


def test_of_very_many_questions_some_have_no_row(questions: QuestionList) -> None:
    many = [PlannedQuestion(f"Question {number}?") for number in range(1_000)]
    questions.append(many)
    assert len(questions.rows) == 100
    assert questions.questions == tuple(many)
    questions.set_region(TOP, everywhere=True)
    assert {question.region for question in questions.questions} == {TOP}
    questions.remove_more.click()
    assert len(questions.questions) == 100


def test_a_template_is_saved_chosen_and_removed(qtbot: QtBot, setup: RunSetup) -> None:
    setup.questions.put([PlannedQuestion("A?", TOP), PlannedQuestion("B?")])
    setup.pages.put((0, 1, 2, 7), "odd", backwards=True)
    menu(qtbot, setup, "Save as a template…").trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TemplateDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TemplateDialog)
    dialog.field.setText("Счета")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: setup.questions.news == "Saved as the template “Счета”.", timeout=LONG_WAIT_MS)
    setup.clear()
    assert setup.is_untouched
    menu(qtbot, setup, "Счета").trigger()
    qtbot.waitUntil(lambda: not setup.is_untouched, timeout=LONG_WAIT_MS)
    assert setup.questions.questions == (PlannedQuestion("A?", TOP), PlannedQuestion("B?"))
    assert setup.pages.typed.text() == "1-3, 8"
    assert (setup.plan.which, setup.plan.backwards) == ("odd", True)
    assert not setup.picker.same.isChecked()
    entry = menu(qtbot, setup, "Remove a template")
    removing = entry.menu()
    assert isinstance(removing, QMenu)
    removing.actions()[0].trigger()
    qtbot.waitUntil(lambda: not list(templates_dir().iterdir()), timeout=LONG_WAIT_MS)


def test_a_template_is_renamed_but_not_to_the_name_of_another(qtbot: QtBot, setup: RunSetup) -> None:
    kept = Templates(templates_dir())
    for name in ("Bills", "Letters"):
        kept.save(Template(name, (PlannedQuestion(f"{name}?"),)))
    entry = menu(qtbot, setup, "Rename a template")
    renaming = entry.menu()
    assert isinstance(renaming, QMenu)
    next(action for action in renaming.actions() if action.text() == "Bills").trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), TemplateDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TemplateDialog)
    assert dialog.field.text() == "Bills"
    dialog.field.setText("letters")
    assert not dialog.save_button.isEnabled()
    dialog.field.setText("Счета")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    renamed = "The template “Bills” is called “Счета” now."
    qtbot.waitUntil(lambda: setup.questions.news == renamed, timeout=LONG_WAIT_MS)
    assert kept.names() == ("Letters", "Счета")
    assert kept.read("Счета").questions == (PlannedQuestion("Bills?"),)


def menu(qtbot: QtBot, setup: RunSetup, entry: str) -> QAction:
    """The entry of the menu of templates, opened anew."""
    if (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    setup.templates.button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=LONG_WAIT_MS)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return next(action for action in shown.actions() if action.text() == entry)
