"""Words joined into fragments: runs on one line without a wide gap, the smallest pieces a person reads as one.

Text layers and OCR words go the same way: only the boxes decide, and the text layer's own lines where it has them.
Distances are in points of the displayed page, so that gaps and heights compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median
from typing import NamedTuple

from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

_SAME_LINE_GAP = 0.9
_OTHER_LINE_GAP = 0.45
"""The widest gap inside a fragment in heights of a letter; less where the text layer starts another line."""
_TILT = 0.35
"""How far apart the middles of two words of one line may lie, in heights."""


class Box(NamedTuple):
    """A rectangle in points of the displayed page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """``words`` are rising indices into the page's words; ``text`` joins them by spaces."""

    words: tuple[int, ...]
    text: str
    box: Box


def box_in_points(rect: PageRect, size: Size) -> Box:
    return Box(*rect.to_size(size))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around ``boxes``, of which there is at least one."""
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def join_fragments(words: Sequence[Word], boxes: Sequence[Box]) -> list[Fragment]:
    """The fragments of a page from top to bottom, left to right. ``boxes`` are the words' in points."""
    open_runs: dict[int, list[list[int]]] = defaultdict(list)
    band = max(1.0, median(b.height for b in boxes)) if boxes else 1.0
    runs: list[list[int]] = []
    for index in sorted(range(len(words)), key=lambda i: boxes[i].x0):
        run = _fitting(index, words, boxes, open_runs, band)
        if run is None:
            run = []
            runs.append(run)
            open_runs[int(boxes[index].middle // band)].append(run)
        run.append(index)
    made = [_fragment(run, words, boxes) for run in runs]
    return sorted(made, key=lambda f: (round(f.box.middle / band * 2), f.box.x0))


def _fitting(
    index: int, words: Sequence[Word], boxes: Sequence[Box], open_runs: dict[int, list[list[int]]], band: float
) -> list[int] | None:
    """The run that word ``index`` goes on, the one nearest in height."""
    _, top, _, bottom = boxes[index]
    middle, tilt, nearest = (top + bottom) / 2, _TILT * (bottom - top), inf
    best: list[int] | None = None
    for run in _near(open_runs, int(middle // band)):
        last = run[-1]
        _, y0, _, y1 = boxes[last]
        shift = abs((y0 + y1) / 2 - middle)
        if shift < nearest and shift <= min(tilt, _TILT * (y1 - y0)) and _continues(words, boxes, last, index):
            best, nearest = run, shift
    return best


def _near(open_runs: dict[int, list[list[int]]], row: int) -> Iterator[list[int]]:
    for near in (row - 1, row, row + 1):
        yield from open_runs.get(near, ())


def _continues(words: Sequence[Word], boxes: Sequence[Box], last: int, index: int) -> bool:
    before, after = boxes[last], boxes[index]
    height = min(before.height, after.height)
    gap = after.x0 - before.x1
    same = words[last].line == words[index].line or words[index].source == "ocr"
    if gap > (_SAME_LINE_GAP if same else _OTHER_LINE_GAP) * height or gap < -0.5 * height:
        return False
    return not _ends_label(words[last].text)


def _ends_label(text: str) -> bool:
    return text.endswith(":") and len(text) > 1


def _fragment(run: list[int], words: Sequence[Word], boxes: Sequence[Box]) -> Fragment:
    return Fragment(tuple(run), " ".join(words[i].text for i in run), around([boxes[i] for i in run]))
