"""How cells are written: their faces, and what of a text fits on a line, worked out once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from quizglass.ui.theme import TYPE_SMALL

_LONGEST: Final = 300
"""Characters that are looked at: an answer may have ten thousand."""
_MOST_KEPT: Final = 4000


class Face:
    """A font with the lines that were written in it."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)
        self._kept: dict[tuple[str, int, Qt.TextElideMode], tuple[str, int]] = {}

    def width(self, text: str) -> int:
        return self._metrics.horizontalAdvance(text[:_LONGEST])

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        alignment: int,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """Draw ``text`` on one line; how wide it has become."""
        if not text:
            return 0
        key = text[:_LONGEST], rect.width(), elide
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = self._elided(*key)
        painter.setFont(self._font)
        painter.drawText(rect, alignment, known[0])
        return known[1]

    def _elided(self, text: str, width: int, elide: Qt.TextElideMode) -> tuple[str, int]:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        shown = self._metrics.elidedText(" ".join(text.split()), elide, width)
        return shown, self._metrics.horizontalAdvance(shown)


class CellType:
    """``figures`` are all of one width, so that they stand below one another."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        figures, small = QFont(font), QFont(font)
        figures.setFeature(QFont.Tag("tnum"), 1)
        small.setPixelSize(TYPE_SMALL)
        self.body, self.figures, self.small = Face(self.font), Face(figures), Face(small)
