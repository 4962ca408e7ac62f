"""Drawing, moving and resizing a region with a pointer or by keys. No Qt.

All of it happens in view fractions of the turned page (see `PageFrame`), so that scrolling and zooming in the middle
of a drag change nothing; boxes of the viewport serve only to find what is under the pointer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.ui.page_view.frame import Box, PageFrame


class Grip(Enum):
    """What a drag holds: which edges follow the pointer, as (x, y) with -1 left or top, 1 right or bottom."""

    MIDDLE = (0, 0)
    NORTH = (0, -1)
    NORTH_EAST = (1, -1)
    EAST = (1, 0)
    SOUTH_EAST = (1, 1)
    SOUTH = (0, 1)
    SOUTH_WEST = (-1, 1)
    WEST = (-1, 0)
    NORTH_WEST = (-1, -1)


HANDLES = tuple(grip for grip in Grip if grip is not Grip.MIDDLE)


def grip_at(box: Box, x: float, y: float, reach: float) -> Grip | None:
    """What of the region at ``box`` lies under the point. Edges are held ``reach`` to both sides, all along.

    In a small region the reach inwards shrinks, so that it can still be moved by its middle.
    """
    left, top, right, bottom = box
    if not (left - reach <= x <= right + reach and top - reach <= y <= bottom + reach):
        return None
    across = _edge(x, left, right, reach)
    down = _edge(y, top, bottom, reach)
    return Grip((across, down))


def _edge(value: float, low: float, high: float, reach: float) -> int:
    inwards = min(reach, (high - low) / 4)
    if value <= low + inwards:
        return -1
    return 1 if value >= high - inwards else 0


def handle_center(box: Box, grip: Grip) -> tuple[float, float]:
    """Where the handle of ``grip`` is drawn."""
    left, top, right, bottom = box
    across, down = grip.value
    return (left + right + across * (right - left)) / 2, (top + bottom + down * (bottom - top)) / 2


@dataclass(frozen=True, slots=True)
class RegionDrag:
    """A drag on ``page`` that began at ``x``, ``y``. ``start`` is the held region, None while drawing a new one."""

    page: int
    x: float
    y: float
    start: PageRect | None = None
    grip: Grip = Grip.SOUTH_EAST

    @classmethod
    def drawing(cls, frame: PageFrame, x: float, y: float) -> RegionDrag:
        """Begin a new region at a viewport point, at the nearest spot of the page if it is off the page."""
        fx, fy = frame.view_point(x, y)
        return cls(frame.page, _on_page(fx), _on_page(fy))

    @classmethod
    def holding(cls, frame: PageFrame, x: float, y: float, region: PageRect, grip: Grip) -> RegionDrag:
        """Begin to move or resize ``region`` (page fractions)."""
        return cls(frame.page, *frame.view_point(x, y), region.turned(frame.turns), grip)

    def region(self, frame: PageFrame, x: float, y: float) -> PageRect:
        """The region, in page fractions, with the pointer at this viewport point."""
        fx, fy = frame.view_point(x, y)
        if self.start is None:
            drawn = PageRect.from_corners(self.x, self.y, _on_page(fx), _on_page(fy))
        else:
            drawn = resized(self.start, self.grip, fx - self.x, fy - self.y)
        return drawn.turned(-frame.turns)


def resized(rect: PageRect, grip: Grip, dx: float, dy: float) -> PageRect:
    """``rect`` with the edges of ``grip`` moved, within the page; an edge pulled past the opposite one turns over."""
    if grip is Grip.MIDDLE:
        return rect.moved(dx, dy)
    across, down = grip.value
    left = _on_page(rect.x0 + dx) if across < 0 else rect.x0
    right = _on_page(rect.x1 + dx) if across > 0 else rect.x1
    top = _on_page(rect.y0 + dy) if down < 0 else rect.y0
    bottom = _on_page(rect.y1 + dy) if down > 0 else rect.y1
    return PageRect.from_corners(left, top, right, bottom)


def nudged(frame: PageFrame, region: PageRect, dx: float, dy: float, *, resize: bool) -> PageRect:
    """``region`` moved by device pixels as seen on the screen, or its lower right corner moved by as much.

    Resizing stops at one pixel.
    """
    rect = region.turned(frame.turns)
    fx, fy = dx / frame.width, dy / frame.height
    if not resize:
        return rect.moved(fx, fy).turned(-frame.turns)
    x1 = min(1.0, max(rect.x0 + 1 / frame.width, rect.x1 + fx))
    y1 = min(1.0, max(rect.y0 + 1 / frame.height, rect.y1 + fy))
    grown = PageRect.from_corners(rect.x0, rect.y0, x1, y1)
    return (grown.intersection(WHOLE_PAGE) or rect).turned(-frame.turns)


def _on_page(value: float) -> float:
    return min(1.0, max(0.0, value))
