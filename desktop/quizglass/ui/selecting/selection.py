"""What is selected: from one spot of the document to another, grown by words and lines. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from quizglass.ui.selecting.lines import PageLines, Spot


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot on a page, both counted from 0."""

    page: int
    spot: Spot


LinesOf: TypeAlias = Callable[[int], PageLines | None]
"""The lines of a page, None while they are not known."""


class Unit(Enum):
    """By what a drag goes: after a click, a double click, a triple click."""

    LETTER = 1
    WORD = 2
    LINE = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """From where it was begun to where it was drawn; both spans have a size where it goes by words or lines."""

    anchor: tuple[Place, Place]
    focus: tuple[Place, Place]

    @classmethod
    def at(cls, span: tuple[Place, Place]) -> Selection:
        return cls(span, span)

    @property
    def begin(self) -> Place:
        return min(self.anchor[0], self.focus[0])

    @property
    def end(self) -> Place:
        return max(self.anchor[1], self.focus[1])

    @property
    def is_empty(self) -> bool:
        return self.begin == self.end

    @property
    def moving_end(self) -> Place:
        """The end that was drawn."""
        return self.focus[1] if self.focus[1] >= self.anchor[1] else self.focus[0]

    @property
    def fixed_end(self) -> Place:
        return self.anchor[0] if self.moving_end >= self.anchor[1] else self.anchor[1]

    def drawn_to(self, span: tuple[Place, Place]) -> Selection:
        return Selection(self.anchor, span)

    def on_page(self, page: int, lines: PageLines) -> tuple[Spot, Spot] | None:
        """What of it lies on ``page``."""
        begin, end = self.begin, self.end
        if not begin.page <= page <= end.page or not lines.words:
            return None
        first = begin.spot if page == begin.page else Spot(0, 0)
        last = end.spot if page == end.page else lines.end
        return (first, last) if first < last else None


def span_of(unit: Unit, page: int, lines: PageLines, spot: Spot) -> tuple[Place, Place]:
    """The letters, word or line at ``spot``."""
    match unit:
        case Unit.LETTER:
            return Place(page, spot), Place(page, spot)
        case Unit.WORD:
            return _from(page, lines, spot.word, spot.word)
        case Unit.LINE:
            line = lines.line_of(spot.word)
            return _from(page, lines, line.first, line.last)


def whole_page(page: int, lines: PageLines) -> tuple[Place, Place]:
    """All words of a page, which has some."""
    return _from(page, lines, 0, len(lines.words) - 1)


def _from(page: int, lines: PageLines, first: int, last: int) -> tuple[Place, Place]:
    return Place(page, Spot(first, 0)), Place(page, Spot(last, len(lines.words[last].text)))


def next_word(place: Place, step: int, lines_of: LinesOf, page_count: int) -> Place:
    """The next end of a word, or the previous beginning of one; the place itself where there is none."""
    lines = lines_of(place.page)
    if lines is None or not lines.words:
        return _on_other_page(place, step, lines_of, page_count)
    word, letter = place.spot
    if step > 0:
        if letter < len(lines.words[word].text):
            return Place(place.page, Spot(word, len(lines.words[word].text)))
        if word + 1 < len(lines.words):
            return Place(place.page, Spot(word + 1, len(lines.words[word + 1].text)))
    else:
        if letter > 0:
            return Place(place.page, Spot(word, 0))
        if word > 0:
            return Place(place.page, Spot(word - 1, 0))
    return _on_other_page(place, step, lines_of, page_count)


def next_line(place: Place, step: int, lines_of: LinesOf, page_count: int) -> Place:
    """The spot above or below on the next line in reading order."""
    lines = lines_of(place.page)
    if lines is None or not lines.words:
        return _on_other_page(place, step, lines_of, page_count)
    number = lines.line_of(place.spot.word).number + step
    if not 0 <= number < len(lines.lines):
        return _on_other_page(place, step, lines_of, page_count)
    return Place(place.page, lines.nearest_in(lines.lines[number], *lines.place_of(place.spot)))


def line_edge(place: Place, step: int, lines_of: LinesOf) -> Place:
    """The end of the line, or its beginning."""
    lines = lines_of(place.page)
    if lines is None or not lines.words:
        return place
    line = lines.line_of(place.spot.word)
    return _from(place.page, lines, line.first, line.last)[1 if step > 0 else 0]


def _on_other_page(place: Place, step: int, lines_of: LinesOf, page_count: int) -> Place:
    page = place.page + step
    while 0 <= page < page_count:
        lines = lines_of(page)
        if lines is None:
            return place
        if lines.words:
            return Place(page, Spot(0, 0) if step > 0 else lines.end)
        page += step
    return place
