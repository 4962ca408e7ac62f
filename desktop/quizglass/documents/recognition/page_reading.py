"""Reading the picture of a page: find the lines, turn the page upright, read each line, put them together."""

from __future__ import annotations

import functools
import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from statistics import median
from typing import Final, TypeAlias

import numpy as np

from quizglass.documents.opened_document import OpenedDocument
from quizglass.documents.recognition.assembly import PlacedLine, skew_of, words_of_page
from quizglass.documents.recognition.detection import LineDetector, Quad, height_of, length_of
from quizglass.documents.recognition.language_data import installed_languages
from quizglass.documents.recognition.line_reader import LineReader
from quizglass.documents.recognition.reader_version import reader_version
from quizglass.documents.recognition.sheet import Sheet
from quizglass.documents.recognition.strips import LineGroup, line_groups
from quizglass.documents.recognition.uprightness import PageLook, look_at, runs_sideways
from quizglass.errors import EmptyRegion, NoSuchPage
from quizglass.geometry import PageRect
from quizglass.pages import RecognizedText

_FIRST_LOOK_PIXELS: Final = 1_500_000
"""A4 at 125 dpi: print of usual size is found there, and small print is seen to be small."""
_LEAST_HEIGHT, _GOOD_HEIGHT = 14.0, 22.0
"""Pixels of a line's height: below the first the detector misses lines, at the second it finds all."""
_FEW_LINES: Final = 6
_SEES_SMALL_PRINT: Final = 100 / 72
"""Pixels a point: on paper that was measured right, this shows footnotes too."""
_UNSEEN_HEIGHT: Final = 8.0
"""What lines may have that the first look did not see."""
_MOST_ENLARGED: Final = 2.0
"""Times the picture's own pixels. More only blurs."""
_MOST_PIXELS: Final = 120_000_000
"""Of all tiles together: what is finer is not looked at, so that reading ends."""
_MOST_THREADS: Final = 4
_DOUBTFUL: Final = 0.8
_TELLING: Final = 4.0
"""Heights that a line is long which tells by its letters in what script it is."""
_MOSTLY: Final = 0.4
_STANDING: Final = 1.6
"""Times its length that a line is high which may run up or down the page."""
_READ_AS_IT_STANDS: Final = 0.6
_FOUND: Final = 0.2
"""Of the whole work: finding the lines."""

OnProgress: TypeAlias = Callable[[float], None]


@functools.cache
def page_recognizer() -> PageRecognizer:
    """The one of this process: its networks are loaded once."""
    return PageRecognizer()


class PageRecognizer:
    """Holds the networks. For one thread; uses a few of its own."""

    def __init__(self) -> None:
        count = min(_MOST_THREADS, os.cpu_count() or 1)
        self._detector = LineDetector(count)
        self._reader = LineReader()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="line-reader")

    def read(
        self, document: OpenedDocument, page: int, region: PageRect, on_progress: OnProgress = lambda _: None
    ) -> RecognizedText:
        """The words in ``region`` of the page.

        Raises:
            NoSuchPage, EmptyRegion: there is nothing to read.
            AppError: what drawing the page raises.
        """
        sizes = document.info().sizes
        if not 0 <= page < len(sizes):
            raise NoSuchPage(page=page + 1, count=len(sizes))
        if region.clamped().is_empty:
            raise EmptyRegion
        sheet = Sheet(document, page, sizes[page], region.clamped())
        sheet, quads, look = self._upright(sheet, on_progress)
        lines = list(self._read_lines(sheet, quads, look, on_progress))
        skew = skew_of([placed.quad for placed in lines])
        words = words_of_page(lines, sheet, skew)
        return RecognizedText(words, reader_version(), sheet.turns, skew, _missing(lines))

    def _upright(self, sheet: Sheet, on_progress: OnProgress) -> tuple[Sheet, Sequence[Quad], PageLook]:
        """The sheet turned so that its text is upright, with the lines found on it."""
        quads = self._find(sheet, on_progress)
        if runs_sideways(quads):
            sheet = replace(sheet, turns=1)
            quads = self._find(sheet, on_progress)
        look = self._look(sheet, quads)
        if look.upside_down:
            quads = [_upside_down(quad, sheet) for quad in quads]
            sheet = replace(sheet, turns=sheet.turns + 2)
        return sheet, quads, look

    def _find(self, sheet: Sheet, on_progress: OnProgress) -> Sequence[Quad]:
        """The lines, looked for at a resolution that suits the height of the letters."""
        x0, y0, x1, y1 = sheet.area
        points = (x1 - x0) * (y1 - y0)
        finest = min(_MOST_ENLARGED * sheet.finest, (_MOST_PIXELS / points) ** 0.5)
        scale = min((_FIRST_LOOK_PIXELS / points) ** 0.5, sheet.finest)
        quads = self._detector.find(sheet, scale, lambda done: on_progress(_FOUND * done / 2))
        height = median(map(height_of, quads)) * scale if quads else _UNSEEN_HEIGHT
        if len(quads) < _FEW_LINES and scale < min(sheet.finest / 2, _SEES_SMALL_PRINT):
            height = min(height, _UNSEEN_HEIGHT)
        if height >= _LEAST_HEIGHT or scale >= finest:
            return quads
        finer = min(scale * _GOOD_HEIGHT / height, finest)
        more = self._detector.find(sheet, finer, lambda done: on_progress(_FOUND * (0.5 + done / 2)))
        return more if len(more) >= len(quads) else quads

    def _look(self, sheet: Sheet, quads: Sequence[Quad]) -> PageLook:
        # The smallest lines are footnotes and dirt.
        usual = sorted(quads, key=height_of)[len(quads) // 4 :]
        most = max(line_groups(sheet, usual), key=lambda group: len(group.quads), default=None)
        strips = [] if most is None else [most.strip(quad) for quad in most.quads]
        return look_at(strips, self._reader, self._threads)

    def _read_lines(
        self, sheet: Sheet, quads: Sequence[Quad], look: PageLook, on_progress: OnProgress
    ) -> Iterator[PlacedLine]:
        done = 0
        for group in line_groups(sheet, quads):
            for line in self._threads.map(functools.partial(self._read_line, group, look), group.quads):
                done += 1
                on_progress(_FOUND + (1 - _FOUND) * done / len(quads))
                yield line

    def _read_line(self, group: LineGroup, look: PageLook, quad: Quad) -> PlacedLine:
        line = self._read_strip(group, look, quad)
        if height_of(quad) < _STANDING * length_of(quad) or line.line.confidence >= _READ_AS_IT_STANDS:
            return line
        # A stamp at the side, a column's title in a table: text that runs up or down an upright page.
        turned = (np.asarray(np.roll(quad, steps, axis=0), np.float32) for steps in (1, -1))
        return max((line, *(self._read_strip(group, look, other) for other in turned)), key=_worth)

    def _read_strip(self, group: LineGroup, look: PageLook, quad: Quad) -> PlacedLine:
        strip = group.strip(quad)
        return PlacedLine(quad, self._reader.read(strip, cyrillic_page=look.cyrillic, clean_print=look.clean_print))


def _worth(placed: PlacedLine) -> float:
    return placed.line.confidence * math.sqrt(len(placed.line.text))


def _upside_down(quad: Quad, sheet: Sheet) -> Quad:
    """The line on the sheet turned by 180 degrees: its first corner was its last but one."""
    return np.asarray(np.roll(np.array(sheet.size, np.float32) - quad, 2, axis=0), np.float32)


def _missing(lines: Sequence[PlacedLine]) -> tuple[str, ...]:
    """Languages that cannot be read here but likely stand on the page.

    The network for Latin leaves out letters that it does not know, so that lines of Cyrillic come out short and
    doubtful. Of lines in Latin, however poor, hardly any does.
    """
    long = [placed for placed in lines if length_of(placed.quad) > _TELLING * height_of(placed.quad)]
    strange = sum(map(_seems_unknown, long))
    return ("rus",) if "rus" not in installed_languages() and strange > _MOSTLY * len(long) else ()


def _seems_unknown(placed: PlacedLine) -> bool:
    dense = len(placed.line.text) * height_of(placed.quad) >= length_of(placed.quad)
    return not dense or placed.line.confidence < _DOUBTFUL
