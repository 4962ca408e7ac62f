"""The answers of a run: read, looked at, sorted, filtered, corrected, added up, exported, and a file that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TOTALS = (1250.5, 99, 2286.6, 480, 75.25, 1999.99, 310, 845.1)
VENDORS = ("Harbour Supplies Ltd", "Nordic Paper", "ООО «Гавань»")


def take(pictures: Any) -> None:
    page = pictures.window.workspace.show_batch()
    results = _run(pictures, page)
    pictures.shoot("80-results")
    _looked_at(pictures, results)
    _filtered(pictures, results)
    _corrected(pictures, results)
    _exported(pictures, results)
    _gone(pictures, results)
    page.left.emit()


def _invoices(pictures: Any) -> Path:
    import pymupdf

    path = pictures.folder / "Счета поставщиков за май 2031.pdf"
    with pymupdf.open() as document:
        for number in range(24):
            page = document.new_page(width=420, height=595)
            if number % 8 == 7:
                continue
            page.insert_text((40, 90), f"Vendor: {VENDORS[number % 2]}", fontsize=11)
            page.insert_text((40, 130), f"Total: {TOTALS[number % 8] + number:,.2f}", fontsize=11)
        document.save(path)
    return path


def _run(pictures: Any, page: Any) -> Any:
    from quizglass.batch.plan import Plan, PlannedQuestion
    from quizglass.batch.run import RunState
    from quizglass.geometry import PageRect

    runs = pictures.window.services.runs
    known = len(runs.runs)
    questions = PlannedQuestion("What is the total?", PageRect(0, 0.1, 1, 0.5)), PlannedQuestion("Who is the vendor?")
    runs.start(Plan((str(_invoices(pictures)),), questions), VENDORS[0])
    pictures.until(lambda: len(runs.runs) > known and runs.runs[0].state is RunState.ENDED)
    page.open_run(runs.runs[0].id)
    pictures.until(lambda: page.opened.results.model.rowCount() == 48)
    return page.opened.results


def _looked_at(pictures: Any, results: Any) -> None:
    from PySide6.QtCore import Qt

    results.table.setFocus()
    results.table.selectRow(4)
    pictures.shoot("81-results-page")
    results.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    pictures.shoot("81-results-sorted")


def _filtered(pictures: Any, results: Any) -> None:
    results.panel.turn_to("overview")
    pictures.settle()
    histogram = results.panel.overview.charts[0].histogram
    histogram.chosen.emit(histogram.spans[0].key)
    pictures.shoot("82-results-one-bar")
    results.filter_bar.field.setText("xyzzy")
    pictures.shoot("82-results-none")
    results.filter_bar.want_all()


def _corrected(pictures: Any, results: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPlainTextEdit

    results.table.setFocus()
    results.table.selectRow(2)
    results.table.correct()
    editor = results.table.findChild(QPlainTextEdit)
    editor.setPlainText("2,300.00")
    pictures.shoot("83-results-correcting")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    pictures.shoot("83-results-corrected")


def _exported(pictures: Any, results: Any) -> None:
    from quizglass.ui.batch_page.results.export_menu import FORMATS

    run, rows = results.rows.run, results.model.shown
    results.exporting.start(run.id, pictures.folder / f"answers{FORMATS[0].suffix}", rows, ",")
    pictures.shoot("84-results-exporting")
    pictures.until(lambda: not results.exporting.is_running)
    pictures.shoot("84-results-exported")
    pictures.window.workspace.notices.clear()


def _gone(pictures: Any, results: Any) -> None:
    Path(results.model.found_at(0).row.file).unlink()
    results.table.setFocus()
    results.table.selectRow(6)
    pictures.settle()
    pictures.shoot("85-results-file-gone")
