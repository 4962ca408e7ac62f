"""Where lines of text stand: RapidOCR's detection network, on pictures small enough for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import RapidOCR

from quizglass.documents.recognition.sheet import Part, Picture, Sheet

Quad: TypeAlias = npt.NDArray[np.float32]
"""4 x 2: top left, top right, bottom right, bottom left corner of a line as it is read."""

_TILE_PIXELS: Final = 3_000_000
_TILE_OVERLAP: Final = 100.0
"""Pixels that neighbouring tiles share: more than a line is high."""

_LEAST_SIDE: Final = 64
"""Pixels. Smaller pictures get a white margin: the network works on multiples of 32."""

_SAME_LINE: Final = 0.5


class LineDetector:
    """One network, used by one thread at a time with ``threads`` of its own."""

    def __init__(self, threads: int) -> None:
        self._rapid = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.use_preprocess_img": False,
                "Global.use_vertical_padding": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": 100_000,  # the resolution is chosen here, from the height of the letters
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find(
        self, sheet: Sheet, scale: float, on_progress: Callable[[float], None] = lambda _: None
    ) -> tuple[Quad, ...]:
        """The lines within the sheet's area, seen at ``scale`` pixels a point; large areas tile by tile."""
        found: list[Quad] = []
        tiles = list(_tiles(sheet.area, scale))
        for done, tile in enumerate(tiles, start=1):
            quads = self.find_in(sheet.draw(tile, scale))
            found += [np.asarray(quad / scale + np.array(tile[:2]), np.float32) for quad in quads]
            on_progress(done / len(tiles))
        return tuple(found) if len(tiles) == 1 else _without_cut_lines(found)

    def find_in(self, picture: Picture) -> list[Quad]:
        """The lines of a grey picture, in its pixels."""
        height, width = picture.shape
        below, right = max(0, _LEAST_SIDE - height), max(0, _LEAST_SIDE - width)
        if below or right:
            picture = np.asarray(
                cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_CONSTANT, value=[255]), np.uint8
            )
        colours = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        result = self._rapid(colours, use_rec=False)
        boxes = getattr(result, "boxes", None)
        return [] if boxes is None else [_corners(np.asarray(box, np.float32)) for box in boxes]


def height_of(quad: Quad) -> float:
    """The lower side of a line: the height of its letters with some room above and below."""
    return float((np.linalg.norm(quad[0] - quad[3]) + np.linalg.norm(quad[1] - quad[2])) / 2)


def length_of(quad: Quad) -> float:
    return float((np.linalg.norm(quad[0] - quad[1]) + np.linalg.norm(quad[3] - quad[2])) / 2)


def bounds_of(quad: Quad) -> Part:
    x0, y0 = quad.min(axis=0)
    x1, y1 = quad.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _corners(quad: Quad) -> Quad:
    """The corners in order for text that runs to the right, whatever the detector called the first one."""
    middle = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    clockwise = quad[np.argsort(angles)]
    start = int(np.argmin(clockwise.sum(axis=1)))
    turned = np.roll(clockwise, -start, axis=0)
    # The first side of a line that leans by up to 45 degrees is the one that runs rather to the right than down.
    side = turned[1] - turned[0]
    if abs(side[1]) > abs(side[0]):
        turned = np.roll(turned, -1, axis=0)
    return np.asarray(turned, np.float32)


def _tiles(area: Part, scale: float) -> Iterator[Part]:
    """Parts of ``area`` that overlap a little and have at most `_TILE_PIXELS` each."""
    x0, y0, x1, y1 = area
    width, height = (x1 - x0) * scale, (y1 - y0) * scale
    if width * height <= _TILE_PIXELS:
        yield area
        return
    side = math.sqrt(_TILE_PIXELS) - _TILE_OVERLAP
    across, down = max(1, math.ceil(width / side)), max(1, math.ceil(height / side))
    overlap = _TILE_OVERLAP / scale / 2
    for row in range(down):
        top, bottom = y0 + (y1 - y0) * row / down, y0 + (y1 - y0) * (row + 1) / down
        for column in range(across):
            left, right = x0 + (x1 - x0) * column / across, x0 + (x1 - x0) * (column + 1) / across
            yield max(x0, left - overlap), max(y0, top - overlap), min(x1, right + overlap), min(y1, bottom + overlap)


def _without_cut_lines(quads: list[Quad]) -> tuple[Quad, ...]:
    """The lines of all tiles, each once: pieces of one line that neighbouring tiles cut become one."""
    kept: list[Quad] = []
    for quad in sorted(quads, key=length_of, reverse=True):
        partner = next((n for n, other in enumerate(kept) if _pieces_of_one(quad, other)), None)
        if partner is None:
            kept.append(quad)
        else:
            kept[partner] = _joined(kept[partner], quad)
    return tuple(kept)


def _pieces_of_one(a: Quad, b: Quad) -> bool:
    ax0, ay0, ax1, ay1 = bounds_of(a)
    bx0, by0, bx1, by1 = bounds_of(b)
    across, down = min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)
    return across > 0 and down > _SAME_LINE * min(ay1 - ay0, by1 - by0)


def _joined(a: Quad, b: Quad) -> Quad:
    """The line that holds both: along ``a``, as long as both reach."""
    rectangle = cv2.boxPoints(cv2.minAreaRect(np.concatenate([a, b])))
    return _corners(np.asarray(rectangle, np.float32))
