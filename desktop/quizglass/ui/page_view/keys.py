"""What the keys do while the page view has the focus. The shell's shortcuts come before these."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.region_tool import RegionTool
from quizglass.ui.page_view.scroller import Scroller

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
LINE = 60
FAST_NUDGE = 10
KEPT_IN_SIGHT = 0.1
"""The share of the viewport that stays in sight when paging, so that the eye finds its line again."""


class Keys:
    """Arrow keys nudge the region, Shift resizes it, Ctrl makes larger steps; without a region they scroll."""

    def __init__(self, camera: Camera, region: RegionTool, scroller: Scroller) -> None:
        self._camera = camera
        self._region = region
        self._scroller = scroller

    def press(self, event: QKeyEvent) -> bool:
        """False when the key is none of ours."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._arrow(*ARROWS[key], event.modifiers())
            return True
        page = self._camera.screen.height * (1 - KEPT_IN_SIGHT)
        match key:
            case Qt.Key.Key_PageDown:
                self._scroller.glide_by(0, page)
            case Qt.Key.Key_PageUp:
                self._scroller.glide_by(0, -page)
            case Qt.Key.Key_Home:
                self._scroller.go_to_edge(last=False)
            case Qt.Key.Key_End:
                self._scroller.go_to_edge(last=True)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                return self._region.remove()
            case _:
                return False
        return True

    def _arrow(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> None:
        ratio = self._camera.screen.ratio
        if self._region.region is None:
            self._scroller.glide_by(dx * LINE * ratio, dy * LINE * ratio)
            return
        step = ratio * (FAST_NUDGE if modifiers & Qt.KeyboardModifier.ControlModifier else 1)
        resize = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._region.nudge(dx * step, dy * step, resize=resize)
        hidden_x, hidden_y = self._camera.hidden(*self._region.region)
        if hidden_x or hidden_y:
            self._scroller.scroll_by(hidden_x, hidden_y)
