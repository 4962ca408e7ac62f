"""Scrolls on while a drag is held at or beyond an edge of the viewport, the faster the farther."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from quizglass.ui.page_view.camera import Screen

TICK_MS = 16
ZONE = 12.0
"""The strip inside the edge that counts already: a window at the edge of the screen has no outside."""

SPEED = 0.25
FASTEST = 48.0


class EdgeScroll(QObject):
    """Signals: ``ticked(QPointF)``: scroll by so many device pixels."""

    ticked = Signal(QPointF)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(lambda: self.ticked.emit(self._step))

    def hold(self, place: QPointF, screen: Screen) -> None:
        """The drag is at ``place``, in device pixels of the viewport."""
        self._step = QPointF(
            speed_at(place.x(), screen.width, screen.ratio), speed_at(place.y(), screen.height, screen.ratio)
        )
        if self._step.isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def is_scrolling(self) -> bool:
        return self._timer.isActive()


def speed_at(place: float, room: float, ratio: float) -> float:
    """Device pixels a tick along one axis: negative near the low edge, positive near the high one, else 0."""
    zone, fastest = ZONE * ratio, FASTEST * ratio
    low, high = zone - place, place - (room - zone)
    if low > 0:
        return -min(fastest, 1 + SPEED * low)
    return min(fastest, 1 + SPEED * high) if high > 0 else 0.0
