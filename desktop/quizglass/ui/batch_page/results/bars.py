"""Bars below one another, each with its words and its number: which there are, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen

from quizglass.ui.batch_page.results.chart import Chart
from quizglass.ui.controls.tips import plain_tip
from quizglass.ui.icons import paint_icon
from quizglass.ui.theme import FOCUS_WIDTH, RADIUS_FIELD, SPACE_L, SPACE_S, SPACE_XS, TYPE_BODY, ThemeSource

_ROW: Final = 36
_BAR: Final = 4
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """``icon`` "" for none; ``tint`` is a colour of the theme. ``count_words`` is ``count`` as it is written."""

    key: object
    words: str
    count: int
    count_words: str
    tint: str = "accent"
    icon: str = ""


class Bars(Chart):
    """Up and down go from one bar to the next; its key is what is chosen."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1})
        self._bars: tuple[Bar, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar], chosen: object = None) -> None:
        """Show these; the one with the key ``chosen`` stands out."""
        self._bars = tuple(bars)
        self.setFixedHeight(max(1, len(self._bars)) * _ROW)
        self.updateGeometry()
        self._take([bar.key for bar in self._bars], chosen)

    def say(self, name: str) -> None:
        """Name the chart; its numbers follow in words."""
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{bar.words}: {bar.count_words}" for bar in self._bars))

    def sizeHint(self) -> QSize:
        return QSize(240, max(1, len(self._bars)) * _ROW)

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.count for bar in self._bars), default=1) or 1
        for at, bar in enumerate(self._bars):
            self._paint_bar(painter, at, bar, most)
        painter.end()

    def _paint_bar(self, painter: QPainter, at: int, bar: Bar, most: int) -> None:
        theme = self._theme.current
        area = QRectF(0, at * _ROW, self.width(), _ROW).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._chosen is not None and bar.key == self._chosen:
            painter.setBrush(theme.selection)
            painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)
        elif at == self._hovered:
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)
        inside = area.adjusted(SPACE_S, SPACE_XS, -SPACE_S, -SPACE_XS)
        line = QRectF(inside.left(), inside.top(), inside.width(), inside.height() - _BAR - SPACE_XS)
        self._paint_words(painter, line, bar)
        track = QRectF(inside.left(), inside.bottom() - _BAR, inside.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hover)
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if bar.count:
            painter.setBrush(getattr(theme, bar.tint))
            track.setWidth(max(_BAR, track.width() * bar.count / most))
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if self.hasFocus() and at == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, FOCUS_WIDTH))
            painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)

    def _paint_words(self, painter: QPainter, line: QRectF, bar: Bar) -> None:
        theme = self._theme.current
        font = QFont(self.font())
        font.setPixelSize(TYPE_BODY)
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        painter.setPen(theme.text)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | middle), bar.count_words)
        room = line.adjusted(0, 0, -metrics.horizontalAdvance(bar.count_words) - SPACE_S, 0)
        if bar.icon:
            top = line.center().y() - SPACE_L / 2
            paint_icon(painter, bar.icon, getattr(theme, bar.tint), QRectF(line.left(), top, SPACE_L, SPACE_L))
            room.setLeft(line.left() + SPACE_L + SPACE_XS)
        words = " ".join(bar.words[:_LONGEST].split())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | middle | Qt.TextFlag.TextSingleLine), shown)

    # Choosing -------------------------------------------------------------------------------------------------------

    def _part_at(self, point: QPointF) -> int:
        at = int(point.y() // _ROW)
        return at if 0 <= at < len(self._bars) else -1

    def _tip(self, at: int) -> str:
        bar = self._bars[at]
        return plain_tip(f"{bar.words}: {bar.count_words}")
