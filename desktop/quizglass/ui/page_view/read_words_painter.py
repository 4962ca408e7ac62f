"""Paints faint boxes around the words that were read, from good to bad by how sure their reader was."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from quizglass.pages import Word
from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.theme import Theme

_STEPS: Final = 10
_SURE: Final = 0.95
"""From here on a word is as good as printed text."""

_HALF_SURE: Final = 0.7
_UNSURE: Final = 0.35
_FILL: Final = tuple(0.12 + 0.2 * step / _STEPS for step in range(_STEPS + 1))
_LINE: Final = tuple(0.55 + 0.45 * step / _STEPS for step in range(_STEPS + 1))
_LINE_WIDTH: Final = 1.5
_PAGES_KEPT: Final = 12
_MOST_PIXELS: Final = 16_000
"""A side beyond which boxes out of sight are left out: Qt's coordinates end at twice that."""

_Key: TypeAlias = tuple[int, int, int, int, int, float]


@dataclass(slots=True)
class _Shade:
    """The places of all words of one ``doubt``, 0 to `_STEPS`, in pixels of the page as it stands in the viewport."""

    doubt: int
    boxes: list[QRect] = field(default_factory=list)
    lines: list[QRect] = field(default_factory=list)


class ReadWordsPainter:
    """Keeps the boxes of the pages painted last: thousands of words are not placed anew for every pixel of a scroll.

    Lines are filled and not stroked, which takes a fifth of the time.
    """

    def __init__(self) -> None:
        self._placed: OrderedDict[_Key, tuple[tuple[Word, ...], list[_Shade]]] = OrderedDict()

    def paint(self, painter: QPainter, frame: PageFrame, words: tuple[Word, ...], theme: Theme, screen: Screen) -> None:
        """``theme`` is the paper's."""
        if not words:
            return
        seen = QRect(-frame.left, -frame.top, screen.width, screen.height)
        is_huge = max(frame.width, frame.height) > _MOST_PIXELS
        painter.save()
        painter.translate(frame.left, frame.top)
        painter.setPen(Qt.PenStyle.NoPen)
        for shade in self._shades(frame, words, screen.ratio):
            color = _color(theme, shade.doubt)
            for rects, share in ((shade.boxes, _FILL[shade.doubt]), (shade.lines, _LINE[shade.doubt])):
                color.setAlphaF(share)
                painter.setBrush(color)
                painter.drawRects([rect for rect in rects if rect.intersects(seen)] if is_huge else rects)
        painter.restore()

    def _shades(self, frame: PageFrame, words: tuple[Word, ...], ratio: float) -> list[_Shade]:
        # The words are kept beside their places, so that their identity stays theirs.
        key = (frame.page, id(words), frame.width, frame.height, frame.turns, ratio)
        if key not in self._placed:
            line_width = max(1, round(_LINE_WIDTH * ratio))
            self._placed[key] = (words, _placed(replace(frame, left=0, top=0), words, line_width))
            while len(self._placed) > _PAGES_KEPT:
                self._placed.popitem(last=False)
        self._placed.move_to_end(key)
        return self._placed[key][1]


def _placed(frame: PageFrame, words: tuple[Word, ...], line_width: int) -> list[_Shade]:
    shades = [_Shade(doubt) for doubt in range(_STEPS + 1)]
    for word in words:
        left, top, right, bottom = (round(value) for value in frame.box(word.box))
        shade = shades[_doubt(word.confidence)]
        shade.boxes.append(QRect(left, top, right - left, bottom - top))
        shade.lines.append(QRect(left, bottom - line_width, right - left, line_width))
    return [shade for shade in shades if shade.boxes]


def _doubt(confidence: float) -> int:
    """0 for a word that is sure, `_STEPS` for one that is not."""
    return round(_STEPS * min(1.0, max(0.0, (_SURE - confidence) / (_SURE - _UNSURE))))


def _color(theme: Theme, step: int) -> QColor:
    """From good over warn to bad."""
    doubt = step / _STEPS
    middle = (_SURE - _HALF_SURE) / (_SURE - _UNSURE)
    if doubt <= middle:
        return _mixed(theme.good, theme.warn, doubt / middle)
    return _mixed(theme.warn, theme.bad, (doubt - middle) / (1 - middle))


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    def between(one: float, other: float) -> float:
        return one + (other - one) * share

    return QColor.fromRgbF(
        between(first.redF(), second.redF()),
        between(first.greenF(), second.greenF()),
        between(first.blueF(), second.blueF()),
    )
