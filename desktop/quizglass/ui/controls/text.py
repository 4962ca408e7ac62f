"""Labels. All show plain text: what comes from a document or a model is never taken for markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from quizglass.ui.theme import HAIRLINE


def label(role: str = "body", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A label that looks as ``role`` says: body, strong, title, pageTitle, muted, small, section, warn, bad."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setMinimumWidth(1)
    return made


def selectable_label(parent: QWidget | None = None) -> QLabel:
    """A wrapping label whose text can be selected with mouse and keyboard."""
    made = label("body", parent, wrap=True)
    made.setProperty("selectable", "true")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setCursor(Qt.CursorShape.IBeamCursor)
    return made


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole stands in the tooltip."""

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline across."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    line.setFixedHeight(HAIRLINE)
    return line
