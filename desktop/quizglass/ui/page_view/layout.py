"""Where the pages of a document stand, in rows of one or of two. No Qt: whole device pixels and points only.

The sums over all pages are made once per document and quarter turn; a layout at another zoom shares them and costs
nothing to make, so that a step of the wheel is as cheap in 10,000 pages as in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quizglass.geometry import Size
from quizglass.ui.page_view.arrangement import Arrangement


class PageColumn:
    """The pages of a document as seen after ``turns`` clockwise quarter turns, sizes in points, in rows.

    A row holds one page, or two that face each other on both sides of one spine.
    """

    def __init__(
        self, sizes: Sequence[Size], turns: int = 0, arrangement: Arrangement = Arrangement.CONTINUOUS
    ) -> None:
        self.sizes = tuple(size.turned(turns) for size in sizes) if turns % 2 else tuple(sizes)
        paired = arrangement in {Arrangement.TWO, Arrangement.TWO_WITH_COVER} and len(self.sizes) > 1
        self.across = 2 if paired else 1
        self._left_out = 1 if paired and arrangement is Arrangement.TWO_WITH_COVER else 0
        self.row_count = self.row_of(len(self.sizes) - 1) + 1
        heights = [size.height for size in self.sizes]
        if self.across == 2:
            heights = [max(heights[page] for page in self.pages_in(row)) for row in range(self.row_count)]
        self.tops = (0.0, *accumulate(heights))
        self.widest = max((size.width for size in self.sizes), default=0.0)

    def __len__(self) -> int:
        return len(self.sizes)

    def row_of(self, page: int) -> int:
        return (page + self._left_out) // self.across

    def pages_in(self, row: int) -> range:
        """The pages of a row from left to right. A cover stands alone on the right, as on a shut book."""
        first = row * self.across - self._left_out
        return range(max(0, first), min(first + self.across, len(self.sizes)))

    def is_left(self, page: int) -> bool:
        """Whether the page stands on the left of the spine, where there is one."""
        return (page + self._left_out) % self.across == 0

    def row_size(self, row: int) -> Size:
        """What must fit for a row to fit around its spine, without the space between two pages."""
        sizes = [self.sizes[page] for page in self.pages_in(row)]
        return Size(self.across * max(size.width for size in sizes), max(size.height for size in sizes))


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A page's place in the content, in whole device pixels from the content's top left corner."""

    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Rows of pages at ``scale`` device pixels a point.

    ``gap`` is between rows, ``spine`` between the two pages of one, ``margin`` around all.

    Pages of one size have one size in pixels wherever they stand, so that their pictures can be shared and compared.
    The price is a gap that may be one pixel wider here and there.
    """

    column: PageColumn
    scale: float
    gap: int
    margin: int
    spine: int = 0

    def pixel_size(self, page: int) -> tuple[int, int]:
        """Width and height of ``page``, at least one pixel each."""
        size = self.column.sizes[page]
        return max(1, round(size.width * self.scale)), max(1, round(size.height * self.scale))

    def top(self, row: int) -> int:
        """Rounding up, with one pixel more a row than the gap, keeps rounded heights from ever overlapping."""
        return self.margin + int(-(-self.column.tops[row] * self.scale // 1)) + row * (self.gap + 1)

    def row_height(self, row: int) -> int:
        return max(self.pixel_size(page)[1] for page in self.column.pages_in(row))

    def row_width(self, row: int) -> int:
        """What must fit for a row to fit around its spine."""
        widest = max(self.pixel_size(page)[0] for page in self.column.pages_in(row))
        return widest if self.column.across == 1 else 2 * widest + self.spine

    @property
    def width(self) -> int:
        """The whole content's width, margins included."""
        widest = max(1, round(self.column.widest * self.scale))
        return (widest if self.column.across == 1 else 2 * widest + self.spine) + 2 * self.margin

    @property
    def height(self) -> int:
        """The whole content's height, margins included."""
        last = self.column.row_count - 1
        return self.top(last) + self.row_height(last) + self.margin if last >= 0 else 0

    def place(self, page: int) -> PagePlace:
        """A page in a row of two touches the spine, at half the height of a higher neighbour."""
        width, height = self.pixel_size(page)
        row = self.column.row_of(page)
        if self.column.across == 1:
            return PagePlace(page, (self.width - width) // 2, self.top(row), width, height)
        spine = (self.width - self.spine) // 2
        left = spine - width if self.column.is_left(page) else spine + self.spine
        return PagePlace(page, left, self.top(row) + (self.row_height(row) - height) // 2, width, height)

    def row_at(self, y: float) -> int:
        """The row at height ``y``, or the one above the gap there; the first and the last beyond the ends."""
        return max(0, bisect_right(range(self.column.row_count), y, key=self.top) - 1)

    def nearest_page(self, y: float, x: float = 0.0) -> int:
        """The page whose edge is nearest to height ``y``; of two in that row the one nearer to ``x``."""
        row = self.row_at(y)
        following = row + 1
        if following < self.column.row_count and self.top(following) - y < y - self.top(row) - self.row_height(row):
            row = following
        pages = self.column.pages_in(row)
        return pages[-1] if self.column.is_left(pages[0]) and x > self.width / 2 else pages[0]

    def pages_between(self, y0: float, y1: float) -> range:
        """The pages of the rows that show between the heights ``y0`` and ``y1``."""
        if not len(self.column):
            return range(0)
        first = self.row_at(y0)
        if self.top(first) + self.row_height(first) <= y0:
            first += 1
        end = bisect_right(range(self.column.row_count), y1 - 1, key=self.top)
        if first >= end:
            return range(0)
        return range(self.column.pages_in(first)[0], self.column.pages_in(end - 1)[-1] + 1)
