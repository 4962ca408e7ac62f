"""Boxes as vision-language models write them, ``(x1,y1),(x2,y2)`` or ``[x1, y1, x2, y2]``.

Most write them on a grid of 0..1000 over the shown picture, some in its pixels: an *extent* says how far the numbers
reach in both directions.

Models err: swapped corners, a number too many, text in between, a box cut off by the end of the answer. What can
be understood is understood, the rest is dropped; nothing here ever raises.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from quizglass.geometry import PageRect, Size

GRID = Size(1000.0, 1000.0)
_SLACK = 0.05  # of the extent: a model's 1003 is an edge; its 4000 is not a place on the picture
_NUMBER = r"(-?\d{1,5}(?:\.\d{1,6})?)"
_PAIRS = re.compile(rf"\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)\s*,?\s*\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)")
_LIST = re.compile(rf"[\[(]\s*{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*[\])]")

GridBox: TypeAlias = tuple[float, float, float, float]


def parse_boxes(text: str, extent: Size = GRID) -> tuple[GridBox, ...]:
    """Every box in ``text`` as (left, top, right, bottom) within ``extent``, in order, without repeats."""
    matches = sorted([*_PAIRS.finditer(text), *_LIST.finditer(text)], key=lambda match: match.start())
    boxes = (_box(tuple(float(number) for number in match.groups()), extent) for match in matches)
    return tuple(dict.fromkeys(box for box in boxes if box is not None))


def _box(numbers: tuple[float, ...], extent: Size) -> GridBox | None:
    reaches = (*extent, *extent)
    if any(not -_SLACK * far <= number <= (1 + _SLACK) * far for number, far in zip(numbers, reaches, strict=True)):
        return None
    ax, ay, bx, by = (min(far, max(0.0, number)) for number, far in zip(numbers, reaches, strict=True))
    box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    return box if box[0] < box[2] and box[1] < box[3] else None


def on_page(box: GridBox, region: PageRect, content: PageRect, extent: Size = GRID) -> PageRect | None:
    """``box`` in fractions of the page; None when it lies in the padding.

    ``region`` is the part of the page that was shown, ``content`` the part of the shown picture that it fills.
    """
    shown = PageRect.from_size(box, extent).intersection(content)
    if shown is None or shown.is_empty:
        return None
    return shown.inside(content).clamped().outside(region)
