"""A chart whose parts can be chosen, with the mouse and with keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from quizglass.ui.theme import ThemeSource


class Chart(QWidget):
    """A click, or Enter, chooses a part; the keys of ``steps`` go from one to the next.

    Signals:
        chosen(object): the part's key; None where the one that was chosen is let go.
    """

    chosen = Signal(object)

    def __init__(self, theme: ThemeSource, steps: Mapping[Qt.Key, int]) -> None:
        super().__init__()
        self._theme = theme
        self._steps = steps
        self._keys: tuple[object, ...] = ()
        self._chosen: object = None
        self._at = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def _take(self, keys: Sequence[object], chosen: object) -> None:
        """There are these parts now; the one with the key ``chosen`` stands out."""
        self._keys, self._chosen = tuple(keys), chosen
        self._at = min(self._at, max(0, len(self._keys) - 1))
        self.update()

    def _part_at(self, point: QPointF) -> int:
        """-1 where there is none."""
        raise NotImplementedError

    def _can_be_chosen(self, at: int) -> bool:
        return 0 <= at < len(self._keys)

    def _tip(self, at: int) -> str:
        """What is told where the pointer rests on a part."""
        raise NotImplementedError

    def _choose(self, at: int) -> None:
        if self._can_be_chosen(at):
            self._at = at
            key = self._keys[at]
            self.chosen.emit(None if key == self._chosen else key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose(self._part_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._part_at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            chosen = self._can_be_chosen(hovered)
            self.setCursor(Qt.CursorShape.PointingHandCursor if chosen else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self._steps and self._keys:
            self._at = min(max(0, self._at + self._steps[key]), len(self._keys) - 1)
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._part_at(QPointF(event.pos()))
            if at >= 0:
                QToolTip.showText(event.globalPos(), self._tip(at), self)
            return True
        return super().event(event)
