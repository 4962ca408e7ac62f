"""A page view that is only looked at: the pointer moves the paper, and nothing on it can be drawn or changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

from quizglass.ui.page_view.page_tool import PageTool
from quizglass.ui.page_view.view import PageView

_CHANGES = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class LookedAtView(PageView):
    """Its regions cannot be taken hold of, neither by the pointer nor by Tab."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button does what the middle one does everywhere: it moves the paper."""
        if event.button() == Qt.MouseButton.LeftButton:
            middle, places = Qt.MouseButton.MiddleButton, (event.position(), event.globalPosition())
            event = QMouseEvent(event.type(), *places, middle, middle, event.modifiers(), event.pointingDevice())
        super().mousePressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QAbstractScrollArea.focusNextPrevChild(self, forward)


class LookingTool(PageTool):
    """Shows that the paper can be moved, and lets no key change anything."""

    def cursor_at(self, _x: float, _y: float) -> Qt.CursorShape:
        return Qt.CursorShape.OpenHandCursor

    def press_key(self, event: QKeyEvent) -> bool:
        return event.key() in _CHANGES
