"""Reading the picture of a page: find the lines, turn the page upright, read each line, put them together."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from statistics import median
from typing import Final

import numpy as np

from quizglass.documents.opened_document import OpenedDocument
from quizglass.documents.recognition.assembly import PlacedLine, skew_of, words_of_page
from quizglass.documents.recognition.detection import LineDetector, Quad, bounds_of, height_of
from quizglass.documents.recognition.language_data import installed_languages
from quizglass.documents.recognition.line_pictures import LINE_HEIGHT, cleaned, cut_out
from quizglass.documents.recognition.line_reader import LineReader
from quizglass.documents.recognition.read_line import ReadLine
from quizglass.documents.recognition.reader_version import reader_version
from quizglass.documents.recognition.sheet import Part, Picture, Sheet
from quizglass.documents.recognition.uprightness import PageLook, look_at, runs_sideways
from quizglass.geometry import PageRect
from quizglass.pages import RecognizedText

_FIRST_LOOK_PIXELS: Final = 1_500_000
"""A4 at 125 dpi: print of usual size is found there, and small print is seen to be small."""
_LEAST_HEIGHT, _GOOD_HEIGHT = 12.0, 20.0
"""Pixels of a line's height: below the first the detector misses lines, at the second it finds all."""
_MOST_ENLARGED: Final = 2.0
"""Times the picture's own pixels. More only blurs."""
_MOST_PIXELS: Final = 120_000_000
"""Of all tiles together: what is finer is not looked at, so that reading ends."""
_DRAWN_AT_ONCE: Final = 12_000_000
_MOST_THREADS: Final = 4
_DOUBTFUL_PAGE: Final = 0.8
_FOUND: Final = 0.2
"""Of the whole work: finding the lines."""

OnProgress = Callable[[float], None]


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
        """The words in ``region`` of the page. Raises what drawing the page raises."""
        sheet = Sheet(document, page, document.info().sizes[page], region.clamped())
        sheet, quads, look = self._upright(sheet, on_progress)
        lines = [PlacedLine(quad, line) for quad, line in self._read_lines(sheet, quads, look, on_progress)]
        skew = skew_of([placed.quad for placed in lines])
        words = words_of_page(lines, sheet, skew)
        return RecognizedText(words, reader_version(), sheet.turns, skew, _missing(look))

    def _upright(self, sheet: Sheet, on_progress: OnProgress) -> tuple[Sheet, Sequence[Quad], PageLook]:
        """The sheet turned so that its text is upright, with the lines found on it."""
        scale, quads = self._find(sheet, on_progress)
        if runs_sideways(quads):
            sheet = replace(sheet, turns=1)
            scale, quads = self._find(sheet, on_progress)
        look = self._look(sheet, quads, scale)
        if look.upside_down:
            quads = [_upside_down(quad, sheet) for quad in quads]
            sheet = replace(sheet, turns=sheet.turns + 2)
        return sheet, quads, look

    def _find(self, sheet: Sheet, on_progress: OnProgress) -> tuple[float, Sequence[Quad]]:
        """The lines, and the resolution (pixels a point) at which their height is good to find them."""
        x0, y0, x1, y1 = sheet.area
        points = (x1 - x0) * (y1 - y0)
        finest = min(_MOST_ENLARGED * sheet.finest, (_MOST_PIXELS / points) ** 0.5)
        scale = min((_FIRST_LOOK_PIXELS / points) ** 0.5, sheet.finest)
        quads = self._detector.find(sheet, scale, lambda done: on_progress(_FOUND * done / 2))
        height = median(map(height_of, quads)) * scale if quads else _LEAST_HEIGHT / 2
        if height >= _LEAST_HEIGHT or scale >= finest:
            return scale, quads
        finer = min(scale * _GOOD_HEIGHT / height, finest)
        more = self._detector.find(sheet, finer, lambda done: on_progress(_FOUND * (0.5 + done / 2)))
        return (finer, more) if len(more) >= len(quads) else (scale, quads)

    def _look(self, sheet: Sheet, quads: Sequence[Quad], scale: float) -> PageLook:
        if not quads:
            return PageLook()
        sample = sorted(quads, key=height_of)[len(quads) // 4 :][:60]
        parts = list(_together(sample, sheet.area, scale))
        part, members = max(parts, key=lambda found: len(found[1]))
        drawn_scale = _drawing_scale(sheet, members, part)
        picture = sheet.draw(part, drawn_scale)
        return look_at(picture, [_in_picture(quad, part, drawn_scale) for quad in members], self._reader, self._threads)

    def _read_lines(
        self, sheet: Sheet, quads: Sequence[Quad], look: PageLook, on_progress: OnProgress
    ) -> Iterator[tuple[Quad, ReadLine]]:
        done = 0
        scale = _drawing_scale(sheet, quads, sheet.area) if quads else 1.0
        for part, members in _together(quads, sheet.area, scale):
            own_scale = min(scale, (_DRAWN_AT_ONCE * 2 / _points(part)) ** 0.5)
            picture = sheet.draw(part, own_scale)

            def read(quad: Quad, picture: Picture = picture, part: Part = part, at: float = own_scale) -> ReadLine:
                strip = cleaned(cut_out(picture, _in_picture(quad, part, at)))
                return self._reader.read(strip, cyrillic_page=look.cyrillic, clean_print=look.clean_print)

            for quad, line in zip(members, self._threads.map(read, members), strict=True):
                done += 1
                on_progress(_FOUND + (1 - _FOUND) * done / len(quads))
                yield quad, line


def _drawing_scale(sheet: Sheet, quads: Sequence[Quad], part: Part) -> float:
    """Pixels a point at which most lines are as high as the readers want them."""
    wanted = 1.2 * LINE_HEIGHT / max(median(map(height_of, quads)), 1e-3)
    return float(min(wanted, sheet.finest, (_DRAWN_AT_ONCE * 2 / _points(part)) ** 0.5)) if quads else 1.0


def _together(quads: Sequence[Quad], area: Part, scale: float) -> Iterator[tuple[Part, list[Quad]]]:
    """Lines in groups whose surroundings can be drawn at once at ``scale`` pixels a point."""
    rows: list[Quad] = []
    for quad in sorted(quads, key=lambda q: float(q[:, 1].mean())):
        if rows and _points(_around([*rows, quad], area)) * scale * scale > _DRAWN_AT_ONCE:
            yield _around(rows, area), rows
            rows = []
        rows.append(quad)
    if rows:
        yield _around(rows, area), rows


def _around(quads: list[Quad], area: Part) -> Part:
    x0, y0, x1, y1 = bounds_of(np.concatenate(quads))
    return max(area[0], x0 - 2), max(area[1], y0 - 2), min(area[2], x1 + 2), min(area[3], y1 + 2)


def _points(part: Part) -> float:
    return max((part[2] - part[0]) * (part[3] - part[1]), 1e-6)


def _upside_down(quad: Quad, sheet: Sheet) -> Quad:
    """The line on the sheet turned by 180 degrees: its first corner was its last but one."""
    return np.asarray(np.roll(np.array(sheet.size, np.float32) - quad, 2, axis=0), np.float32)


def _in_picture(quad: Quad, part: Part, scale: float) -> Quad:
    return np.asarray((quad - np.array(part[:2], np.float32)) * scale, np.float32)


def _missing(look: PageLook) -> tuple[str, ...]:
    """Without Russian language data, a page that cannot be read well may well be Russian."""
    return ("rus",) if "rus" not in installed_languages() and look.confidence < _DOUBTFUL_PAGE else ()
