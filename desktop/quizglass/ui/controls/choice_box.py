"""A list of choices that drops down, with the program's own mark."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from quizglass.ui.icons import paint_icon
from quizglass.ui.theme import SPACE_L, SPACE_S, ThemeSource


class ChoiceBox(QComboBox):
    """Its items carry keys as data. The wheel scrolls what lies around it instead of changing the choice unseen."""

    def __init__(self, theme: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setView(QListView())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def set_choices(self, choices: dict[str, str]) -> None:
        """Words by key; the choice stays where its key is still there. Nothing is told."""
        before = self.choice
        self.blockSignals(True)
        self.clear()
        for key, words in choices.items():
            self.addItem(words, key)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)

    @property
    def choice(self) -> str:
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        self.setCurrentIndex(max(0, self.findData(key)))

    def say(self, name: str) -> None:
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        mark = QRect(self.width() - SPACE_L - SPACE_S, (self.height() - SPACE_L) // 2, SPACE_L, SPACE_L)
        theme = self._theme.current
        paint_icon(painter, "chevron-down", theme.text if self.isEnabled() else theme.muted, mark)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
