"""A card that lies over the window for a moment and goes with Esc or a click beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from quizglass.ui.controls.layouts import column
from quizglass.ui.theme import SPACE_XL, ThemeSource

_TOP = 56


class Overlay(QWidget):
    """Covers its parent; ``card`` holds the content and is at most ``width`` wide."""

    def __init__(self, theme: ThemeSource, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._theme = theme
        self._width = width
        self._over = parent
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("role", "floating")
        self.content: QVBoxLayout = column(self.card)
        self.hide()
        parent.installEventFilter(self)

    def open(self) -> None:
        """Show it, and give the focus back when it closes."""
        self._before = self.window().focusWidget()
        self.fit()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def fit(self) -> None:
        """Take the parent's size, with the card near the top of the middle."""
        parent = self._over
        self.setGeometry(parent.rect())
        width = min(self._width, parent.width() - 2 * SPACE_XL)
        height = min(self.card_height(width), parent.height() - _TOP - SPACE_XL)
        self.card.setGeometry((parent.width() - width) // 2, _TOP, width, height)

    def card_height(self, width: int) -> int:
        """How high the card would be at ``width``."""
        return self.content.heightForWidth(width) if self.content.hasHeightForWidth() else self.card.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What lies below steps back."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.current.scrim)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round on the card: what lies below cannot be seen well."""
        here = self.window().focusWidget() or self
        step = QWidget.nextInFocusChain if forward else QWidget.previousInFocusChain
        candidate = step(here)
        while candidate is not None and candidate is not here:
            if self.isAncestorOf(candidate) and _takes_tab(candidate):
                candidate.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                break
            candidate = step(candidate)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


def _takes_tab(widget: QWidget) -> bool:
    wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return wants == Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
