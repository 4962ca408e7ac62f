"""A page as it stands in the viewport, and the way between pixels there and fractions of the page. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from quizglass.geometry import PageRect, Size

Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """``page`` at ``left``, ``top`` of the viewport in device pixels, seen after ``turns`` clockwise quarter turns.

    *View fractions* are those of the page as turned; page fractions (`PageRect` everywhere else in the program) are
    those of the page as the document displays it.
    """

    page: int
    left: int
    top: int
    width: int
    height: int
    turns: int

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def distance(self, x: float, y: float) -> float:
        """How far the point is from the page, 0 on it."""
        dx = max(self.left - x, x - self.right, 0.0)
        dy = max(self.top - y, y - self.bottom, 0.0)
        return float((dx * dx + dy * dy) ** 0.5)

    def view_point(self, x: float, y: float) -> tuple[float, float]:
        """A viewport point in view fractions; outside 0..1 where the point is off the page."""
        return (x - self.left) / self.width, (y - self.top) / self.height

    def page_rect(self, box: Box) -> PageRect:
        """The part of the page that the viewport box covers; corners may come in any order."""
        x0, y0, x1, y1 = box
        moved = (x0 - self.left, y0 - self.top, x1 - self.left, y1 - self.top)
        return PageRect.from_size(moved, self.size).clamped().turned(-self.turns)

    def box(self, rect: PageRect) -> Box:
        """Where the part ``rect`` of the page stands in the viewport: left, top, right, bottom, not rounded."""
        x0, y0, x1, y1 = rect.turned(self.turns).to_size(self.size)
        return self.left + x0, self.top + y0, self.left + x1, self.top + y1
