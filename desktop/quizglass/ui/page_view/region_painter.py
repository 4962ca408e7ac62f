"""Paints regions: edge, handles, badge, the dimmed page around the active one, and what a click would take."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from quizglass.ui.page_view.frame import Box
from quizglass.ui.page_view.region_edit import HANDLES, Grip, handle_center
from quizglass.ui.theme import HAIRLINE, TYPE_SMALL, Theme

EDGE = 1.5
HANDLE = 10.0
HANDLE_RADIUS = 2.0
BADGE = 20.0
BADGE_GAP = 6.0
ROOM_FOR_MIDDLE_HANDLES = 44.0
DIM = 0.06
DRAW_TINT = 0.06
HOVER_DASH = (4.0, 3.0)
LONGEST_BADGE = 160.0


class RegionPainter:
    """Boxes in device pixels of the viewport; ``ratio`` is device pixels a logical pixel; ``theme`` is the paper's."""

    def __init__(self, theme: Theme, ratio: float, font: QFont) -> None:
        self._theme = theme
        self._ratio = ratio
        self._font = QFont(font)
        self._font.setPixelSize(max(1, round(TYPE_SMALL * ratio)))
        self._font.setWeight(QFont.Weight.DemiBold)

    def dim(self, painter: QPainter, pages: list[QRectF], boxes: Iterable[Box]) -> None:
        """Darken the visible parts of ``pages`` but for the region at ``boxes``."""
        around = QPainterPath()
        for page in pages:
            around.addRect(page)
        kept = QPainterPath()
        for box in boxes:
            kept.addRect(_rect(box))
        painter.fillPath(around.subtracted(kept), QColor.fromRgbF(0, 0, 0, DIM))

    def paint(self, painter: QPainter, box: Box, *, badge: str, active: bool = True, drawing: bool = False) -> None:
        """``drawing`` is while the region is still being drawn: no handles yet, a breath of colour.

        One that is not ``active`` has a thinner edge, no handles, and a badge that is only outlined.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(1, round((EDGE if active else HAIRLINE) * self._ratio))
        if drawing:
            self._tint(painter, box)
        for side in _sides(box, width):
            painter.fillRect(side, self._theme.accent)
        painter.setPen(QPen(self._theme.accent, width))
        if active and not drawing:
            self._paint_handles(painter, box)
        if not drawing:
            self._paint_badge(painter, box, badge, active=active)
        painter.restore()

    def paint_hovered(self, painter: QPainter, box: Box) -> None:
        """What a click would take."""
        painter.save()
        width = max(1, round(HAIRLINE * self._ratio))
        pen = QPen(self._theme.accent, width)
        pen.setDashPattern(HOVER_DASH)
        self._tint(painter, box)
        painter.setPen(pen)
        # No longer than what can be seen: a part of a page at 6400 % has a hundred thousand dashes.
        seen = QRectF(painter.viewport()).adjusted(-BADGE, -BADGE, BADGE, BADGE)
        painter.drawRect(_rect(box).intersected(seen).toRect())
        painter.restore()

    def _tint(self, painter: QPainter, box: Box) -> None:
        tint = QColor(self._theme.accent)
        tint.setAlphaF(DRAW_TINT)
        painter.fillRect(_rect(box).toRect(), tint)

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

    def _paint_badge(self, painter: QPainter, box: Box, words: str, *, active: bool) -> None:
        left, top, *_ = box
        side = BADGE * self._ratio
        metrics = QFontMetricsF(self._font)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, LONGEST_BADGE * self._ratio)
        width = max(side, metrics.horizontalAdvance(words) + 0.8 * side)
        x = left + (HANDLE / 2 + BADGE_GAP) * self._ratio
        badge = QRectF(x, top - side / 2, width, side)
        painter.setPen(QPen(self._theme.accent, HAIRLINE * self._ratio))
        painter.setBrush(self._theme.accent if active else self._theme.on_accent)
        painter.drawRoundedRect(badge, side / 2, side / 2)
        painter.setPen(self._theme.on_accent if active else self._theme.accent)
        painter.setFont(self._font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def _is_crowded(grip: Grip, narrow: bool, low: bool) -> bool:
    across, down = grip.value
    return (across == 0 and narrow) or (down == 0 and low)


def _sides(box: Box, width: int) -> list[QRect]:
    """The four sides of an edge on whole pixels: many times quicker to fill than a large outline is to stroke."""
    left, top, right, bottom = (round(value) - width // 2 for value in box)
    across, down = right - left + width, bottom - top + width
    return [
        QRect(left, top, across, width),
        QRect(left, bottom, across, width),
        QRect(left, top, width, down),
        QRect(right, top, width, down),
    ]


def _rect(box: Box) -> QRectF:
    left, top, right, bottom = box
    return QRectF(QPointF(left, top), QPointF(right, bottom))
