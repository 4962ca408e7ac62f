"""From lines on a sheet to their pictures, drawing as much of the sheet at once as memory allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from quizglass.documents.recognition.detection import Quad, bounds_of, height_of
from quizglass.documents.recognition.line_pictures import LINE_HEIGHT, cleaned, cut_out
from quizglass.documents.recognition.sheet import Part, Picture, Sheet

_DRAWN_AT_ONCE: Final = 12_000_000
"""Pixels."""
_FINER: Final = 1.2
"""A strip is cut from a picture a little finer than itself."""
_MARGIN: Final = 2.0
"""Points around the lines."""


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that stand close together, and the ``picture`` of ``part`` of the sheet, on which they all are."""

    quads: tuple[Quad, ...]
    picture: Picture
    part: Part
    scale: float

    def strip(self, quad: Quad) -> Picture:
        """The cleaned picture of a line."""
        pixels = (quad - np.array(self.part[:2], np.float32)) * self.scale
        return cleaned(cut_out(self.picture, np.asarray(pixels, np.float32)))


def line_groups(sheet: Sheet, quads: Sequence[Quad]) -> Iterator[LineGroup]:
    """All lines, from the top of the sheet to its bottom."""
    if not quads:
        return
    wanted = _FINER * LINE_HEIGHT / max(median(map(height_of, quads)), 1e-3)
    scale = min(wanted, sheet.finest)
    for part, members in _together(quads, sheet.area, scale):
        fitting = min(scale, (2 * _DRAWN_AT_ONCE / _extent(part)) ** 0.5)
        yield LineGroup(tuple(members), sheet.draw(part, fitting), part, fitting)


def _together(quads: Sequence[Quad], area: Part, scale: float) -> Iterator[tuple[Part, list[Quad]]]:
    group: list[Quad] = []
    for quad in sorted(quads, key=lambda q: float(q[:, 1].mean())):
        if group and _extent(_around([*group, quad], area)) * scale * scale > _DRAWN_AT_ONCE:
            yield _around(group, area), group
            group = []
        group.append(quad)
    yield _around(group, area), group


def _around(quads: list[Quad], area: Part) -> Part:
    x0, y0, x1, y1 = bounds_of(np.concatenate(quads))
    return (
        max(area[0], x0 - _MARGIN),
        max(area[1], y0 - _MARGIN),
        min(area[2], x1 + _MARGIN),
        min(area[3], y1 + _MARGIN),
    )


def _extent(part: Part) -> float:
    """Square points."""
    return max((part[2] - part[0]) * (part[3] - part[1]), 1e-6)
