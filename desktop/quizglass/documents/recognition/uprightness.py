"""Which way up a page is, and in which script: a few of its lines are read both ways.

What a line says when it is read the wrong way round is not believed even by the one who reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from quizglass.documents.recognition.detection import Quad, height_of, length_of
from quizglass.documents.recognition.line_pictures import cleaned, cut_out
from quizglass.documents.recognition.line_reader import LineReader
from quizglass.documents.recognition.read_line import ReadLine
from quizglass.documents.recognition.sheet import Picture

_SAMPLE: Final = 10
_BEST_LENGTH: Final = 9.0
"""Heights: such a line is quick to read and says enough."""
_LIKELY_UPRIGHT: Final = 0.8
_LEAD: Final = 0.08
"""How much surer the turned reading must be: a page is not turned for nothing."""
_SIDEWAYS: Final = 1.4
_CYRILLIC_PAGE: Final = 0.15


@dataclass(frozen=True, slots=True)
class PageLook:
    """``upside_down``: the lines read right when turned by 180 degrees. ``cyrillic``: many letters are Cyrillic."""

    upside_down: bool
    cyrillic: bool
    confidence: float


def runs_sideways(quads: Sequence[Quad]) -> bool:
    """Whether most of the text runs up or down the page."""
    along = across = 0.0
    for quad in quads:
        width, height = (np.ptp(quad[:, axis]) for axis in (0, 1))
        if height > _SIDEWAYS * width:
            across += float(height)
        elif width > _SIDEWAYS * height:
            along += float(width)
    return across > along


def look_at(picture: Picture, quads: Sequence[Quad], reader: LineReader, threads: Executor) -> PageLook:
    """Read a sample of lines (pixels of ``picture``) as they are and, in doubt, upside down."""
    strips = [cleaned(cut_out(picture, quad)) for quad in _sample(quads)]
    upright = _Tally(threads.map(lambda strip: _read(strip, reader), strips))
    if upright.confidence >= _LIKELY_UPRIGHT or not strips:
        return PageLook(False, upright.cyrillic >= _CYRILLIC_PAGE, upright.confidence)
    turned = [np.asarray(cv2.rotate(strip, cv2.ROTATE_180), np.uint8) for strip in strips]
    reverse = _Tally(threads.map(lambda strip: _read(strip, reader), turned))
    upside_down = reverse.confidence > upright.confidence + _LEAD
    seen = reverse if upside_down else upright
    return PageLook(upside_down, seen.cyrillic >= _CYRILLIC_PAGE, seen.confidence)


def _read(strip: Picture, reader: LineReader) -> ReadLine:
    return reader.read_latin(strip) if reader.tesseract is None else reader.tesseract.read(strip)


def _sample(quads: Sequence[Quad]) -> list[Quad]:
    """Lines that tell most in least time, from all over the page."""

    def unfitness(quad: Quad) -> float:
        return abs(length_of(quad) / max(height_of(quad), 1e-6) - _BEST_LENGTH)

    return sorted(quads, key=unfitness)[:_SAMPLE]


class _Tally:
    """Many readings together, weighed by their length."""

    def __init__(self, readings: object) -> None:
        lines: list[ReadLine] = list(readings)  # type: ignore[call-overload]
        weights = [max(len(line.text), 1) for line in lines]
        total = sum(weights) or 1
        self.confidence = sum(line.confidence * weight for line, weight in zip(lines, weights, strict=True)) / total
        sure = [line for line in lines if line.confidence >= 0.5]
        letters = sum(sum(map(str.isalpha, line.text)) for line in sure)
        own = sum(line.cyrillic * sum(map(str.isalpha, line.text)) for line in sure)
        self.cyrillic = own / letters if letters else 0.0
