"""Paints the region: its edge, its handles, its number, and the dimmed page around it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from quizglass.ui.page_view.frame import Box
from quizglass.ui.page_view.region_edit import HANDLES, Grip, handle_center
from quizglass.ui.theme import TYPE_SMALL, Theme

EDGE = 1.5
HANDLE = 10.0
HANDLE_RADIUS = 2.0
BADGE = 20.0
BADGE_GAP = 6.0
ROOM_FOR_MIDDLE_HANDLES = 44.0
DIM = 0.06
DRAW_TINT = 0.06


class RegionPainter:
    """Boxes in device pixels of the viewport; ``ratio`` is device pixels a logical pixel; ``theme`` is the paper's."""

    def __init__(self, theme: Theme, ratio: float, font: QFont) -> None:
        self._theme = theme
        self._ratio = ratio
        self._font = QFont(font)
        self._font.setPixelSize(max(1, round(TYPE_SMALL * ratio)))
        self._font.setWeight(QFont.Weight.DemiBold)

    def dim(self, painter: QPainter, pages: list[QRectF], box: Box) -> None:
        """Darken the visible parts of ``pages`` but for the region at ``box``."""
        around = QPainterPath()
        for page in pages:
            around.addRect(page)
        kept = QPainterPath()
        kept.addRect(_rect(box))
        painter.fillPath(around.subtracted(kept), QColor.fromRgbF(0, 0, 0, DIM))

    def paint(self, painter: QPainter, box: Box, *, number: int, drawing: bool) -> None:
        """``drawing`` is while the region is still being drawn: no handles yet, a breath of colour."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(1, round(EDGE * self._ratio))
        pen = QPen(self._theme.accent, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        if drawing:
            tint = QColor(self._theme.accent)
            tint.setAlphaF(DRAW_TINT)
            painter.setBrush(tint)
        painter.drawRect(_crisp(box, width))
        if not drawing:
            self._paint_handles(painter, box)
            self._paint_badge(painter, box, str(number))
        painter.restore()

    def _paint_handles(self, painter: QPainter, box: Box) -> None:
        left, top, right, bottom = box
        room = ROOM_FOR_MIDDLE_HANDLES * self._ratio
        side, radius = HANDLE * self._ratio, HANDLE_RADIUS * self._ratio
        painter.setBrush(Qt.GlobalColor.white)
        for grip in HANDLES:
            if _is_crowded(grip, right - left < room, bottom - top < room):
                continue
            x, y = handle_center(box, grip)
            painter.drawRoundedRect(QRectF(x - side / 2, y - side / 2, side, side), radius, radius)

    def _paint_badge(self, painter: QPainter, box: Box, number: str) -> None:
        left, top, *_ = box
        side = BADGE * self._ratio
        width = max(side, QFontMetricsF(self._font).horizontalAdvance(number) + 0.6 * side)
        x = left + (HANDLE / 2 + BADGE_GAP) * self._ratio
        badge = QRectF(x, top - side / 2, width, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent)
        painter.drawRoundedRect(badge, side / 2, side / 2)
        painter.setPen(self._theme.on_accent)
        painter.setFont(self._font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, number)


def _is_crowded(grip: Grip, narrow: bool, low: bool) -> bool:
    across, down = grip.value
    return (across == 0 and narrow) or (down == 0 and low)


def _crisp(box: Box, width: int) -> QRectF:
    """The box on whole pixels, or on their middles, so that an edge of ``width`` pixels is not smeared."""
    left, top, right, bottom = (round(value) + width % 2 / 2 for value in box)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def _rect(box: Box) -> QRectF:
    left, top, right, bottom = box
    return QRectF(QPointF(left, top), QPointF(right, bottom))
