"""Where a question is typed: grows with its text to six lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from quizglass.i18n import tr
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_XS

_FEWEST_LINES = 2
_MOST_LINES = 6
_FRAME = 2 * (SPACE_XS + 4)


class QuestionField(QPlainTextEdit):
    """Enter asks, Shift+Enter begins a new line. It is never lower than ``fewest`` lines.

    Signals:
        entered(): Enter was pressed.
        escaped(): Esc was pressed.
        focus_changed(bool)
    """

    entered = Signal()
    escaped = Signal()
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, fewest: int = _FEWEST_LINES) -> None:
        super().__init__(parent)
        self._fewest = fewest
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        follow_language(self, self._say)
        self._fit()

    def _say(self) -> None:
        self.setPlaceholderText(tr("What do you want to know?"))
        self.setAccessibleName(tr("Question"))

    def _fit(self) -> None:
        # The layout of a plain text document counts its height in lines.
        lines = int(self.document().size().height())
        shown = min(_MOST_LINES, max(self._fewest, lines))
        overflows = lines > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflows else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + _FRAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and modifiers == Qt.KeyboardModifier.NoModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
