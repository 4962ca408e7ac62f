"""Zooming in a short glide: the old pictures grow or shrink while the new ones are being drawn."""

from __future__ import annotations

import copy
import math

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation, Signal

from quizglass.ui.page_view import zoom as zooming
from quizglass.ui.page_view.camera import Camera

DURATION_MS = 80
"""Shorter than other motion: the sharp picture comes when it ends."""


class ZoomGlide(QObject):
    """Signals: ``moved(float, float, float)``: show this zoom, keeping this device pixel of the viewport in place."""

    moved = Signal(float, float, float)

    def __init__(self, camera: Camera, parent: QObject) -> None:
        super().__init__(parent)
        self._camera = camera
        self._target = 1.0
        self._around = (0.0, 0.0)
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(DURATION_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._on_moved)

    @property
    def is_running(self) -> bool:
        return self._animation.state() == QAbstractAnimation.State.Running

    @property
    def target(self) -> float:
        """Where it leads; the zoom of now when nothing glides."""
        return self._target if self.is_running else self._camera.zoom

    def start(self, zoom: float, x: float, y: float) -> None:
        """Glide to ``zoom`` from wherever the view is."""
        self._animation.stop()
        self._target, self._around = zooming.clamped(zoom), (x, y)
        # In the logarithm, so that twice as large looks the same from any size.
        self._animation.setStartValue(math.log(self._camera.zoom))
        self._animation.setEndValue(math.log(self._target))
        self._animation.start()

    def stop(self) -> None:
        """End where it is."""
        self._animation.stop()

    def destination(self) -> Camera:
        """The camera as it will be at the end."""
        end = copy.copy(self._camera)
        end.zoom_to(self._target, *self._around)
        return end

    def _on_moved(self, value: float) -> None:
        at_end = self._animation.currentTime() >= self._animation.duration()
        self.moved.emit(self._target if at_end else math.exp(value), *self._around)
