"""The order in which a person reads the blocks of a page.

A PDF draws its text in any order. Most programs write it as it is read, so the file's order is kept wherever the page
does not contradict it: a block is never read before one that stands above it in the same column, nor before one to
its left in the same row.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Final, TypeAlias

Box: TypeAlias = tuple[float, float, float, float]

_MOST_BLOCKS: Final = 400
"""A page of more blocks is a drawing or a map, and comparing all pairs would take longer than reading it."""
_SAME_COLUMN: Final = 0.1
_SAME_ROW: Final = 0.5
"""Shares of the narrower, of the lower block that must overlap."""


def reading_order(blocks: Sequence[Box]) -> list[int]:
    """The indices of ``blocks`` (x0, y0, x1, y1; y down) in reading order."""
    count = len(blocks)
    if count > _MOST_BLOCKS:
        return list(range(count))
    followers: list[list[int]] = [[] for _ in blocks]
    waiting_for = [0] * count
    for i in range(count):
        for j in range(i + 1, count):
            order = _order(blocks[i], blocks[j])
            if order:
                before, after = (i, j) if order < 0 else (j, i)
                followers[before].append(after)
                waiting_for[after] += 1
    return _sorted(followers, waiting_for)


def _order(a: Box, b: Box) -> int:
    """-1 when ``a`` is read before ``b``, 1 after it, 0 when the page does not say."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    same_row = down >= _SAME_ROW * min(a[3] - a[1], b[3] - b[1])
    same_column = across > _SAME_COLUMN * min(a[2] - a[0], b[2] - b[0])
    if same_column and not same_row:
        return -1 if a[1] + a[3] < b[1] + b[3] else 1
    if same_row and not same_column:
        return -1 if a[0] < b[0] else 1
    return 0


def _sorted(followers: list[list[int]], waiting_for: list[int]) -> list[int]:
    """Every index after those it waits for, otherwise in rising order; a circle is entered at its lowest index."""
    ready = [index for index, count in enumerate(waiting_for) if count == 0]
    left = set(range(len(followers)))
    result: list[int] = []
    while left:
        current = heapq.heappop(ready) if ready else min(left)
        if current not in left:
            continue
        left.discard(current)
        result.append(current)
        for follower in followers[current]:
            waiting_for[follower] -= 1
            if waiting_for[follower] == 0:
                heapq.heappush(ready, follower)
    return result
