"""The content stream of invisible text: every word over its box, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final

from quizglass.documents.mupdf_drawing import Matrix
from quizglass.documents.searchable_pdf_font import ADVANCE, DESCENT, GlyphlessFont
from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

FONT_KEY: Final = "QgText"
"""The font's name in the resources of a page."""

_LEAST_GAP: Final = 0.13
"""Ems between two words of a line. Poppler joins what is nearer, even if there is a space; boxes that were read from a
picture may touch."""

_LEAST_KEPT: Final = 0.75
"""The share of a word's width that such a gap must leave."""

_LEAST_SIDE: Final = 0.1
"""Points. Nothing narrower or lower can be selected, and viewers divide by it."""


def text_layer(words: Sequence[Word], quarter_turns: int, size: Size, to_user: Matrix, font: GlyphlessFont) -> bytes:
    """What shows ``words`` invisibly (render mode 3) on a displayed page of ``size`` points.

    ``to_user`` leads from points of the displayed page (from its top left corner, y downwards) to the page's user
    space. ``quarter_turns`` clockwise bring the text upright: the letters run along the lines as they are printed.
    """
    upright = size.turned(quarter_turns)
    matrix = _multiplied(_turned_back(quarter_turns, size), to_user)
    shown: list[str] = []
    for _, line in groupby(words, key=lambda word: word.line):
        shown += _line(list(line), quarter_turns, upright, matrix, font)
    return "\n".join(["q BT 3 Tr 0 Tc 0 Tw 0 Ts", *shown, "ET Q\n"]).encode("ascii")


def _line(words: list[Word], turns: int, upright: Size, matrix: Matrix, font: GlyphlessFont) -> Iterator[str]:
    boxes = [word.box.turned(turns) for word in words]
    gap_of = _LEAST_GAP * upright.height / upright.width
    for word, box, after in zip_longest(words, boxes, boxes[1:]):
        shown = box
        if after is not None:
            end = max(box.x0 + _LEAST_KEPT * box.width, min(box.x1, after.x0 - gap_of * box.height))
            shown = PageRect(box.x0, box.y0, end, box.y1)
        if word.text:
            yield _shown(word.text, shown, upright, matrix, font)
        if after is not None:
            yield _shown(" ", PageRect(shown.x1, box.y0, max(shown.x1, after.x0), box.y1), upright, matrix, font)


def _shown(text: str, box: PageRect, upright: Size, matrix: Matrix, font: GlyphlessFont) -> str:
    """``text`` stretched over ``box``: as high as the type, as wide as its letters together."""
    x0, y0, x1, y1 = box.to_size(upright)
    type_size = max(y1 - y0, _LEAST_SIDE)
    stretch = max(x1 - x0, _LEAST_SIDE) / (len(text) * ADVANCE * type_size)
    a, b, c, d, e, f = _multiplied((1.0, 0.0, 0.0, -1.0, x0, y1 - DESCENT * type_size), matrix)
    placed = f"{a:.5f} {b:.5f} {c:.5f} {d:.5f} {e:.4f} {f:.4f} Tm"
    return f"/{FONT_KEY} {type_size:.4f} Tf {100 * stretch:.3f} Tz {placed} <{font.encoded(text)}> Tj"


def _turned_back(quarter_turns: int, size: Size) -> Matrix:
    """From points of the page turned upright to points of the displayed page, which is ``size``."""
    width, height = size
    match quarter_turns % 4:
        case 1:
            return 0.0, -1.0, 1.0, 0.0, 0.0, height
        case 2:
            return -1.0, 0.0, 0.0, -1.0, width, height
        case 3:
            return 0.0, 1.0, -1.0, 0.0, width, 0.0
    return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0


def _multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then``, in the order of PDF."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
