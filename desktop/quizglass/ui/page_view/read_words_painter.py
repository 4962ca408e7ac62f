"""Paints faint boxes around the words that were read, from good to bad by how sure their reader was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from quizglass.pages import Word
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.theme import HAIRLINE, Theme

_STEPS: Final = 10
_SURE: Final = 0.95
"""From here on a word is as good as printed text."""

_HALF_SURE: Final = 0.7
_UNSURE: Final = 0.35
_FILL: Final = 0.10
_FILL_UNSURE: Final = 0.26
_EDGE: Final = 0.55


class ReadWordsPainter:
    """``ratio`` is device pixels a logical pixel; ``theme`` is the paper's."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio

    def paint(self, painter: QPainter, frame: PageFrame, words: Iterable[Word]) -> None:
        by_doubt: defaultdict[int, list[QRectF]] = defaultdict(list)
        for word in words:
            left, top, right, bottom = (round(value) + 0.5 for value in frame.box(word.box))
            by_doubt[_doubt(word.confidence)].append(QRectF(QPointF(left, top), QPointF(right, bottom)))
        painter.save()
        for step, rects in by_doubt.items():
            doubt = step / _STEPS
            color = _color(self._theme, step)
            edge, fill = QColor(color), QColor(color)
            edge.setAlphaF(_EDGE + (1 - _EDGE) * doubt)
            fill.setAlphaF(_FILL + (_FILL_UNSURE - _FILL) * doubt)
            painter.setPen(QPen(edge, max(1, round(HAIRLINE * self._ratio))))
            painter.setBrush(fill)
            painter.drawRects(rects)
        painter.restore()


def _doubt(confidence: float) -> int:
    """0 for a word that is sure, `_STEPS` for one that is not."""
    return round(_STEPS * min(1.0, max(0.0, (_SURE - confidence) / (_SURE - _UNSURE))))


@cache
def _color(theme: Theme, step: int) -> QColor:
    """From good over warn to bad."""
    doubt = step / _STEPS
    middle = (_SURE - _HALF_SURE) / (_SURE - _UNSURE)
    if doubt <= middle:
        return _mixed(theme.good, theme.warn, doubt / middle)
    return _mixed(theme.warn, theme.bad, (doubt - middle) / (1 - middle))


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        *(
            a + (b - a) * share
            for a, b in zip(first.getRgbF()[:3], second.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )
