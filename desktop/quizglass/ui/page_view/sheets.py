"""Paints the desk and the edges of the sheets that lie on it.

Only where they show: on a fine screen, filling what pages cover again would take longer than the pages themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QRegion

from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.theme import Theme

SHADOW = ((3.0, 0.025), (2.0, 0.03), (1.0, 0.04))
"""Reach in logical pixels and darkness of the layers of a sheet's shadow, the widest first."""

BEYOND = 16
"""Logical pixels of a page beyond the viewport that are still painted; edge and shadow are narrower."""


def paint_desk(painter: QPainter, screen: Screen, frames: Sequence[PageFrame], theme: Theme) -> None:
    """Fill what no page covers."""
    # Two pixels beyond: a viewport of a fractional size ends within a pixel.
    desk = QRegion(-2, -2, screen.width + 4, screen.height + 4)
    for frame in frames:
        desk -= near_part(frame, screen)
    painter.save()
    painter.setClipRegion(desk, Qt.ClipOperation.IntersectClip)
    painter.fillRect(desk.boundingRect(), theme.desk)
    painter.restore()


def paint_edge(painter: QPainter, screen: Screen, frame: PageFrame, theme: Theme) -> None:
    """The thin edge of a sheet and its soft shadow, all outside the sheet."""
    paper, ratio = near_part(frame, screen), screen.ratio
    for reach, darkness in SHADOW:
        by = round(reach * ratio)
        for strip in _ring(paper.adjusted(-by, -by + round(ratio), by, by + round(ratio)), paper):
            painter.fillRect(strip, QColor.fromRgbF(0, 0, 0, darkness))
    by = max(1, round(ratio))
    for strip in _ring(paper.adjusted(-by, -by, by, by), paper):
        painter.fillRect(strip, theme.line)


def near_part(frame: PageFrame, screen: Screen) -> QRect:
    """The visible part, and so much beyond it that a cut has no edge and no shadow in the viewport."""
    beyond = round(BEYOND * screen.ratio)
    return _cut(frame, -beyond, -beyond, screen.width + beyond, screen.height + beyond)


def visible_part(frame: PageFrame, screen: Screen) -> QRect:
    """What of the page is in the viewport. Rectangles are cut to it, since zoomed pages exceed Qt's coordinates."""
    return _cut(frame, 0, 0, screen.width, screen.height)


def _cut(frame: PageFrame, x0: int, y0: int, x1: int, y1: int) -> QRect:
    left, top = max(frame.left, x0), max(frame.top, y0)
    return QRect(left, top, max(0, min(frame.right, x1) - left), max(0, min(frame.bottom, y1) - top))


def _ring(outer: QRect, inner: QRect) -> Iterator[QRect]:
    """What of ``outer`` is around ``inner``, in four strips: above, below, left, right."""
    middle_top, middle_height = inner.top(), inner.height()
    yield QRect(outer.left(), outer.top(), outer.width(), inner.top() - outer.top())
    yield QRect(outer.left(), inner.bottom() + 1, outer.width(), outer.bottom() - inner.bottom())
    yield QRect(outer.left(), middle_top, inner.left() - outer.left(), middle_height)
    yield QRect(inner.right() + 1, middle_top, outer.right() - inner.right(), middle_height)
