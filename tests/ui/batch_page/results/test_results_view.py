"""A real run of the built-in reader, looked at, filtered and corrected as people do it."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from widget_names import names_in

from quizglass.batch.row import Row
from quizglass.geometry import PageRect
from quizglass.i18n import set_language
from quizglass.ui.batch_page.results.answer_editor import AnswerEditor
from quizglass.ui.batch_page.results.columns import Column
from quizglass.ui.batch_page.results.row_kind import RowKind
from quizglass.ui.batch_page.results.view import ResultsView

TOTAL, VENDOR = "What is the total?", "Who is the vendor?"
TOTALS = ["99.00", "2,286.60", "1,050.50", "99.00"]


def row_of(view: ResultsView, page: int, question: str) -> Row:
    return next(one.row for one in view.model.all if (one.row.page, one.row.question) == (page, question))


def choose(view: ResultsView, page: int, question: str) -> None:
    row = row_of(view, page, question)
    view.table.setFocus()
    assert view.table.choose((row.file, row.page, row.question, row.region))


def kept(qtbot: QtBot, view: ResultsView) -> list[Row]:
    """The rows as they are on disk now."""
    run = view.rows.run
    assert run is not None
    read: list[tuple[Row, ...]] = []
    view._services.runs.rows(run.id, read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=20_000)
    return list(read[0])


def summed(view: ResultsView, qtbot: QtBot) -> None:
    """Wait until the overview has been worked out."""
    charts = view.panel.overview
    qtbot.waitUntil(lambda: len(charts.charts) == 2 and bool(charts.charts[1].texts.bars), timeout=20_000)


def test_a_run_is_shown_with_what_became_of_each_row(view: ResultsView) -> None:
    answers = [row_of(view, page, TOTAL).answer for page in range(1, 5)]
    assert answers == TOTALS
    assert view.model.kinds[RowKind.BLANK] == 2
    assert view.model.kinds[RowKind.FAILED] == 2
    assert "12 rows" in view.filter_bar.told
    assert not view.table.isColumnHidden(Column.QUESTION)
    assert not view.table.isColumnHidden(Column.ERROR)
    assert view.table.isColumnHidden(Column.MODEL)


def test_the_overview_adds_up_numbers_and_counts_words(view: ResultsView, qtbot: QtBot) -> None:
    summed(view, qtbot)
    totals, vendors = view.panel.overview.charts
    assert totals.facts == {"Sum": "3,535.10", "Mean": "883.78", "Least": "99.00", "Greatest": "2,286.60"}
    assert sum(span.count for span in totals.histogram.spans) == 4
    assert {bar.words: bar.count for bar in vendors.texts.bars} == {"Nordic Paper": 2, "Harbour Ltd": 2}
    assert "Nordic Paper: 2" in vendors.texts.accessibleDescription()
    assert "Failed: 2" in view.panel.overview.kinds.accessibleDescription()


def test_a_bar_shows_its_rows_alone(view: ResultsView, qtbot: QtBot) -> None:
    summed(view, qtbot)
    totals, vendors = view.panel.overview.charts
    QTest.mouseClick(vendors.texts, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert {row.answer for row in view.model.shown} == {vendors.texts.bars[0].words}
    assert "2 of 12 rows" in view.filter_bar.told
    QTest.mouseClick(view.filter_bar.value, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 12
    totals.histogram.setFocus()
    QTest.keyClick(totals.histogram, Qt.Key.Key_Return)
    assert [row.answer for row in view.model.shown] == ["99.00", "99.00"]
    QTest.mouseClick(view.filter_bar.clear, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 12
    view.panel.overview.kinds.chosen.emit(RowKind.BLANK)
    assert [row.page for row in view.model.shown] == [5, 5]


def test_words_and_kinds_filter_together(view: ResultsView, qtbot: QtBot) -> None:
    view.focus_filter()
    QTest.keyClicks(view.filter_bar.field, "nordic")
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    view.filter_bar.want_kind(RowKind.FAILED)
    assert view.model.rowCount() == 0
    assert view._empty.accessibleName() == "No row fits the filter."
    QTest.keyClick(view.filter_bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    view.filter_bar.want_all()
    assert view.model.rowCount() == 12


def test_a_chosen_row_lights_its_place_on_the_page(view: ResultsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.panel.page.arrived, timeout=20_000):
        choose(view, 2, TOTAL)
    page = view.panel.page
    assert view.panel.side == "page"
    assert page.view.current_page == 1
    assert page.view._highlights.on_page(1) == row_of(view, 2, TOTAL).evidence_boxes
    (region,) = page.view.regions.all
    assert (region.first.page, region.first.rect) == (1, PageRect(0, 0, 1, 0.5))
    assert page.view.regions.active is None
    assert view.panel.details.answer.text() == "2,286.60"
    with qtbot.waitSignal(page.arrived, timeout=20_000):
        choose(view, 3, VENDOR)
    assert page.view.current_page == 2
    assert not page.view.regions.all


def test_the_page_is_looked_at_and_never_drawn_on(view: ResultsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.panel.page.arrived, timeout=20_000):
        choose(view, 2, TOTAL)
    pages = view.panel.page.view
    pages.actual_size()
    before, place = pages.regions.all, pages.place()
    QTest.mousePress(pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(160, 160))
    QTest.mouseMove(pages.viewport(), QPoint(100, 60))
    QTest.mouseRelease(pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    QTest.keyClick(pages, Qt.Key.Key_Delete)
    assert pages.regions.all == before
    assert pages.place() != place
    QTest.keyClick(pages, Qt.Key.Key_Escape)
    assert view.table.hasFocus()


def test_keys_open_the_row(view: ResultsView, qtbot: QtBot) -> None:
    choose(view, 2, TOTAL)
    with qtbot.waitSignal(view.place_wanted) as told:
        QTest.keyClick(view.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = row_of(view, 2, TOTAL)
    assert told.args == [row.file, 1, row.evidence_boxes]
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(view.panel.page.view.hasFocus, timeout=20_000)
    QTest.keyClick(view.panel.page.view, Qt.Key.Key_Escape)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    current = view.table.current
    assert current is not None
    assert (current.row.page, current.row.question) == (2, VENDOR)


def test_a_correction_is_kept_and_taken_back(view: ResultsView, qtbot: QtBot) -> None:
    choose(view, 2, TOTAL)
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.table.findChild(AnswerEditor)
    assert editor.toPlainText() == "2,286.60"
    qtbot.waitUntil(lambda: view.panel.side == "page")
    QTest.keyClicks(editor, "2,286.61")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    row = row_of(view, 2, TOTAL)
    assert (row.answer, row.correction) == ("2,286.60", "2,286.61")
    qtbot.waitUntil(lambda: view.panel.details.said.text() == "model said: 2,286.60")
    assert [one.correction for one in kept(qtbot, view) if one.correction] == ["2,286.61"]
    view.panel.turn_to("overview")
    qtbot.waitUntil(lambda: "3,535.11" in view.panel.overview.charts[0].facts.values(), timeout=20_000)
    view.panel.turn_to("page")
    QTest.mouseClick(view.panel.details.back, Qt.MouseButton.LeftButton)
    assert row_of(view, 2, TOTAL).correction is None
    assert not [one for one in kept(qtbot, view) if one.correction is not None]


def test_esc_leaves_the_answer_as_it_was(view: ResultsView, qtbot: QtBot) -> None:
    choose(view, 2, TOTAL)
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.table.findChild(AnswerEditor)
    QTest.keyClicks(editor, "nonsense")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert row_of(view, 2, TOTAL).correction is None
    assert not [one for one in kept(qtbot, view) if one.correction is not None]


def test_a_correction_has_as_many_lines_as_one_writes(view: ResultsView, qtbot: QtBot) -> None:
    choose(view, 2, VENDOR)
    view.table.correct()
    editor = view.table.findChild(AnswerEditor)
    before = editor.height()
    QTest.keyClicks(editor, "Harbour")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "Limited")
    assert editor.height() > before
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row_of(view, 2, VENDOR).correction == "Harbour\nLimited"


def test_rows_that_come_do_not_disturb_who_is_writing(view: ResultsView, qtbot: QtBot) -> None:
    run = view.rows.run
    assert run is not None
    choose(view, 2, TOTAL)
    view.table.correct()
    editor = view.table.findChild(AnswerEditor)
    QTest.keyClicks(editor, "half of it")
    view._services.runs.answered.emit(run.id, (row_of(view, 2, TOTAL), row_of(view, 1, TOTAL)))
    view._services.runs.troubled.emit(None)
    assert editor.toPlainText() == "half of it"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row_of(view, 2, TOTAL).correction == "half of it"
    with qtbot.waitSignal(view.rows.read, timeout=20_000):
        pass
    assert row_of(view, 2, TOTAL).correction == "half of it"


def test_chosen_rows_are_copied(view: ResultsView) -> None:
    view.table.set_columns(
        {Column.QUESTION: False, Column.ERROR: False, Column.CONFIDENCE: False, Column.SECONDS: False}
    )
    view.table.setFocus()
    view.table.selectRow(0)
    QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["Счета 2031.pdf", "1", "99.00"],
        ["Счета 2031.pdf", "1", "Nordic Paper"],
    ]


def test_a_file_that_is_gone_is_told_in_words(view: ResultsView, qtbot: QtBot, invoices: Path) -> None:
    invoices.unlink()
    choose(view, 2, TOTAL)
    qtbot.waitUntil(lambda: "is not there" in view.panel.page.told, timeout=20_000)


def test_a_file_that_goes_while_it_is_looked_at(view: ResultsView, qtbot: QtBot, invoices: Path) -> None:
    with qtbot.waitSignal(view.panel.page.arrived, timeout=20_000):
        choose(view, 2, TOTAL)
    away = invoices.rename(invoices.with_name("away.pdf"))
    qtbot.waitUntil(lambda: "is not there" in view.panel.page.told, timeout=20_000)
    away.rename(invoices)
    qtbot.waitUntil(lambda: view.panel.page.told == "", timeout=20_000)


def test_a_file_that_has_become_shorter(view: ResultsView, qtbot: QtBot, invoices: Path) -> None:
    with pymupdf.open() as document:
        document.new_page()
        document.save(invoices)
    choose(view, 2, TOTAL)
    qtbot.waitUntil(lambda: "has no page 2 any more" in view.panel.page.told, timeout=20_000)
    assert "it has 1 page now" in view.panel.page.told
    choose(view, 1, TOTAL)
    qtbot.waitUntil(lambda: view.panel.page.told == "" and "was changed" in view.panel.page.warning, timeout=20_000)


def test_a_file_that_is_no_document_says_why(view: ResultsView, qtbot: QtBot) -> None:
    choose(view, 0, TOTAL)
    qtbot.waitUntil(lambda: "not a document" in view.panel.page.told, timeout=20_000)
    assert not view.panel.details.correct.isVisible()


def test_the_language_changes_while_it_is_shown(view: ResultsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.panel.page.arrived, timeout=20_000):
        choose(view, 2, TOTAL)
    set_language("ru")
    try:
        assert view.model.headerData(Column.ANSWER, Qt.Orientation.Horizontal) == "Ответ"
        assert view.filter_bar.told.startswith("12 строк")
        assert view.panel.details.correct.text() == "Исправить ответ"
        assert str(view.model.index(0, Column.STATUS).data()) == "Найдено"
    finally:
        set_language("en")


@pytest.mark.parametrize("side", ["page", "overview"])
def test_a_screen_reader_is_told_a_name_of_everything(view: ResultsView, qtbot: QtBot, side: str) -> None:
    choose(view, 2, TOTAL)
    view.panel.turn_to(side)
    QTest.qWait(0)
    assert not [f"{named.place} ({named.role})" for named in names_in(view) if not named.name]


def test_a_run_that_is_removed_is_shown_no_more(view: ResultsView, qtbot: QtBot) -> None:
    run = view.rows.run
    assert run is not None
    view._services.runs.remove(run.id)
    qtbot.waitUntil(lambda: view.model.rowCount() == 0, timeout=20_000)
    assert view._empty.accessibleName() == "No run is chosen."
    assert not view.filter_bar.export.isEnabled()
