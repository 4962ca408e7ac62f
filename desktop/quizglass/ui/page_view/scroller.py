"""Keeps scroll bars and camera in step, and glides where the wheel turns in notches."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QPointF, QVariantAnimation, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.theme import MOTION_MS

TURNED_AFTER = 50.0
"""Logical pixels beyond the end of a page that shows alone after which the next one comes: a notch, an arrow key."""

LARGEST_BAR = 1 << 30
"""Scroll bars count in 32 bits; 10,000 pages at 6400 % are longer than that in pixels."""


class Scroller(QObject):
    """Signals: ``moved()``: the camera looks elsewhere."""

    moved = Signal()

    def __init__(self, area: QAbstractScrollArea, camera: Camera) -> None:
        super().__init__(area)
        self.reduced_motion = False
        self._camera = camera
        self._across = area.horizontalScrollBar()
        self._down = area.verticalScrollBar()
        self._syncing = False
        self._beyond = 0.0
        self._across.valueChanged.connect(self._on_bar_moved)
        self._down.valueChanged.connect(self._on_bar_moved)
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(MOTION_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._on_glided)

    def sync(self) -> None:
        """Make the bars show where the camera is."""
        camera, screen = self._camera, self._camera.screen
        (least_x, least_y), (most_x, most_y) = camera.origin, camera.limits
        self._syncing = True
        try:
            _show_in(self._across, camera.x - least_x, most_x - least_x, screen.width, round(40 * screen.ratio))
            _show_in(self._down, camera.y - least_y, most_y - least_y, screen.height, round(40 * screen.ratio))
        finally:
            self._syncing = False

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move at once by device pixels, as a hand or a touchpad does."""
        self.stop()
        self._go(self._camera.x + dx, self._camera.y + dy)

    def slide_by(self, dx: float, dy: float) -> None:
        """`scroll_by` for fingers on a touchpad, which turn a page that shows alone."""
        if not self._turns_leaf(dy):
            self.scroll_by(dx, dy)

    def go_to_edge(self, *, last: bool) -> None:
        """To the very beginning or the very end of the document."""
        self.stop()
        self._camera.go_to_edge(last=last)
        self.moved.emit()

    def glide_by(self, dx: float, dy: float) -> None:
        """Move by device pixels in a short glide; another call on the way adds to where it leads."""
        if self._turns_leaf(dy):
            return
        if self.reduced_motion:
            self.scroll_by(dx, dy)
            return
        gliding = self._glide.state() == QAbstractAnimation.State.Running
        here = QPointF(self._camera.x, self._camera.y)
        end = (self._glide.endValue() if gliding else here) + QPointF(dx, dy)
        (least_x, least_y), (most_x, most_y) = self._camera.origin, self._camera.limits
        end = QPointF(min(max(least_x, end.x()), most_x), min(max(least_y, end.y()), most_y))
        self._glide.stop()
        self._glide.setStartValue(here)
        self._glide.setEndValue(end)
        self._glide.start()

    def stop(self) -> None:
        """End a glide where it is."""
        self._glide.stop()

    def _on_glided(self, place: QPointF) -> None:
        self._go(place.x(), place.y())

    def _on_bar_moved(self) -> None:
        if self._syncing:
            return
        self.stop()
        (least_x, least_y), (most_x, most_y) = self._camera.origin, self._camera.limits
        x = least_x + self._across.value() * _unit(most_x - least_x)
        self._go(x, least_y + self._down.value() * _unit(most_y - least_y))

    def _turns_leaf(self, dy: float) -> bool:
        """Where one page shows at a time: True at its end, beyond which the next one comes after some resistance."""
        camera = self._camera
        most = camera.limits[1] if dy > 0 else camera.origin[1]
        if not camera.shows_one or not dy or (camera.y < most if dy > 0 else camera.y > most):
            self._beyond = 0.0
            return False
        self._beyond = dy + (self._beyond if self._beyond * dy > 0 else 0.0)
        if abs(self._beyond) >= TURNED_AFTER * camera.screen.ratio:
            self._beyond = 0.0
            self.stop()
            if camera.turn_leaf(1 if dy > 0 else -1):
                self.moved.emit()
        return True

    def _go(self, x: float, y: float) -> None:
        self._camera.scroll_to(x, y)
        self.moved.emit()


def _unit(most: int) -> int:
    """Device pixels a step of the bar."""
    return 1 + most // LARGEST_BAR


def _show_in(bar: QScrollBar, value: int, most: int, page: int, step: int) -> None:
    unit = _unit(most)
    bar.setRange(0, most // unit)
    bar.setPageStep(max(1, page // unit))
    bar.setSingleStep(max(1, step // unit))
    bar.setValue(max(0, value) // unit)
