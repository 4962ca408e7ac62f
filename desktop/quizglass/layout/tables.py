"""Unruled tables by alignment: the lines of a row's label, a whole cell, the header lines over a cell's column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from quizglass.layout.fragments import Box
from quizglass.layout.page import PageLayout
from quizglass.text.dates import find_dates

_LABEL_LINES = 5
_LINE_GAP = 0.8
"""Lines of one label are nearer to each other than this, in heights of a line."""
_HEADER_REACH = 6
_NEAR_ROWS = 12
"""How far, in heights of a line, a header reaches beside its cell and neighbouring rows tell the columns' places."""


def looks_like_value(text: str) -> bool:
    """True for a number, an amount or a date alone: what a table's cell holds and a label does not."""
    digits = sum(map(str.isdigit, text))
    return digits > 0 and (digits >= sum(map(str.isalpha, text)) or bool(find_dates(text)))


def label_runs(layout: PageLayout, fragment: int) -> Iterator[tuple[int, ...]]:
    """The words of ``fragment``, then with the lines that go on below it, flush left or indented a little.

    Two lines that both have cells beside them are two rows.
    """
    words, first = layout.fragments[fragment].words, layout.fragments[fragment].box
    yield words
    for _ in range(_LABEL_LINES - 1):
        below = _line_below(layout, fragment)
        if below is None or (layout.right_of(layout.fragments[below].box) and layout.right_of(first)):
            return
        fragment = below
        words += layout.fragments[fragment].words
        yield words


def whole_cell(layout: PageLayout, cell: int) -> tuple[int, ...]:
    """The words of a cell; "Total:" and the number close behind it are one."""
    fragment = layout.fragments[cell]
    following = layout.right_of(fragment.box)
    if fragment.text.endswith(":") and following:
        after = layout.fragments[following[0]]
        if after.box.x0 - fragment.box.x1 < fragment.box.height:
            return fragment.words + after.words
    return fragment.words


def header_lines(layout: PageLayout, cell: int, label_end: float, is_value: Callable[[int], bool]) -> list[list[int]]:
    """The words over the column of ``cell``, line by line, nearest first.

    ``label_end`` is where the row's label ends (points); ``is_value`` tells which fragments hold values: their places
    in the rows around are the columns.
    """
    before, after = _neighbours(layout, cell, label_end, is_value)
    box = layout.fragments[cell].box
    reach = _HEADER_REACH * box.height
    left, right = max(box.x0 - reach, (before + box.x0) / 2), min(box.x1 + reach, (box.x1 + after) / 2)
    over: list[int] = []
    for fragment in layout.fragments:
        if fragment.box.middle < box.y0:
            lone = before <= fragment.box.x0 <= box.x1 and box.x0 <= fragment.box.x1 <= after
            over += [w for w in fragment.words if lone or left <= layout.boxes[w].center <= right]
    return _lines(layout, over)


def _lines(layout: PageLayout, words: list[int]) -> list[list[int]]:
    lines: list[list[int]] = []
    edge = inf
    for word in sorted(words, key=lambda w: -layout.boxes[w].middle):
        box = layout.boxes[word]
        if not lines or edge - box.middle > 0.5 * box.height:
            lines.append([])
            edge = box.middle
        lines[-1].append(word)
    return lines


def _neighbours(
    layout: PageLayout, cell: int, label_end: float, is_value: Callable[[int], bool]
) -> tuple[float, float]:
    """Where the columns beside ``cell`` end and begin, told by its row and by the values of the rows around."""
    box = layout.fragments[cell].box
    before, after = (label_end if label_end <= box.x0 else -inf), inf
    for other, fragment in enumerate(layout.fragments):
        distance = abs(fragment.box.middle - box.middle)
        if distance < box.height or (distance < _NEAR_ROWS * box.height and is_value(other)):
            before, after = _tightened(before, after, box, fragment.box)
    return before, after


def _tightened(before: float, after: float, box: Box, other: Box) -> tuple[float, float]:
    if other.x1 < box.x0:
        return max(before, other.x1), after
    return before, min(after, other.x0) if other.x0 > box.x1 else after


def _line_below(layout: PageLayout, fragment: int) -> int | None:
    box = layout.fragments[fragment].box
    for below in layout.below(box)[:2]:
        other = layout.fragments[below].box
        if other.y0 - box.y1 < _LINE_GAP * box.height and abs(other.x0 - box.x0) < 2 * box.height:
            return below
    return None
