"""Marks what was found on the pages: all places softly, the one that is looked at strongly."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from quizglass.ui.finding.hits import Hits
from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.page_tool import PageTool
from quizglass.ui.theme import Theme

_PADDING: Final = 1.0
_RADIUS: Final = 2.0
_EDGE: Final = 2.0
_CURRENT: Final = 1.5
"""How much more of its colour the fill of the current place has."""


class HitMarks(PageTool):
    def __init__(self, hits: Hits) -> None:
        self._hits = hits

    def paint(self, painter: QPainter, frame: PageFrame, theme: Theme, screen: Screen) -> None:
        hits = self._hits.on_page(frame.page)
        if not hits:
            return
        current = self._hits.current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hit in hits:
            rects = [_rect(frame.box(box), screen.ratio) for box in hit.boxes]
            self._paint_one(painter, rects, theme, screen.ratio, is_current=hit is current)
        painter.restore()

    def _paint_one(
        self, painter: QPainter, rects: list[QRectF], theme: Theme, ratio: float, *, is_current: bool
    ) -> None:
        fill = QColor(theme.evidence_fill)
        if is_current:
            fill.setAlphaF(min(1.0, fill.alphaF() * _CURRENT))
        painter.setBrush(fill)
        painter.setPen(QPen(theme.accent, _EDGE * ratio) if is_current else Qt.PenStyle.NoPen)
        if not theme.is_dark:
            # Like a marker: paper takes the colour, ink stays as black as it is.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for rect in rects:
            painter.drawRoundedRect(rect, _RADIUS * ratio, _RADIUS * ratio)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _rect(box: tuple[float, float, float, float], ratio: float) -> QRectF:
    left, top, right, bottom = box
    by = _PADDING * ratio
    return QRectF(left - by, top - by, right - left + 2 * by, bottom - top + 2 * by)
