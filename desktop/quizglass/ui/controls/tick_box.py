"""A box to tick, with the program's own tick."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

from quizglass.ui.icons import paint_icon
from quizglass.ui.theme import ThemeSource


class TickBox(QCheckBox):
    def __init__(self, theme: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        paint_icon(painter, "check", self._theme.current.on_accent, box.adjusted(1, 1, -1, -1))
        painter.end()
