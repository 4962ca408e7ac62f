"""Which lines and shapes of a page belong together: a ruled table, a chart, a seal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from quizglass.geometry import PageRect

_CELLS: Final = 128
"""The page is looked at in so many cells both ways: shapes that share or touch a cell belong together."""
_NEAR: Final = 0.5 / _CELLS
_INNER: Final = 0.9
_PIECE: Final = 0.3
"""The share of a box that lies in another, and of the other that it fills, from which on they are one."""
_MOST_SHAPES: Final = 20_000
_BACKGROUND: Final = 0.85
"""A shape that covers more of the page's width and height than this is the ground that others stand on."""


def joined_shapes(shapes: Sequence[PageRect]) -> tuple[PageRect, ...]:
    """The boxes around shapes that belong together. Of a map with ever so many shapes only the first ones count."""
    drawn = [shape for shape in shapes[:_MOST_SHAPES] if not _is_background(shape)]
    owner: list[int] = list(range(len(drawn)))
    cells: dict[tuple[int, int], int] = {}

    def root(shape: int) -> int:
        while owner[shape] != shape:
            owner[shape] = owner[owner[shape]]
            shape = owner[shape]
        return shape

    for index, shape in enumerate(drawn):
        for cell in _edge_cells(shape):
            owner[root(index)] = root(cells.setdefault(cell, index))
    groups: dict[int, PageRect] = {}
    for index, shape in enumerate(drawn):
        head = root(index)
        groups[head] = PageRect.union((groups[head], shape)) if head in groups else shape
    return _without_inner(groups.values())


def _without_inner(boxes: Iterable[PageRect]) -> tuple[PageRect, ...]:
    """Curves are measured with room to spare, so that the axes of a chart lie inside of the box of its line."""
    kept: list[PageRect] = []
    for box in sorted(boxes, key=lambda one: -one.area):
        if not any(box.overlap(outer) > _INNER * box.area and box.area > _PIECE * outer.area for outer in kept):
            kept.append(box)
    return tuple(kept)


def _is_background(shape: PageRect) -> bool:
    return shape.width > _BACKGROUND and shape.height > _BACKGROUND


def _edge_cells(shape: PageRect) -> list[tuple[int, int]]:
    """The cells along the edges of a shape: what stands inside a large one belongs to it only where they meet."""
    near = shape.grown(_NEAR, _NEAR)
    left, top, right, bottom = (min(_CELLS - 1, max(0, int(edge * _CELLS))) for edge in near.as_tuple())
    across = [(column, row) for column in range(left, right + 1) for row in {top, bottom}]
    down = [(column, row) for row in range(top, bottom + 1) for column in {left, right}]
    return across + down
