"""Words of a text layer together with those that were read from the pictures which it leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizglass.geometry import PageRect
from quizglass.pages import Word

_COVERED: Final = 0.5
"""The share of a word's box that words of the layer cover when they are the same word."""
_BANDS: Final = 100
"""The page is cut across into so many strips, so that each word is compared with its neighbours only."""


def merged(layer: Sequence[Word], read: Sequence[Word]) -> tuple[Word, ...]:
    """All of ``layer``, then the words of ``read`` that it does not have, in lines and blocks of their own."""
    bands: dict[int, list[PageRect]] = defaultdict(list)
    for word in layer:
        for band in _bands(word.box):
            bands[band].append(word.box)
    new = [word for word in read if not _is_covered(word.box, bands)]
    line = max((word.line for word in layer), default=-1) + 1
    block = max((word.block for word in layer), default=-1) + 1
    return (*layer, *(replace(word, line=line + word.line, block=block + word.block) for word in new))


def _is_covered(box: PageRect, bands: dict[int, list[PageRect]]) -> bool:
    near = {id(other): other for band in _bands(box) for other in bands.get(band, ())}
    return sum(box.overlap(other) for other in near.values()) > _COVERED * box.area


def _bands(box: PageRect) -> range:
    return range(int(box.y0 * _BANDS), int(box.y1 * _BANDS) + 1)
