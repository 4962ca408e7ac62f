"""Rectangles on a page and every conversion between coordinate systems.

``PageRect`` is the one currency between the parts of the program: fractions 0..1 of the page *as displayed*
(rotation, CropBox and UserUnit applied), origin at the top left, x to the right and y down. Nothing outside this
module converts: screen pixels, page points, image pixels and the grids that models speak all pass through here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self


class Size(NamedTuple):
    """Width and height, both positive, in the unit that the holder names (points, pixels)."""

    width: float
    height: float

    def turned(self, quarter_turns: int) -> Size:
        """The size after a clockwise turn by ``quarter_turns`` times 90 degrees."""
        return Size(self.height, self.width) if quarter_turns % 2 else self


class PixelBox(NamedTuple):
    """Whole pixels: left and top inclusive, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, order=True)
class PageRect:
    """A rectangle in fractions of the displayed page. ``x0 <= x1`` and ``y0 <= y1`` always hold.

    Raises:
        ValueError: a coordinate is not finite or the corners are swapped. Use `from_corners` for raw drags.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        # A NaN fails every comparison, so this one test refuses swapped corners and NaN alike.
        if not (self.x0 <= self.x1 and self.y0 <= self.y1 and self.x1 - self.x0 < 1e9 and self.y1 - self.y0 < 1e9):
            raise ValueError(f"not a rectangle: {self.x0}, {self.y0}, {self.x1}, {self.y1}")

    # Making -----------------------------------------------------------------------------------------------------

    @classmethod
    def from_corners(cls, ax: float, ay: float, bx: float, by: float) -> Self:
        """The rectangle spanned by two opposite corners, in any order."""
        return cls(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    @classmethod
    def from_size(cls, box: tuple[float, float, float, float], size: Size) -> Self:
        """From units of a page of ``size``: points of a displayed page, or pixels of its picture."""
        x0, y0, x1, y1 = box
        return cls.from_corners(x0 / size.width, y0 / size.height, x1 / size.width, y1 / size.height)

    @classmethod
    def from_grid(cls, box: tuple[float, float, float, float], grid: float = 1000.0) -> Self:
        """From a model's square grid (Qwen2-VL and Qwen3-VL: 0..1000 of the picture it was shown)."""
        return cls.from_size(box, Size(grid, grid))

    @classmethod
    def union(cls, rects: Iterable[PageRect]) -> Self:
        """The smallest rectangle that holds all of ``rects``.

        Raises:
            ValueError: there is none.
        """
        found = list(rects)
        if not found:
            raise ValueError("no rectangles to unite")
        return cls(
            min(r.x0 for r in found),
            min(r.y0 for r in found),
            max(r.x1 for r in found),
            max(r.y1 for r in found),
        )

    # Measures ---------------------------------------------------------------------------------------------------

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def is_empty(self) -> bool:
        """True for a line or a point: nothing can be seen in it."""
        return self.width <= 0 or self.height <= 0

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def overlap(self, other: PageRect) -> float:
        """The area shared with ``other``, 0 when they only touch."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def iou(self, other: PageRect) -> float:
        """Intersection over union, 0..1. Two empty rectangles score 0."""
        shared = self.overlap(other)
        whole = self.area + other.area - shared
        return shared / whole if whole > 0 else 0.0

    def distance(self, other: PageRect) -> float:
        """The gap between the nearest edges, 0 when they touch or overlap."""
        dx = max(other.x0 - self.x1, self.x0 - other.x1, 0.0)
        dy = max(other.y0 - self.y1, self.y0 - other.y1, 0.0)
        return math.hypot(dx, dy)

    # Changing ---------------------------------------------------------------------------------------------------

    def intersection(self, other: PageRect) -> PageRect | None:
        """The part shared with ``other``, or None when they do not even touch."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return PageRect(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None

    def clamped(self) -> PageRect:
        """The nearest rectangle that lies wholly on the page."""
        return PageRect(*(min(1.0, max(0.0, v)) for v in (self.x0, self.y0, self.x1, self.y1)))

    def moved(self, dx: float, dy: float) -> PageRect:
        """Moved by fractions of the page, kept on the page without changing its size (up to the page's own)."""
        dx = max(-self.x0, min(1.0 - self.x1, dx))
        dy = max(-self.y0, min(1.0 - self.y1, dy))
        return PageRect(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def grown(self, dx: float, dy: float) -> PageRect:
        """Grown by ``dx`` and ``dy`` on each side; shrinking stops at the centre."""
        cx, cy = self.center
        return PageRect(min(cx, self.x0 - dx), min(cy, self.y0 - dy), max(cx, self.x1 + dx), max(cy, self.y1 + dy))

    def turned(self, quarter_turns: int) -> PageRect:
        """Where this lies after the page is turned clockwise by ``quarter_turns`` times 90 degrees."""
        match quarter_turns % 4:
            case 1:
                return PageRect(1 - self.y1, self.x0, 1 - self.y0, self.x1)
            case 2:
                return PageRect(1 - self.x1, 1 - self.y1, 1 - self.x0, 1 - self.y0)
            case 3:
                return PageRect(self.y0, 1 - self.x1, self.y1, 1 - self.x0)
        return self

    def inside(self, outer: PageRect) -> PageRect:
        """Seen from ``outer``: a box on a region's picture, given where both lie on the page.

        Raises:
            ValueError: ``outer`` is empty.
        """
        if outer.is_empty:
            raise ValueError("an empty rectangle has no inside")
        return PageRect(
            (self.x0 - outer.x0) / outer.width,
            (self.y0 - outer.y0) / outer.height,
            (self.x1 - outer.x0) / outer.width,
            (self.y1 - outer.y0) / outer.height,
        )

    def outside(self, outer: PageRect) -> PageRect:
        """The inverse of `inside`: from fractions of the region ``outer`` to fractions of the page."""
        return PageRect(
            outer.x0 + self.x0 * outer.width,
            outer.y0 + self.y0 * outer.height,
            outer.x0 + self.x1 * outer.width,
            outer.y0 + self.y1 * outer.height,
        )

    # To other systems -------------------------------------------------------------------------------------------

    def to_size(self, size: Size) -> tuple[float, float, float, float]:
        """In units of a page of ``size`` (points or pixels), not rounded. The inverse of `from_size`."""
        return self.x0 * size.width, self.y0 * size.height, self.x1 * size.width, self.y1 * size.height

    def to_grid(self, grid: int = 1000) -> tuple[int, int, int, int]:
        """On a model's square grid, rounded to whole steps. The inverse of `from_grid` within half a step."""
        return (round(self.x0 * grid), round(self.y0 * grid), round(self.x1 * grid), round(self.y1 * grid))

    def to_pixels(self, width: int, height: int) -> PixelBox:
        """The whole pixels of a ``width`` by ``height`` picture of the page that this touches, at least one."""
        left = min(width - 1, max(0, int(self.x0 * width + 1e-9)))
        top = min(height - 1, max(0, int(self.y0 * height + 1e-9)))
        right = min(width, max(left + 1, -int(-(self.x1 * width - 1e-9) // 1)))
        bottom = min(height, max(top + 1, -int(-(self.y1 * height - 1e-9) // 1)))
        return PixelBox(left, top, right, bottom)

    def as_tuple(self) -> tuple[float, float, float, float]:
        return self.x0, self.y0, self.x1, self.y1


WHOLE_PAGE = PageRect(0.0, 0.0, 1.0, 1.0)


class RegionPart(NamedTuple):
    """What a region covers of one page. ``page`` counts from 0; a region across a page border has several parts."""

    page: int
    rect: PageRect


def line_boxes(boxes: Iterable[PageRect]) -> tuple[PageRect, ...]:
    """Word boxes of one passage united line by line, in reading order of first appearance.

    Two neighbours are on one line when their vertical overlap is at least half of the lower one's height and the
    second does not start left of the first. A passage over three lines gives three boxes, however many words it has.
    """
    lines: list[PageRect] = []
    for box in boxes:
        if lines:
            last = lines[-1]
            shared = min(last.y1, box.y1) - max(last.y0, box.y0)
            if shared >= 0.5 * min(last.height, box.height) and box.x1 >= last.x0:
                lines[-1] = PageRect.union((last, box))
                continue
        lines.append(box)
    return tuple(lines)
