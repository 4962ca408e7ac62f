"""The printed lines of a page: what stands side by side, cut where a gap is wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizglass.layout.fragments import Box, around
from quizglass.layout.page import PageLayout

_SAME_LINE = 0.5
"""The share of the lower piece's height that two pieces of one line have in common."""
_WIDE_GAP = 2.2
"""Letters of a shop's name stand wide; a wider gap than this, in heights, parts two things."""


@dataclass(frozen=True, slots=True)
class Line:
    """``words`` are indices into the page's words, left to right; ``text`` joins them by spaces."""

    words: tuple[int, ...]
    text: str
    box: Box


def printed_lines(layout: PageLayout) -> list[Line]:
    """The lines from top to bottom; pieces of one height that stand far apart are lines of their own."""
    rows: list[list[int]] = []
    for word in sorted(range(len(layout.words)), key=lambda w: layout.boxes[w].middle):
        row = next((row for row in reversed(rows[-4:]) if _beside(layout, row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [line for row in rows for line in _pieces(layout, row)]
    return sorted(lines, key=lambda line: (line.box.middle, line.box.x0))


def words_between(line: Line, start: int, end: int) -> tuple[int, ...]:
    """The words of ``line`` that print its characters from ``start`` to ``end``."""
    words: list[int] = []
    at = 0
    for word, text in zip(line.words, line.text.split(" "), strict=True):
        if at < end and start < at + len(text):
            words.append(word)
        at += len(text) + 1
    return tuple(words)


def _beside(layout: PageLayout, row: list[int], word: int) -> bool:
    """True when ``word`` stands at the height of the nearest word of ``row``: far ones may be skewed away."""
    box = layout.boxes[word]
    near = min((layout.boxes[w] for w in row), key=lambda b: max(b.x0, box.x0) - min(b.x1, box.x1))
    shared = min(near.y1, box.y1) - max(near.y0, box.y0)
    return shared >= _SAME_LINE * min(near.height, box.height)


def _pieces(layout: PageLayout, row: list[int]) -> Iterator[Line]:
    piece: list[int] = []
    for word in sorted(row, key=lambda w: layout.boxes[w].x0):
        if piece:
            last, box = layout.boxes[piece[-1]], layout.boxes[word]
            if box.x0 - last.x1 > _WIDE_GAP * max(last.height, box.height):
                yield _line(layout, piece)
                piece = []
        piece.append(word)
    if piece:
        yield _line(layout, piece)


def _line(layout: PageLayout, words: list[int]) -> Line:
    return Line(tuple(words), " ".join(layout.words[w].text for w in words), around([layout.boxes[w] for w in words]))
