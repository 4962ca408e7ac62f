"""The words of a page as lines that run somewhere, and the places between their letters. No Qt."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from quizglass.geometry import PageRect
from quizglass.pages import Word
from quizglass.text.letter_widths import letter_edges

_UPRIGHT: Final = 0.7


class Spot(NamedTuple):
    """Between two letters: before letter ``letter`` of word ``word`` of the page, both from 0."""

    word: int
    letter: int


class Course(Enum):
    """Where a line runs on the page as displayed."""

    RIGHT = "right"
    LEFT = "left"
    DOWN = "down"
    UP = "up"

    @property
    def is_level(self) -> bool:
        return self in {Course.RIGHT, Course.LEFT}

    @property
    def is_backward(self) -> bool:
        """Whether coordinates fall along the line."""
        return self in {Course.LEFT, Course.UP}


@dataclass(frozen=True, slots=True)
class Line:
    """The words ``first`` to ``last`` of the page, which stand on one line; ``number`` counts lines from 0."""

    number: int
    first: int
    last: int
    block: int
    box: PageRect
    course: Course


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; ``longest`` is the length of the longest in letters, spaces included."""

    lines: tuple[Line, ...]
    box: PageRect
    longest: int


@dataclass(frozen=True, slots=True)
class Part:
    """The letters ``begin`` to ``end`` of the word ``word``."""

    word: int
    begin: int
    end: int


class PageLines:
    """``needs_reading``: the words are not all that is printed; the picture of the page would have to be read."""

    def __init__(self, words: Sequence[Word], *, needs_reading: bool = False) -> None:
        self.words = tuple(words)
        self.needs_reading = needs_reading
        self.lines = tuple(_lines(self.words))
        self._firsts = [line.first for line in self.lines]

    @cached_property
    def _blocks(self) -> dict[int, Block]:
        grouped = groupby(self.lines, key=lambda line: line.block)
        return {block: self._block(tuple(lines)) for block, lines in grouped}

    def _block(self, lines: tuple[Line, ...]) -> Block:
        lengths = (sum(len(self.words[at].text) + 1 for at in range(line.first, line.last + 1)) for line in lines)
        return Block(lines, PageRect.union(line.box for line in lines), max(lengths))

    @property
    def end(self) -> Spot:
        """Behind the last letter."""
        return Spot(len(self.words) - 1, len(self.words[-1].text)) if self.words else Spot(0, 0)

    def line_of(self, word: int) -> Line:
        return self.lines[bisect_right(self._firsts, word) - 1]

    def block_of(self, line: Line) -> Block:
        """The block that ``line`` belongs to."""
        return self._blocks[line.block]

    def word_at(self, x: float, y: float) -> int | None:
        """The word that covers a point of the page."""
        return next((at for at, word in enumerate(self.words) if word.box.contains(x, y)), None)

    def nearest(self, x: float, y: float) -> Spot | None:
        """The spot that a person means who points there; None on a page without words."""
        if not self.lines:
            return None
        point = PageRect(x, y, x, y)
        # By blocks first: beside a short last line one means that line, and not the nearer one of the next column.
        block = min(self._blocks.values(), key=lambda block: block.box.distance(point))
        return self.nearest_in(min(block.lines, key=lambda line: _distance(line, x, y)), x, y)

    def nearest_in(self, line: Line, x: float, y: float) -> Spot:
        """The spot of ``line`` nearest to a point of the page."""
        at = min(range(line.first, line.last + 1), key=lambda word: self._gap(line, word, x, y))
        box, text = self.words[at].box, self.words[at].text
        begin, span = (box.x0, box.width) if line.course.is_level else (box.y0, box.height)
        share = ((x if line.course.is_level else y) - begin) / span if span > 0 else 0.0
        edges = letter_edges(text)
        return Spot(at, _nearest_edge(edges, 1 - share if line.course.is_backward else share))

    def _gap(self, line: Line, word: int, x: float, y: float) -> float:
        box = self.words[word].box
        low, high, at = (box.x0, box.x1, x) if line.course.is_level else (box.y0, box.y1, y)
        return max(low - at, at - high, 0.0)

    def place_of(self, spot: Spot) -> tuple[float, float]:
        """The middle of the line at ``spot``, on the page."""
        box = self.box_of(Part(spot.word, spot.letter, spot.letter))
        return box.center

    def parts(self, begin: Spot, end: Spot) -> Iterator[Part]:
        """The letters from one spot to a later one, word by word."""
        for at in range(begin.word, min(end.word, len(self.words) - 1) + 1):
            first = begin.letter if at == begin.word else 0
            last = end.letter if at == end.word else len(self.words[at].text)
            if first < last:
                yield Part(at, first, last)

    def box_of(self, part: Part) -> PageRect:
        word, course = self.words[part.word], self.line_of(part.word).course
        edges = letter_edges(word.text)
        begin, end = edges[min(part.begin, len(edges) - 1)], edges[min(part.end, len(edges) - 1)]
        if course.is_backward:
            begin, end = 1 - end, 1 - begin
        box = word.box
        if course.is_level:
            return PageRect(box.x0 + begin * box.width, box.y0, box.x0 + end * box.width, box.y1)
        return PageRect(box.x0, box.y0 + begin * box.height, box.x1, box.y0 + end * box.height)

    def boxes(self, begin: Spot, end: Spot) -> list[PageRect]:
        """What is selected from one spot to a later one: one box a line."""
        if not self.lines:
            return []
        lines = self.lines[self.line_of(begin.word).number : self.line_of(end.word).number + 1]
        return [box for line in lines if (box := self._box_in(line, begin, end)) is not None]

    def _box_in(self, line: Line, begin: Spot, end: Spot) -> PageRect | None:
        """What of a selection lies on ``line``."""
        if begin.word < line.first and line.last < end.word:
            return line.box
        first = max(begin, Spot(line.first, 0))
        last = min(end, Spot(line.last, len(self.words[line.last].text)))
        parts = [self.box_of(part) for part in self.parts(first, last)]
        return PageRect.union(parts) if parts else None


def _lines(words: tuple[Word, ...]) -> Iterator[Line]:
    grouped = groupby(enumerate(words), key=lambda found: (found[1].block, found[1].line))
    for number, ((block, _), found) in enumerate(grouped):
        members = list(found)
        box = PageRect.union(word.box for _, word in members)
        course = _course([word for _, word in members])
        yield Line(number, members[0][0], members[-1][0], block, box, course)


def _course(words: list[Word]) -> Course:
    first, last = words[0], words[-1]
    if len(words) > 1:
        (x0, y0), (x1, y1) = first.box.center, last.box.center
        if abs(x1 - x0) >= abs(y1 - y0):
            return Course.RIGHT if x1 >= x0 else Course.LEFT
        return Course.DOWN if y1 >= y0 else Course.UP
    if len(first.text) > 2 and first.box.width < _UPRIGHT * first.box.height:
        return Course.DOWN
    return Course.LEFT if unicodedata.bidirectional(first.text[:1] or " ") in {"R", "AL"} else Course.RIGHT


def _distance(line: Line, x: float, y: float) -> tuple[float, float]:
    """How far a point is from the row of a line, and then from its ends."""
    across = max(line.box.x0 - x, x - line.box.x1, 0.0)
    down = max(line.box.y0 - y, y - line.box.y1, 0.0)
    along, beside = (across, down) if line.course.is_level else (down, across)
    return beside, along


def _nearest_edge(edges: tuple[float, ...], share: float) -> int:
    at = bisect_left(edges, share)
    if at == 0:
        return 0
    if at == len(edges):
        return len(edges) - 1
    return at if edges[at] - share < share - edges[at - 1] else at - 1
