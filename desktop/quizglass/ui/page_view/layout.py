"""Where the pages of a document stand below one another. No Qt: whole device pixels and points only.

The sums over all pages are made once per document and quarter turn; a layout at another zoom shares them and costs
nothing to make, so that a step of the wheel is as cheap in 10,000 pages as in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quizglass.geometry import Size


class PageColumn:
    """The pages of a document as seen after ``turns`` clockwise quarter turns, sizes in points."""

    def __init__(self, sizes: Sequence[Size], turns: int = 0) -> None:
        self.sizes = tuple(size.turned(turns) for size in sizes)
        self.tops = (0.0, *accumulate(size.height for size in self.sizes))
        self.widest = max((size.width for size in self.sizes), default=0.0)

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page's place in the content, in whole device pixels from the content's top left corner."""

    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A column of pages at ``scale`` device pixels a point, ``gap`` between pages and ``margin`` around them.

    Pages of one size have one size in pixels wherever they stand, so that their pictures can be shared and compared.
    The price is a gap that may be one pixel wider here and there.
    """

    column: PageColumn
    scale: float
    gap: int
    margin: int

    def pixel_size(self, page: int) -> tuple[int, int]:
        """Width and height of ``page``, at least one pixel each."""
        size = self.column.sizes[page]
        return max(1, round(size.width * self.scale)), max(1, round(size.height * self.scale))

    def top(self, page: int) -> int:
        """Rounding up, with one pixel more a page than the gap, keeps rounded heights from ever overlapping."""
        return self.margin + int(-(-self.column.tops[page] * self.scale // 1)) + page * (self.gap + 1)

    @property
    def width(self) -> int:
        """The whole content's width, margins included."""
        return max(1, round(self.column.widest * self.scale)) + 2 * self.margin

    @property
    def height(self) -> int:
        """The whole content's height, margins included."""
        last = len(self.column) - 1
        return self.place(last).bottom + self.margin if last >= 0 else 0

    def place(self, page: int) -> PagePlace:
        width, height = self.pixel_size(page)
        return PagePlace(page, (self.width - width) // 2, self.top(page), width, height)

    def page_at(self, y: float) -> int:
        """The page at height ``y``, or the one above the gap there; the first and the last beyond the ends."""
        found = bisect_right(range(len(self.column)), y, key=self.top) - 1
        return max(0, found)

    def nearest_page(self, y: float) -> int:
        """The page whose edge is nearest to height ``y``."""
        page = self.page_at(y)
        following = page + 1
        if following < len(self.column) and self.top(following) - y < y - self.place(page).bottom:
            return following
        return page

    def pages_between(self, y0: float, y1: float) -> range:
        """The pages that show between the heights ``y0`` and ``y1``."""
        if not len(self.column):
            return range(0)
        first = self.page_at(y0)
        if self.place(first).bottom <= y0:
            first += 1
        return range(first, max(first, bisect_right(range(len(self.column)), y1 - 1, key=self.top)))
