"""The page of all pages: opened, left, filled in from the document in front; files and pages of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import qwen2_vl
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass import i18n
from quizglass.geometry import PageRect
from quizglass.models import store
from quizglass.ui.batch_page.page import BatchPage
from quizglass.ui.batch_page.setup.page_choice import PageChoice, words_of_pages
from quizglass.ui.batch_page.setup.run_setup import RunSetup
from quizglass.ui.main_window import MainWindow
from quizglass.ui.theme import ThemeSource

LONG_WAIT_MS = 30_000


def test_the_icon_leads_there_from_the_start_page_and_esc_back(real_window: MainWindow) -> None:
    real_window.workspace.show_start()
    named = [made for made in real_window.findChildren(QWidget) if made.accessibleName() == "Ask all pages"]
    icon = next(made for made in named if made.isVisible())
    QTest.mouseClick(icon, Qt.MouseButton.LeftButton)
    assert real_window.workspace.shows_batch
    QTest.keyClick(real_window.focusWidget(), Qt.Key.Key_Escape)
    assert not real_window.workspace.shows_batch
    assert real_window.workspace.front is None


def test_the_document_in_front_is_offered_with_its_region(qtbot: QtBot, real_window: MainWindow, report: Path) -> None:
    real_window.open_files([str(report)])
    qtbot.waitUntil(lambda: real_window.workspace.current is not None, timeout=LONG_WAIT_MS)
    pane = real_window.workspace.current
    assert pane is not None
    pane.view.set_region(2, PageRect(0.1, 0.1, 0.9, 0.3))
    pane.question_text = "How many tugs?"
    QTest.keyClick(real_window.focusWidget(), Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    page = real_window.workspace.batch_page()
    assert page.isVisible()
    assert page.setup.plan.files == (str(report),)
    assert [(one.text, one.region) for one in page.setup.plan.questions] == [
        ("How many tugs?", PageRect(0.1, 0.1, 0.9, 0.3))
    ]
    qtbot.waitUntil(lambda: page.setup.picker.is_ready, timeout=LONG_WAIT_MS)
    assert page.setup.picker.view.current_page == 2
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert real_window.workspace.current is pane


def test_another_document_is_offered_while_nothing_was_chosen(
    qtbot: QtBot, real_window: MainWindow, report: Path, ledgers: Path
) -> None:
    page = real_window.workspace.batch_page()
    for file in (report, ledgers / "а.pdf"):
        real_window.open_files([str(file)])
        qtbot.waitUntil(
            lambda file=file: (
                (pane := real_window.workspace.current) is not None and pane.session.source.path == str(file)
            ),
            timeout=LONG_WAIT_MS,
        )
        real_window.actions_table["all_pages"].trigger()
        assert page.setup.plan.files == (str(file),)


def test_what_was_begun_stays_when_another_document_is_in_front(
    qtbot: QtBot, real_window: MainWindow, fill: Callable[[], RunSetup], report: Path
) -> None:
    files = fill().plan.files
    real_window.open_files([str(report)])
    qtbot.waitUntil(lambda: real_window.workspace.current is not None, timeout=LONG_WAIT_MS)
    real_window.actions_table["all_pages"].trigger()
    assert real_window.workspace.batch_page().setup.plan.files == files


def test_everything_has_a_name_for_a_screen_reader(
    real_window: MainWindow, page: BatchPage, fill: Callable[[], RunSetup]
) -> None:
    assert [named for named in names_in(real_window) if not named.name] == []
    setup = fill()
    setup.questions.add_button.click()
    setup.picker.view.set_region(0, PageRect(0.1, 0.1, 0.9, 0.3))
    assert [named for named in names_in(real_window) if not named.name] == []


def test_tab_goes_from_top_to_bottom(fill: Callable[[], RunSetup]) -> None:
    setup = fill()
    setup.questions.add_button.click()
    setup.picker.view.set_region(0, PageRect(0.1, 0.1, 0.9, 0.3))
    setup.activateWindow()
    unchosen = [made for made in setup.pages.which.buttons if not made.isChecked()]
    shown = [stop for stop in setup.stops() if stop.isVisible() and stop.isEnabled() and stop not in unchosen]
    shown[0].setFocus()
    for stop in shown[1:]:
        here = setup.window().focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if setup.window().focusWidget() is setup.picker.view and stop is not setup.picker.view:
            QTest.keyClick(setup.picker.view, Qt.Key.Key_Tab)  # from region to region first
        assert setup.window().focusWidget() is stop


def test_the_language_changes_while_it_is_open(
    qtbot: QtBot, fill: Callable[[], RunSetup], request: pytest.FixtureRequest
) -> None:
    setup = fill()
    request.addfinalizer(lambda: i18n.set_language("en"))
    QTest.keyClicks(setup.questions.rows[0].field, "What?")
    i18n.set_language("ru")
    assert setup.start_bar.button.text() == "Начать опрос"
    assert setup.start_bar.words == "1 вопрос · 4 страницы · 2 документа"


def test_the_model_of_the_settings_answers_until_another_is_chosen(
    qtbot: QtBot, real_window: MainWindow, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tiny = store.import_folder(qwen2_vl.make(tmp_path_factory.mktemp("checkpoints") / "tiny"))
    real_window.services.preferences.change(model=tiny.id)
    setup = real_window.workspace.batch_page().setup
    assert setup.plan.model == tiny.id, "before it is known which models there are"
    real_window.actions_table["all_pages"].trigger()
    qtbot.waitUntil(lambda: setup.choice.model.count() == 2, timeout=LONG_WAIT_MS)
    assert setup.plan.model == tiny.id
    setup.choice.model.choose("built-in")
    setup.choice.model.activated.emit(0)
    real_window.actions_table["all_pages"].trigger()
    setup.choice.look()
    assert setup.plan.model == "built-in"


# Files ----------------------------------------------------------------------------------------------------------------


def test_files_are_dropped_on_the_page(qtbot: QtBot, real_window: MainWindow, setup: RunSetup, ledgers: Path) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(ledgers))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, held, buttons, keys)
    setup.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert setup.file_list.property("role") == "dropTarget"
    setup.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, held, buttons, keys))
    assert setup.file_list.property("role") == "card"
    qtbot.waitUntil(lambda: len(setup.files.paths) == 2, timeout=LONG_WAIT_MS)
    assert not real_window.workspace.pages, "it is not opened"


def test_a_spreadsheet_that_is_dropped_holds_questions(qtbot: QtBot, setup: RunSetup, tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text("Question\nWho?\nWhen?\n", encoding="utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(tmp_path / "questions.csv"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    setup.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, held, buttons, keys))
    qtbot.waitUntil(lambda: len(setup.questions.questions) == 2, timeout=LONG_WAIT_MS)
    assert not setup.files.paths


def test_documents_are_removed_by_key_and_added_once(qtbot: QtBot, fill: Callable[[], RunSetup], ledgers: Path) -> None:
    setup = fill()
    setup.file_list.add([str(ledgers / "а.pdf")])
    qtbot.waitUntil(lambda: not setup.files.is_searching, timeout=LONG_WAIT_MS)
    assert [Path(path).name for path in setup.files.paths] == ["а.pdf", "б.pdf"]
    rows = setup.file_list.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert [Path(path).name for path in setup.files.paths] == ["б.pdf"]
    qtbot.waitUntil(lambda: setup.picker.source is not None and setup.picker.source.path.endswith("б.pdf"))


def test_a_damaged_document_is_said_to_be_so_and_another_one_shown(
    qtbot: QtBot, setup: RunSetup, ledgers: Path
) -> None:
    (ledgers / "Broken.pdf").write_bytes(b"%PDF-1.7\nnothing more came")
    setup.file_list.add([str(ledgers)])
    qtbot.waitUntil(lambda: setup.picker.is_ready, timeout=LONG_WAIT_MS)
    assert setup.picker.source is not None
    assert setup.picker.source.path.endswith("а.pdf")
    qtbot.waitUntil(lambda: "cannot be opened" in setup.file_list.trouble, timeout=LONG_WAIT_MS)
    assert "1 file that is no document was skipped." in setup.file_list.trouble


def test_a_folder_without_documents_is_told_of(qtbot: QtBot, setup: RunSetup, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    setup.file_list.add([str(tmp_path / "empty")])
    qtbot.waitUntil(lambda: setup.file_list.trouble == "There is no document in this folder.", timeout=LONG_WAIT_MS)
    setup.start()
    assert setup.start_bar.words == "There is no document yet. Add one."


# Pages ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def choice(qtbot: QtBot) -> PageChoice:
    made = PageChoice(ThemeSource())
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", ()), ("1-3, 8", (0, 1, 2, 7)), ("8;2", (1, 7)), ("3-1", (0, 1, 2)), ("2,2", (1,)), ("4-", (3, 4, 5))],
)
def test_pages_that_are_typed(choice: PageChoice, typed: str, pages: tuple[int, ...]) -> None:
    choice.set_longest(6 if typed.endswith("-") else 0)
    QTest.keyClicks(choice.typed, typed)
    assert choice.pages == pages
    assert not choice.wrong
    if pages:
        choice.put(pages, "all", backwards=False)
        assert choice.pages == pages


@pytest.mark.parametrize("typed", ["x", "0", "-", "1,,2", "1 2", "99999999", "²", "1-5-9"])
def test_a_mistake_is_said_in_words(choice: PageChoice, typed: str) -> None:
    choice.typed.setText(typed)
    choice.typed.textEdited.emit(typed)
    assert typed in choice.wrong
    assert not choice.pages
    assert choice.typed.property("state") == "bad"


def test_pages_beyond_all_documents_are_told_of(choice: PageChoice) -> None:
    QTest.keyClicks(choice.typed, "9")
    choice.set_longest(3)
    assert choice.wrong == "No document has these pages: the longest has 3 pages."
    choice.set_longest(9)
    assert not choice.wrong


def test_pages_in_words() -> None:
    assert words_of_pages((0, 1, 2, 7, 9, 10)) == "1-3, 8, 10-11"
    assert words_of_pages(()) == ""
