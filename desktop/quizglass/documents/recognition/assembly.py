"""From lines that were read to the words of a page: their boxes, and the order in which they are read."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Final

import numpy as np

from quizglass.documents.reading_order import Box, reading_order
from quizglass.documents.recognition.detection import Quad, bounds_of, height_of, length_of
from quizglass.documents.recognition.read_line import ReadLine, ReadWord
from quizglass.documents.recognition.sheet import Sheet
from quizglass.pages import Word

_LEAST_CONFIDENCE: Final = 0.3
_LEAST_OF_SHORT: Final = 0.5
_SHORT: Final = 2
"""Characters. Dirt and drawings are read as one or two letters without much confidence."""
_NEXT_TO: Final = 1.2
"""Heights between two pieces of one printed line."""
_SAME_ROW: Final = 0.6
_BELOW: Final = 0.9
"""Heights between two lines of one block."""
_SAME_COLUMN: Final = 0.3
_SAME_SIZE: Final = 1.7


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its place on the upright sheet, in points."""

    quad: Quad
    line: ReadLine


def skew_of(quads: Sequence[Quad]) -> float:
    """Degrees that the lines climb to the right: the middle of those that are long enough to tell."""
    angles = []
    for quad in quads:
        if length_of(quad) > 4 * height_of(quad):
            across, down = quad[1] - quad[0]
            angles.append(-math.degrees(math.atan2(float(down), float(across))))
    return median(angles) if angles else 0.0


def words_of_page(lines: Sequence[PlacedLine], sheet: Sheet, skew: float) -> tuple[Word, ...]:
    """All words in reading order, lines and blocks counted from 0."""
    kept = [placed for placed in lines if _believable(placed.line)]
    level = [_levelled(placed.quad, skew) for placed in kept]
    words: list[Word] = []
    number = -1
    for block, members in enumerate(_blocks(level)):
        for row in members:
            number += 1
            for index in row:
                placed = kept[index]
                words += [_word(word, placed.quad, sheet, number, block) for word in placed.line.words]
    return tuple(word for word in words if not word.box.is_empty)


def _believable(line: ReadLine) -> bool:
    least = _LEAST_OF_SHORT if len(line.text) <= _SHORT else _LEAST_CONFIDENCE
    return bool(line.words) and line.confidence >= least


def _word(word: ReadWord, quad: Quad, sheet: Sheet, line: int, block: int) -> Word:
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    part = np.array(
        [
            quad[0] + top * word.start,
            quad[0] + top * word.end,
            quad[3] + bottom * word.end,
            quad[3] + bottom * word.start,
        ],
        np.float32,
    )
    return Word(word.text, sheet.on_page(bounds_of(part)), line, block, float(np.clip(word.confidence, 0, 1)), "ocr")


def _levelled(quad: Quad, skew: float) -> Box:
    """The bounds of a line after the sheet was turned so that its lines are level."""
    angle = math.radians(skew)
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]], np.float32)
    return bounds_of(np.asarray(quad @ turn.T, np.float32))


def _blocks(boxes: list[Box]) -> list[list[list[int]]]:
    """Blocks in reading order, each a list of printed lines, each a list of its pieces from left to right."""
    rows = _rows(boxes)
    bounds = [_union([boxes[index] for index in row]) for row in rows]
    groups = _linked(sorted(range(len(bounds)), key=lambda n: bounds[n][1]), bounds, _one_block)
    order = reading_order([_union([bounds[index] for index in group]) for group in groups])
    return [[rows[index] for index in _line_by_line(groups[number], bounds)] for number in order]


def _line_by_line(group: list[int], bounds: list[Box]) -> list[int]:
    """From top to bottom; what stands side by side (cells of a table) from left to right."""
    level: list[list[int]] = []
    for index in sorted(group, key=lambda n: bounds[n][1] + bounds[n][3]):
        if level and _side_by_side(bounds[level[-1][0]], bounds[index]):
            level[-1].append(index)
        else:
            level.append([index])
    return [index for row in level for index in sorted(row, key=lambda n: bounds[n][0])]


def _side_by_side(a: Box, b: Box) -> bool:
    return min(a[3], b[3]) - max(a[1], b[1]) > _SAME_ROW * min(a[3] - a[1], b[3] - b[1])


def _rows(boxes: list[Box]) -> list[list[int]]:
    """Pieces that stand next to each other on one line, together."""
    return _linked(sorted(range(len(boxes)), key=lambda n: boxes[n][0]), boxes, _next_to)


def _next_to(a: Box, b: Box) -> bool:
    low, high = sorted((a[3] - a[1], b[3] - b[1]))
    gap = max(a[0], b[0]) - min(a[2], b[2])
    return _side_by_side(a, b) and high < _SAME_SIZE * low and -high < gap < _NEXT_TO * low


def _one_block(a: Box, b: Box) -> bool:
    low, high = sorted((a[3] - a[1], b[3] - b[1]))
    gap = max(a[1], b[1]) - min(a[3], b[3])
    shared = min(a[2], b[2]) - max(a[0], b[0])
    narrow = min(a[2] - a[0], b[2] - b[0])
    return high < _SAME_SIZE * low and gap < _BELOW * low and shared > _SAME_COLUMN * narrow


def _linked(order: list[int], boxes: list[Box], belong: Callable[[Box, Box], bool]) -> list[list[int]]:
    """Groups of boxes that belong together directly or through others, members in ``order``."""
    group = list(range(len(boxes)))

    def root(n: int) -> int:
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n

    for i, a in enumerate(order):
        for b in order[i + 1 :]:
            if belong(boxes[a], boxes[b]):
                group[root(b)] = root(a)
    place = {n: rank for rank, n in enumerate(order)}
    by_root = sorted(order, key=lambda n: (place[root(n)], place[n]))
    return [list(members) for _, members in groupby(by_root, key=root)]


def _union(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
