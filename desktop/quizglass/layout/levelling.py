"""Words of a page that was scanned turned or askew, as they would stand on the page held upright."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import Final, TypeAlias

from quizglass.geometry import Size
from quizglass.layout.fragments import Box, box_in_points
from quizglass.pages import Word

_Run: TypeAlias = tuple[float, float]
"""From the middle of a line's first word to that of its last: points to the right and down."""

_LEAST_SKEW: Final = 0.2
_MOST_SKEW: Final = 30.0
"""Degrees. Less is how words are measured; more is a line that was put together wrongly."""
_TELLING: Final = 4.0
"""Heights of a word that a line must run to tell how askew the page lies."""


def level_boxes(words: Sequence[Word], size: Size) -> tuple[Box, ...]:
    """The words' boxes in points of the page held upright, whose lines run level to the right.

    ``size`` is the displayed page in points. The lines of the words tell which way they run; a page of single words
    counts as upright.
    """
    turns = _quarter_turns(_runs(words, size))
    upright = [box_in_points(word.box.turned(turns), size.turned(turns)) for word in words]
    slope = _slope(words, upright)
    if not slope:
        return tuple(upright)
    return tuple(Box(box.x0, box.y0 - slope * box.center, box.x1, box.y1 - slope * box.center) for box in upright)


def _runs(words: Sequence[Word], size: Size) -> Iterator[_Run]:
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        first, last = line[0].box.center, line[-1].box.center
        yield (last[0] - first[0]) * size.width, (last[1] - first[1]) * size.height


def _quarter_turns(runs: Iterator[_Run]) -> int:
    """Clockwise quarter turns after which most of the text runs to the right."""
    length: dict[int, float] = defaultdict(float)
    for right, down in runs:
        if abs(right) >= abs(down):
            length[0 if right >= 0 else 2] += abs(right)
        else:
            length[3 if down > 0 else 1] += abs(down)
    return max(length, key=lambda turns: (length[turns], -turns), default=0)


def _slope(words: Sequence[Word], boxes: Sequence[Box]) -> float:
    """How many points lines fall for each point to the right, 0 when they are level."""
    slopes = []
    for _, group in groupby(range(len(words)), key=lambda index: words[index].line):
        line = [boxes[index] for index in group]
        across = line[-1].center - line[0].center
        if across > _TELLING * line[0].height:
            slopes.append((line[-1].middle - line[0].middle) / across)
    slope = median(slopes) if slopes else 0.0
    return slope if _LEAST_SKEW <= abs(math.degrees(math.atan(slope))) <= _MOST_SKEW else 0.0
