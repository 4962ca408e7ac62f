"""How numbers or days are spread: a column for each range, as high as there are answers in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen

from quizglass.ui.batch_page.results.chart import Chart
from quizglass.ui.theme import FOCUS_WIDTH, HAIRLINE, RADIUS_FIELD, SPACE_S, SPACE_XS, TYPE_SMALL, ThemeSource

_HEIGHT: Final = 132
_GAP: Final = 2
_CALM: Final = 0.75
_QUIET: Final = 0.35
"""How strong the columns are, and those beside the one that is chosen."""


@dataclass(frozen=True, slots=True)
class Span:
    """``words`` say from where to where; ``told`` adds how many."""

    key: object
    count: int
    words: str
    told: str


class Histogram(Chart):
    """Left and right go from one column to the next; its key is what is chosen. One without answers cannot be."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1})
        self._spans: tuple[Span, ...] = ()
        self._ends = ("", "")
        self.setFixedHeight(_HEIGHT)

    @property
    def spans(self) -> tuple[Span, ...]:
        return self._spans

    def show_spans(self, spans: Sequence[Span], ends: tuple[str, str], chosen: object = None) -> None:
        """``ends`` are where the first begins and the last ends, in words."""
        self._spans, self._ends = tuple(spans), ends
        self._take([span.key for span in self._spans], chosen)

    def say(self, name: str) -> None:
        """Name the chart; its numbers follow in words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(span.told for span in self._spans if span.count))

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    # Painting -------------------------------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        foot = TYPE_SMALL + SPACE_S + SPACE_XS
        return QRectF(SPACE_S, SPACE_S, self.width() - 2 * SPACE_S, self.height() - foot - SPACE_S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, plot = self._theme.current, self._plot()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((span.count for span in self._spans), default=1) or 1
        for at, span in enumerate(self._spans):
            self._paint_span(painter, at, span, most)
        painter.setPen(QPen(theme.line, HAIRLINE))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        font = QFont(self.font())
        font.setPixelSize(TYPE_SMALL)
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        painter.setPen(theme.muted)
        foot = QRectF(plot.left(), plot.bottom() + SPACE_XS, plot.width(), self.height() - plot.bottom() - SPACE_XS)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._ends[0])
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), self._ends[1])
        painter.end()

    def _paint_span(self, painter: QPainter, at: int, span: Span, most: int) -> None:
        theme, room = self._theme.current, self._room(at)
        painter.setPen(Qt.PenStyle.NoPen)
        if at == self._hovered:
            painter.setBrush(theme.hover)
            painter.drawRect(room)
        if span.count:
            color = QColor(theme.accent)
            if span.key != self._chosen:
                color.setAlphaF(_CALM if self._chosen is None else _QUIET)
            bar = room.adjusted(_GAP / 2, 0, -_GAP / 2, 0)
            bar.setTop(bar.bottom() - max(2.0, bar.height() * span.count / most))
            painter.setBrush(color)
            painter.drawRect(bar)
        if self.hasFocus() and at == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, FOCUS_WIDTH))
            painter.drawRoundedRect(room, RADIUS_FIELD / 2, RADIUS_FIELD / 2)

    def _room(self, at: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / max(1, len(self._spans))
        return QRectF(plot.left() + at * width, plot.top(), width, plot.height())

    # Choosing -------------------------------------------------------------------------------------------------------

    def _part_at(self, point: QPointF) -> int:
        plot = self._plot()
        at = int((point.x() - plot.left()) / max(1.0, plot.width()) * len(self._spans))
        return at if plot.left() <= point.x() and at < len(self._spans) else -1

    def _can_be_chosen(self, at: int) -> bool:
        return super()._can_be_chosen(at) and self._spans[at].count > 0

    def _tip(self, at: int) -> str:
        return self._spans[at].told
