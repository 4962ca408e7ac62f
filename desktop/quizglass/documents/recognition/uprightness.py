"""Which way up a page is, and in which script: a few of its lines are read both ways.

What a line says when it is read the wrong way round is not believed even by the one who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from quizglass.documents.recognition.detection import Quad
from quizglass.documents.recognition.letters import distinctly_cyrillic_share
from quizglass.documents.recognition.line_reader import CLEAN_WORD, LineReader
from quizglass.documents.recognition.read_line import ReadLine
from quizglass.documents.recognition.sheet import Picture

_SAMPLE: Final = 10
_BEST_LENGTH: Final = 9.0
"""Heights: such a line is quick to read and says enough."""
_LIKELY_UPRIGHT: Final = 0.8
_LEAD: Final = 0.08
"""How much surer the turned reading must be: a page is not turned for nothing."""
_SIDEWAYS: Final = 1.4
_CYRILLIC_PAGE: Final = 0.08
_CLEAN_PAGE: Final = 0.5
_READABLE: Final = 0.6
_FLUENT: Final = 0.9
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class PageLook:
    """``upside_down``: the lines read right when turned by 180 degrees. ``cyrillic``: many letters are Cyrillic.

    ``clean_print``: Tesseract is sure of every word of most lines.
    """

    upside_down: bool = False
    cyrillic: bool = False
    clean_print: bool = False


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


def look_at(strips: Sequence[Picture], reader: LineReader, threads: Executor) -> PageLook:
    """Read some of the lines, given as cleaned strips, as they are and, in doubt, upside down."""
    sample = sorted(strips, key=_unfitness)[:_SAMPLE]
    upright = _Tally(threads.map(lambda strip: _read(strip, reader), sample))
    if upright.confidence >= _LIKELY_UPRIGHT or not sample:
        return _checked(upright.look(upside_down=False), upright.in_cyrillic(sample), reader, threads)
    turned = [np.asarray(cv2.rotate(strip, cv2.ROTATE_180), np.uint8) for strip in sample]
    reverse = _Tally(threads.map(lambda strip: _read(strip, reader), turned))
    upside_down = reverse.confidence > upright.confidence + _LEAD
    seen, strips = (reverse, turned) if upside_down else (upright, sample)
    return _checked(seen.look(upside_down=upside_down), seen.in_cyrillic(strips), reader, threads)


def _read(strip: Picture, reader: LineReader) -> ReadLine:
    return reader.read_latin(strip) if reader.tesseract is None else reader.tesseract.read(strip)


def _checked(look: PageLook, in_cyrillic: Sequence[Picture], reader: LineReader, threads: Executor) -> PageLook:
    """``look``, but Cyrillic only if the network for Latin stumbles over it: to Tesseract "green" may be "дгееп"."""
    if not look.cyrillic:
        return look
    readings = threads.map(reader.read_latin, in_cyrillic)
    fluent = sum(_is_fluent(line, strip) for line, strip in zip(readings, in_cyrillic, strict=True))
    return replace(look, cyrillic=fluent <= _MOSTLY * len(in_cyrillic))


def _is_fluent(line: ReadLine, strip: Picture) -> bool:
    height, width = strip.shape
    return line.confidence >= _FLUENT and len(line.text) * height >= width


def _unfitness(strip: Picture) -> float:
    """Smallest for lines that tell most in least time."""
    height, width = strip.shape
    return abs(float(width / height) - _BEST_LENGTH)


class _Tally:
    """Many readings together, weighed by their length."""

    def __init__(self, readings: Iterable[ReadLine]) -> None:
        self._lines = list(readings)
        weights = [max(len(line.text), 1) for line in self._lines]
        told = sum(line.confidence * weight for line, weight in zip(self._lines, weights, strict=True))
        self.confidence = told / (sum(weights) or 1)

    def look(self, *, upside_down: bool) -> PageLook:
        clean = sum(line.least_confidence >= CLEAN_WORD for line in self._lines)
        return PageLook(
            upside_down=upside_down,
            cyrillic=self._cyrillic() >= _CYRILLIC_PAGE,
            clean_print=clean >= _CLEAN_PAGE * len(self._lines),
        )

    def in_cyrillic(self, strips: Sequence[Picture]) -> list[Picture]:
        """Those of the lines' pictures that were read as Cyrillic."""
        return [strip for line, strip in zip(self._lines, strips, strict=True) if line.cyrillic]

    def _cyrillic(self) -> float:
        """The share of letters that can only be Cyrillic among those that were read with some confidence."""
        sure = [line for line in self._lines if line.confidence >= _READABLE]
        return distinctly_cyrillic_share(" ".join(line.text for line in sure))
