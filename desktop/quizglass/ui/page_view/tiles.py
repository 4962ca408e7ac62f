"""Which pieces a page is drawn in, and which of them a viewport needs. Immutable values; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizglass.geometry import PageRect, PixelBox, Size
from quizglass.ui.page_view.frame import PageFrame

WHOLE_PAGE_PIXELS = 2_400_000
"""Up to this many pixels a page is one tile: drawing a page in two halves costs nearly twice as much."""

TILE_SIDE = 1024


@dataclass(frozen=True, slots=True)
class RenderKey:
    """One drawing of one page: all of it, turned, ``width`` by ``height`` device pixels after the turn."""

    page: int
    width: int
    height: int
    turns: int

    @property
    def columns(self) -> int:
        return 1 if self.width * self.height <= WHOLE_PAGE_PIXELS else -(-self.width // TILE_SIDE)

    @property
    def rows(self) -> int:
        return 1 if self.width * self.height <= WHOLE_PAGE_PIXELS else -(-self.height // TILE_SIDE)

    @classmethod
    def of(cls, frame: PageFrame) -> RenderKey:
        return cls(frame.page, frame.width, frame.height, frame.turns)


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of a drawing, counted from the top left."""

    key: RenderKey
    column: int
    row: int

    @property
    def box(self) -> PixelBox:
        """The pixels of the drawing that this holds. Tiles of one drawing meet without overlap."""
        wide, high = -(-self.key.width // self.key.columns), -(-self.key.height // self.key.rows)
        left, top = self.column * wide, self.row * high
        return PixelBox(left, top, min(self.key.width, left + wide), min(self.key.height, top + high))

    @property
    def view_rect(self) -> PageRect:
        """The part of the turned page, in view fractions."""
        return PageRect.from_size(self.box, Size(self.key.width, self.key.height))

    @property
    def clip(self) -> PageRect:
        """The part of the page as the document displays it, before the view's turn."""
        return self.view_rect.turned(-self.key.turns)


def tiles_in(frame: PageFrame, width: int, height: int) -> Iterator[Tile]:
    """The tiles of the page in ``frame`` that show in a viewport of ``width`` by ``height``, from the top."""
    key = RenderKey.of(frame)
    wide, high = -(-key.width // key.columns), -(-key.height // key.rows)
    left, right = max(0, -frame.left), min(frame.width, width - frame.left)
    top, bottom = max(0, -frame.top), min(frame.height, height - frame.top)
    if left >= right or top >= bottom:
        return
    for row in range(top // high, (bottom - 1) // high + 1):
        for column in range(left // wide, (right - 1) // wide + 1):
            yield Tile(key, column, row)
