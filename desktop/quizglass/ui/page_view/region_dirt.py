"""What must be painted anew when a region that is dragged has become another: its edges, not what lies within."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from quizglass.ui.page_view.frame import Box

_AROUND: Final = 14
_BADGE_WIDTH, _BADGE_HEIGHT = 210, 28
"""Logical pixels: half a handle with its edge, and the badge at the upper left corner."""


def dirt(before: Sequence[Box], after: Sequence[Box], ratio: float) -> QRegion:
    """In logical pixels of the viewport; boxes are in device pixels, ``ratio`` of them a logical one."""
    was, now = ([_logical(box, ratio) for box in boxes] for boxes in (before, after))
    changed = _all(was).xored(_all(now))
    for rect in {*map(_key, was), *map(_key, now)}:
        changed += _edges(QRect(*rect))
    return changed


def _edges(rect: QRect) -> QRegion:
    outer = rect.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    inner = rect.adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
    edges = QRegion(outer) - QRegion(inner) if inner.isValid() else QRegion(outer)
    return edges + QRegion(QRect(rect.left(), rect.top() - _BADGE_HEIGHT // 2, _BADGE_WIDTH, _BADGE_HEIGHT))


def _all(rects: Sequence[QRect]) -> QRegion:
    region = QRegion()
    for rect in rects:
        region += QRegion(rect)
    return region


def _key(rect: QRect) -> tuple[int, int, int, int]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _logical(box: Box, ratio: float) -> QRect:
    left, top, right, bottom = (int(edge / ratio) for edge in box)
    return QRect(left, top, right - left + 1, bottom - top + 1)
