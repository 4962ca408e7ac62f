"""Questions taken over from a spreadsheet or a text file, and what is to be known of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.i18n import tr, trn
from quizglass.ui.background import Background
from quizglass.ui.batch_page.amounts import number_words
from quizglass.ui.batch_page.results.sheet_export import SHEET_SUFFIXES, asked_sheet
from quizglass.ui.controls.buttons import button
from quizglass.ui.language import follow_language
from quizglass.ui.relay import Relay

if TYPE_CHECKING:
    from quizglass.batch.question_sheet import QuestionSheet


class SheetOffer(QObject):
    """``button`` opens the dialog.

    Signals:
        read(QuestionSheet): questions to be added.
        told(Callable[[], str], bool): what is to be said, in the current language, and whether it is a trouble.
    """

    read = Signal(object)
    told = Signal(object, bool)

    def __init__(self, relay: Relay, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._reading = Background(relay)
        self._cancel = CancelToken()
        self.button: QPushButton = button("plain")
        self.button.clicked.connect(self._choose)
        follow_language(self, self._say)

    @staticmethod
    def is_sheet(file: str) -> bool:
        """Whether ``file`` is called as spreadsheets and texts are: no document that pages can be asked of."""
        return Path(file).suffix.lower() in SHEET_SUFFIXES

    def take(self, file: str) -> None:
        """Read the questions in ``file``, away from the window's thread: it may be large."""
        self._cancel.cancel()
        cancel = self._cancel = CancelToken()
        self.told.emit(lambda: tr("Reading {name}…").format(name=Path(file).name), False)

        def read() -> QuestionSheet:
            from quizglass.batch.question_sheet import read_questions

            return read_questions(file, cancel=cancel)

        self._reading.run(read, self._on_read, self._on_error)

    def close(self) -> None:
        self._cancel.cancel()
        self._reading.close()

    def _choose(self) -> None:
        file = asked_sheet(self._over, tr("Questions from a spreadsheet"))
        if file:
            self.take(file)

    def _on_read(self, sheet: QuestionSheet) -> None:
        self.read.emit(sheet)
        self.told.emit(_words_of(sheet), False)

    def _on_error(self, error: AppError) -> None:
        self.told.emit(lambda: str(error), True)

    def _say(self) -> None:
        self.button.setText(tr("From a spreadsheet…"))
        self.button.setAccessibleName(tr("Questions from a spreadsheet…"))


def _words_of(sheet: QuestionSheet) -> Callable[[], str]:
    """How many there were and where, and what was left out."""

    def say() -> str:
        count = len(sheet.questions)
        words = trn("{count} question from {name}.", "{count} questions from {name}.", count)
        said = [words.format(count=number_words(count), name=sheet.path.name)]
        if sheet.header:
            said.append(tr("Column {letter}: “{head}”.").format(letter=sheet.letter, head=sheet.header))
        return " ".join((*said, *(one.words for one in sheet.left_out)))

    return say
