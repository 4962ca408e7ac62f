"""What a page consists of to the eye: blocks of text, tables, pictures. One click takes one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Final

from quizglass.geometry import PageRect, Size
from quizglass.layout.page import lay_out
from quizglass.layout.table_grid import find_tables
from quizglass.pages import Figures, Word

_AROUND_X: Final = 3.0
_AROUND_Y: Final = 2.0
"""Points of paper that are taken along around text, so that no letter is cut."""
_LEAST: Final = 12.0
"""Points: what is smaller both ways is an ornament."""
_LINE_GAP: Final = 1.2
_REACHES_UP: Final = 0.5
_AS_HIGH: Final = 1.25
_INDENT: Final = 2.0
_FULL: Final = 0.8
"""Of a paragraph: the widest gap between lines and the deepest indent in heights of a line, how much higher one line
may be than another, and how full a line is that another follows."""
_WITHIN: Final = 0.6
"""The share of a block that lies in a table or drawing of which it is a piece."""
_RULED_CELLS: Final = 4


class PartKind(Enum):
    BLOCK = auto()
    TABLE = auto()
    PICTURE = auto()


@dataclass(frozen=True, slots=True)
class PagePart:
    kind: PartKind
    rect: PageRect


def page_parts(words: Sequence[Word], figures: Figures, size: Size) -> tuple[PagePart, ...]:
    """The parts of a page of ``size`` points. They may lie in one another: text in a picture, a picture in a table."""
    around = (_AROUND_X / size.width, _AROUND_Y / size.height)
    tables = [_around([words[index].box for index in table], around) for table in find_tables(lay_out(words, size))]
    drawings = [box.clamped() for box in figures.drawings if _is_seen(box, size)]
    ruled = [box for box in drawings if _words_in(words, box) >= _RULED_CELLS]
    tables = _united([*tables, *(box for box in ruled if _holds_table(box, tables))])
    pictures = [box.clamped() for box in figures.pictures if _is_seen(box, size)]
    pictures += [box for box in drawings if not any(_share(box, table) > _WITHIN for table in tables)]
    blocks = [block for block in _blocks(words, around) if not any(_share(block, table) > _WITHIN for table in tables)]
    return (
        *(PagePart(PartKind.BLOCK, rect) for rect in blocks),
        *(PagePart(PartKind.TABLE, rect) for rect in tables),
        *(PagePart(PartKind.PICTURE, rect) for rect in dict.fromkeys(pictures)),
    )


def _blocks(words: Sequence[Word], around: tuple[float, float]) -> list[PageRect]:
    """Paragraphs: a text layer may have given each line of one a block of its own."""
    paragraphs: list[list[PageRect]] = []
    before = None
    for (block, _), line in groupby(words, key=lambda word: (word.block, word.line)):
        box = PageRect.union(word.box for word in line)
        if paragraphs and (block == before or _goes_on(paragraphs[-1], box)):
            paragraphs[-1].append(box)
        else:
            paragraphs.append([box])
        before = block
    return [_around(paragraph, around) for paragraph in paragraphs]


def _goes_on(paragraph: Sequence[PageRect], line: PageRect) -> bool:
    """Whether ``line`` is the next one of a paragraph: as high, close below, after a line that was full."""
    last = paragraph[-1]
    height = min(last.height, line.height)
    close = -_REACHES_UP * height <= line.y0 - last.y1 <= _LINE_GAP * height
    alike = max(last.height, line.height) <= _AS_HIGH * height
    whole = PageRect.union((*paragraph, line))
    flush = abs(line.x0 - last.x0) <= _INDENT * height
    return close and alike and flush and last.x1 - whole.x0 >= _FULL * whole.width


def _around(boxes: Sequence[PageRect], by: tuple[float, float]) -> PageRect:
    return PageRect.union(boxes).grown(*by).clamped()


def _is_seen(box: PageRect, size: Size) -> bool:
    seen = box.clamped()
    return seen.width * size.width >= _LEAST and seen.height * size.height >= _LEAST


def _words_in(words: Sequence[Word], box: PageRect) -> int:
    return sum(box.contains(*word.box.center) for word in words)


def _holds_table(box: PageRect, tables: Sequence[PageRect]) -> bool:
    """A frame around a table belongs to it; one around the whole page does not."""
    return any(_share(table, box) > _WITHIN and box.area < 2 * table.area for table in tables)


def _share(inner: PageRect, outer: PageRect) -> float:
    return inner.overlap(outer) / inner.area if inner.area > 0 else 0.0


def _united(boxes: Sequence[PageRect]) -> list[PageRect]:
    """Boxes that lie mostly in one another become one."""
    left: list[PageRect] = []
    for box in sorted(boxes, key=lambda one: -one.area):
        near = next((at for at, other in enumerate(left) if _share(box, other) > _WITHIN), None)
        if near is None:
            left.append(box)
        else:
            left[near] = PageRect.union((left[near], box))
    return left
