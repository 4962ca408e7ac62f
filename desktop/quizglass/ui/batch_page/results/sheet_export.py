"""Answers put back beside the questions of a spreadsheet: which one, and where the copy with the answers goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from quizglass.batch.row import Row
from quizglass.i18n import tr
from quizglass.ui.background import Background
from quizglass.ui.batch_page.results.exporting import Exporting
from quizglass.ui.controls.notices import Notice, Notices
from quizglass.ui.relay import Relay

if TYPE_CHECKING:
    # Reading spreadsheets is loaded when somebody has one.
    from quizglass.batch.question_sheet import QuestionSheet

SHEET_SUFFIXES: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Of files that questions are read from."""


class SheetExport(QObject):
    def __init__(self, relay: Relay, exporting: Exporting, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._over, self._exporting, self._notices = parent, exporting, notices
        self._reading = Background(relay)

    def begin(self, rows: Sequence[Row]) -> None:
        """Ask for the spreadsheet, then where to, and write the answers of ``rows`` into a copy."""
        file = asked_sheet(self._over, tr("The spreadsheet with the questions"))
        if not file:
            return

        def read() -> QuestionSheet:
            from quizglass.batch.question_sheet import read_questions

            return read_questions(file)

        self._reading.run(
            read,
            lambda sheet: self._write(sheet, rows),
            lambda error: self._notices.add(Notice.of_error(error)),
        )

    def _write(self, sheet: QuestionSheet, rows: Sequence[Row]) -> None:
        if not isValid(self):
            return
        suffix = sheet.copy_suffix
        proposed = sheet.path.with_name(tr("{name} – answers").format(name=sheet.path.stem) + suffix)
        kinds = tr("The same kind of file (*{suffix})").format(suffix=suffix)
        title = tr("Where the copy with the answers goes")
        file, _ = QFileDialog.getSaveFileName(self._over, title, str(proposed), kinds)
        if file:
            out = Path(file)
            out = out if out.suffix.lower() == suffix else out.with_name(out.name + suffix)
            self._exporting.start_in_sheet(sheet, out, rows)


def asked_sheet(over: QWidget, title: str) -> str:
    """The file that the user chooses; "" for none."""
    patterns = " ".join(f"*{suffix}" for suffix in SHEET_SUFFIXES)
    filters = ";;".join((tr("Spreadsheets and text ({patterns})").format(patterns=patterns), tr("All files (*)")))
    file, _ = QFileDialog.getOpenFileName(over.window(), title, "", filters)
    return file
