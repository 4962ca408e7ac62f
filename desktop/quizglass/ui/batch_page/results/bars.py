"""Bars below one another, each with its words and its number: which there are, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

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


class Bars(QWidget):
    """A click, or Enter, chooses a bar; up and down go from one to the next.

    Signals:
        chosen(object): the bar's key; None where the bar that was chosen is let go.
    """

    chosen = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._chosen: object = None
        self._at = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar], chosen: object = None) -> None:
        """Show these; the one with the key ``chosen`` stands out."""
        self._bars, self._chosen = tuple(bars), chosen
        self._at = min(self._at, max(0, len(self._bars) - 1))
        self.setFixedHeight(max(1, len(self._bars)) * _ROW)
        self.updateGeometry()
        self.update()

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

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._bars):
            self._at = at
            key = self._bars[at].key
            self.chosen.emit(None if key == self._chosen else key)

    def _bar_at(self, y: float) -> int:
        at = int(y // _ROW)
        return at if 0 <= at < len(self._bars) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose(self._bar_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._bar_at(event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._bars:
            self._at = min(max(0, self._at + steps[key]), len(self._bars) - 1)
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._bar_at(event.pos().y())
            if at >= 0:
                bar = self._bars[at]
                QToolTip.showText(event.globalPos(), plain_tip(f"{bar.words}: {bar.count_words}"), self)
            return True
        return super().event(event)
