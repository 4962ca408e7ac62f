"""Paints where an answer stands: one soft marker stroke a line."""

from __future__ import annotations

from collections.abc import Iterable
from math import pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from quizglass.ui.page_view.frame import Box
from quizglass.ui.theme import Theme

RADIUS = 3.0
PADDING = 2.0
EDGE = 1.25
PULSE_REACH = 4.0


def pulse(progress: float) -> float:
    """How strong a flash is, 0..1, while ``progress`` runs from 0 to 1: two soft beats."""
    return sin(2 * pi * progress) ** 2


class HighlightPainter:
    """Boxes in device pixels of the viewport; ``ratio`` is device pixels a logical pixel; ``theme`` is the paper's."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio

    def paint(self, painter: QPainter, boxes: Iterable[Box], *, unsure: bool, strength: float = 0.0) -> None:
        """``strength`` 0..1 is that of a flash; ``unsure`` draws the edge dashed."""
        rects = [self._padded(box, strength) for box in boxes]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill(strength))
        if not self._theme.is_dark:
            # Like a marker: paper takes the colour, ink stays as black as it is.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        self._draw(painter, rects)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._edge(unsure=unsure, strength=strength))
        self._draw(painter, rects)
        painter.restore()

    def paint_doubt(self, painter: QPainter, boxes: Iterable[Box]) -> None:
        """A dashed edge around words that should be checked, within a place that is lit up."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = self._edge(unsure=True, strength=0.0)
        pen.setColor(self._theme.warn)
        painter.setPen(pen)
        self._draw(painter, [self._padded(box, 0.0) for box in boxes])
        painter.restore()

    def _draw(self, painter: QPainter, rects: list[QRectF]) -> None:
        radius = RADIUS * self._ratio
        for rect in rects:
            painter.drawRoundedRect(rect, radius, radius)

    def _padded(self, box: Box, strength: float) -> QRectF:
        left, top, right, bottom = box
        by = (PADDING + PULSE_REACH * strength) * self._ratio
        # On the middles of pixels, so that a thin edge is not smeared over two.
        left, top = round(left - by) + 0.5, round(top - by) + 0.5
        return QRectF(QPointF(left, top), QPointF(round(right + by) - 0.5, round(bottom + by) - 0.5))

    def _fill(self, strength: float) -> QColor:
        fill = QColor(self._theme.evidence_fill)
        alpha = min(1.0, fill.alphaF() * (1 + 0.6 * strength))
        if self._theme.is_dark:
            fill.setAlphaF(alpha)
            return fill
        mixed = (1 - alpha + alpha * channel for channel in (fill.redF(), fill.greenF(), fill.blueF()))
        return QColor.fromRgbF(*mixed)

    def _edge(self, *, unsure: bool, strength: float) -> QPen:
        pen = QPen(self._theme.evidence_edge, EDGE * self._ratio * (1 + strength))
        if unsure:
            pen.setDashPattern([4.0, 3.0])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen
