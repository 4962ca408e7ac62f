"""Whether a picture of a page shows print where no words are known: a scan with nothing but a stamp as text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from quizglass.geometry import PageRect, Size

SIDE: Final = 760
"""Pixels of the longer side that a page is drawn with for this: 65 dpi on A4, where small print is strokes still."""

_CELL: Final = 8
_CONTRAST: Final = 48
_EDGES: Final = (0.10, 0.80)
"""The share of a cell's pixels that differ from their left neighbour, where letters stand."""

_CURVES: Final = 0.055
"""The share of pixels that differ from their left and from their upper neighbour, in the mean of a run of cells.
Letters are full of bends and ends; rules, grids and hatching have only crossings."""

_PAPER_SHARE: Final = 0.3
"""Of a cell's pixels. Print leaves paper between the letters; photographs have no paper."""

_PAPER_CONTRAST: Final = 56
_LEAST_RUN: Final = 4
"""Cells side by side: half an inch of a line. Frames, rules and grids have no such runs of upright strokes."""

LEAST_CELLS: Final = 48
"""About eight words."""

_WORD_MARGIN: Final = 0.4
"""Of a word's height: how far its print may reach beyond its box."""


def unread_cells(
    grey: bytes, size: tuple[int, int], places: Sequence[PageRect], words: Sequence[PageRect]
) -> tuple[int, int]:
    """How many cells with print lie in ``places`` beyond ``words``, and how many on the page altogether.

    ``grey`` are the levels of the page drawn at ``size`` pixels, row by row; boxes are fractions of the page.
    """
    page = Image.frombytes("L", size, grey)
    known, looked_at = _cells(_painted(size, words, _WORD_MARGIN)), _cells(_painted(size, places, 0.0))
    cells = list(zip(*_cells_of_print(page), known.tobytes(), looked_at.tobytes(), strict=True))
    unread = everything = 0
    for start in range(0, len(cells), known.width):
        for is_print, grouped in groupby(cells[start : start + known.width], key=itemgetter(0)):
            run = list(grouped)
            if is_print and len(run) >= _LEAST_RUN and sum(cell[1] for cell in run) >= 255 * _CURVES * len(run):
                everything += len(run)
                unread += sum(covered < 128 <= inside for _, _, covered, inside in run)
    return unread, everything


def _cells_of_print(page: Image.Image) -> tuple[list[bool], bytes]:
    """Row by row, whether each cell has strokes on paper, and how many bends and ends of strokes."""
    counts = page.histogram()
    paper = counts.index(max(counts))
    light = _cells(page.point(lambda level: 255 * (abs(level - paper) < _PAPER_CONTRAST))).tobytes()
    across, down = (_steps(page, *move) for move in ((1, 0), (0, 1)))
    low, high = (255 * share for share in _EDGES)
    strokes = zip(_cells(across).tobytes(), light, strict=True)
    is_print = [low <= edges <= high and blank >= 255 * _PAPER_SHARE for edges, blank in strokes]
    return is_print, _cells(ImageChops.darker(across, down)).tobytes()


def _steps(page: Image.Image, right: int, down: int) -> Image.Image:
    """White where a pixel differs from its neighbour."""
    step = ImageChops.difference(page, ImageChops.offset(page, right, down))
    return step.point(lambda level: 255 * (level >= _CONTRAST))


def _cells(picture: Image.Image) -> Image.Image:
    return picture.reduce(_CELL)


def _painted(size: tuple[int, int], boxes: Sequence[PageRect], margin: float) -> Image.Image:
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    for box in boxes:
        x0, y0, x1, y1 = box.grown(margin * box.height, margin * box.height).to_size(Size(*size))
        draw.rectangle((round(x0), round(y0), max(round(x0), round(x1) - 1), max(round(y0), round(y1) - 1)), fill=255)
    return mask
