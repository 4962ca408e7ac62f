"""A page as fragments that know their neighbours: what stands left of, above and in the same row or column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from quizglass.geometry import Size
from quizglass.layout.fragments import Box, Fragment, join_fragments
from quizglass.layout.levelling import level_boxes
from quizglass.layout.sentences import Sentence, read_sentences
from quizglass.pages import Word

_SAME_ROW = 0.5
"""The share of the lower fragment's height that two fragments of one row have in common."""
_OVERLAP = 0.45
"""How far boxes of two lines may reach into each other, in heights: fonts leave room above and below letters."""
_SAME_COLUMN = 0.3
"""The share of the narrower fragment's width that two fragments of one column have in common."""


@dataclass(frozen=True)
class PageLayout:
    """The fragments of a page in points, made once for many questions."""

    words: tuple[Word, ...]
    boxes: tuple[Box, ...]
    fragments: tuple[Fragment, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(read_sentences(self.words, self.boxes))

    @cached_property
    def letter_height(self) -> float:
        """The usual height of a word in points."""
        return median(b.height for b in self.boxes) if self.boxes else 1.0

    @cached_property
    def fragment_of_word(self) -> dict[int, int]:
        return {word: number for number, fragment in enumerate(self.fragments) for word in fragment.words}

    @cached_property
    def _by_middle(self) -> tuple[list[float], list[int]]:
        order = sorted(range(len(self.fragments)), key=lambda i: self.fragments[i].box.middle)
        return [self.fragments[i].box.middle for i in order], order

    def row(self, box: Box) -> list[int]:
        """The fragments on the same line as ``box``, left to right."""
        middles, order = self._by_middle
        reach = 2 * self.letter_height + box.height
        near = order[bisect_left(middles, box.middle - reach) : bisect_right(middles, box.middle + reach)]
        return sorted((i for i in near if _one_row(self.fragments[i].box, box)), key=lambda i: self.fragments[i].box.x0)

    def left_of(self, box: Box) -> list[int]:
        """The fragments of the row left of ``box``, nearest first."""
        slack = 0.3 * self.letter_height
        return [i for i in reversed(self.row(box)) if self.fragments[i].box.x1 <= box.x0 + slack]

    def right_of(self, box: Box) -> list[int]:
        """The fragments of the row right of ``box``, nearest first."""
        slack = 0.3 * self.letter_height
        return [i for i in self.row(box) if self.fragments[i].box.x0 >= box.x1 - slack]

    def above(self, box: Box) -> list[int]:
        """The fragments above ``box`` that share some of its width, nearest first."""
        middles, order = self._by_middle
        before = order[: bisect_left(middles, box.middle)]
        return [i for i in reversed(before) if _stands_over(self.fragments[i].box, box)]

    def below(self, box: Box) -> list[int]:
        """The fragments below ``box`` that share some of its width, nearest first."""
        middles, order = self._by_middle
        after = order[bisect_right(middles, box.middle) :]
        return [i for i in after if _stands_over(box, self.fragments[i].box)]


def lay_out(words: Sequence[Word], size: Size) -> PageLayout:
    """The layout of a page of ``size`` points, as it stands when the page is held upright."""
    boxes = level_boxes(words, size)
    return PageLayout(tuple(words), boxes, tuple(join_fragments(words, boxes)))


def _one_row(a: Box, b: Box) -> bool:
    return min(a.y1, b.y1) - max(a.y0, b.y0) >= _SAME_ROW * min(a.height, b.height)


def _stands_over(upper: Box, lower: Box) -> bool:
    """True for fragments of one column, not for those of two columns whose lines are a little out of step."""
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    apart = upper.y1 - lower.y0 <= _OVERLAP * min(upper.height, lower.height)
    return apart and shared > _SAME_COLUMN * min(upper.x1 - upper.x0, lower.x1 - lower.x0)
