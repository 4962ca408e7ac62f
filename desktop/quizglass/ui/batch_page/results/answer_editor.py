"""Where an answer is corrected, in its place in the table: as high as it has lines."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from quizglass.i18n import tr
from quizglass.ui.theme import SPACE_S, TABLE_ROW

_MOST_LINES: Final = 6
_LEAST_WIDTH: Final = 220


class AnswerEditor(QPlainTextEdit):
    """Enter ends it, Shift+Enter begins another line; Esc leaves the answer as it was.

    Signals:
        finished(): what is written is to be kept.
    """

    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_filled = False
        self._table = parent
        self._cell = QRect()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Correct the answer"))
        self.document().setDocumentMargin((TABLE_ROW - self.fontMetrics().lineSpacing()) / 2 - 2)
        self.textChanged.connect(self._fit)

    def fill(self, text: str) -> None:
        self.is_filled = True
        self.setPlainText(text)
        self.selectAll()

    def stand_at(self, cell: QRect) -> None:
        """Lie over ``cell``, no less wide than one can write in, and within the table."""
        self._cell = QRect(cell)
        self._fit()

    def _fit(self) -> None:
        if self._cell.isNull():
            return
        room = self._table.rect()
        written = max(1, round(self.document().size().height()))
        lines = min(_MOST_LINES, written)
        # A line that fits but for a part of a pixel must not make the bar come and take its room.
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if written > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(needed)
        height = TABLE_ROW + (lines - 1) * self.fontMetrics().lineSpacing() + (SPACE_S if lines > 1 else 0)
        wanted = QRect(self._cell)
        wanted.setWidth(min(room.width(), max(_LEAST_WIDTH, wanted.width())))
        wanted.setHeight(min(room.height(), height))
        wanted.moveLeft(max(0, min(wanted.left(), room.width() - wanted.width())))
        wanted.moveTop(max(0, min(wanted.top(), room.height() - wanted.height())))
        self.setGeometry(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if ends and not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.finished.emit()
        else:
            super().keyPressEvent(event)
