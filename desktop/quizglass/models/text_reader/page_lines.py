"""The words of a view as lines with numbers, as a language model is shown them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from quizglass.geometry import PageRect, Size, line_boxes
from quizglass.models.engine import View
from quizglass.models.printed_places import first_place
from quizglass.pages import Word

_WIDE_GAP = 1.5
"""Of a line's height: further apart, words stand in different cells."""
_NEXT_CELL = "\t"


@dataclass(frozen=True, slots=True)
class Line:
    """``words`` are indices into the view's words; ``number`` counts from 1."""

    number: int
    words: tuple[int, ...]
    text: str

    @property
    def written(self) -> str:
        """As the model reads it."""
        return f"[L{self.number}] {self.text}"


def page_lines(view: View) -> tuple[Line, ...]:
    """The lines of the view's region, in reading order. What stands around it is not shown, as it is not asked."""
    inside = (index for index, word in enumerate(view.words) if view.region.contains(*word.box.center))
    grouped = groupby(inside, key=lambda index: (view.words[index].block, view.words[index].line))
    return tuple(_line(number, tuple(run), view) for number, (_, run) in enumerate(grouped, 1))


def _line(number: int, indices: tuple[int, ...], view: View) -> Line:
    words = [view.words[index] for index in indices]
    text = words[0].text
    for before, word in pairwise(words):
        text += (_NEXT_CELL if _is_far(before, word, view.page_size) else " ") + word.text
    return Line(number, indices, " ".join(text.splitlines()))


def _is_far(before: Word, word: Word, page: Size) -> bool:
    height = max(before.box.height, word.box.height) * page.height
    return (word.box.x0 - before.box.x1) * page.width > _WIDE_GAP * height


def words_of(lines: Sequence[Line], numbers: Iterable[int]) -> tuple[int, ...]:
    """The words of the lines that are called ``numbers``, in reading order; there may be no such lines."""
    wanted = set(numbers)
    return tuple(index for line in lines if line.number in wanted for index in line.words)


def placed(text: str, named: Sequence[int], view: View) -> tuple[tuple[int, ...], tuple[PageRect, ...]]:
    """The words of the ``named`` lines that print the answer; where none do, the boxes of these lines, to search by."""
    words = [view.words[index] for index in named]
    printed = tuple(named[place] for place in first_place(text, words))
    return printed, () if printed else tuple(line_boxes(word.box for word in words))
