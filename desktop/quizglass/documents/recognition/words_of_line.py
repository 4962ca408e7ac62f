"""From the characters of a line to its words: where one ends and the next begins.

A network that reads a line tells which characters it saw and roughly where. The gaps in the ink say exactly where
words end, and show the spaces that the network missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

from quizglass.documents.recognition.line_pictures import ink_of
from quizglass.documents.recognition.read_line import ReadWord
from quizglass.documents.recognition.sheet import Picture

_WIDE_GAP: Final = 0.2
"""Of the line's height: narrower gaps are never between words."""
_WIDE_STEP: Final = 1.5
_WIDE_STEP_OF_DIGITS: Final = 2.0
"""Times the usual distance of two characters. A narrow 1 of a typewriter's font stands in much white."""
_DATE: Final = r"(?:\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/.])\d{1,2}\2\d\d)"
_TIME: Final = r"\d{1,2}:\d\d(?!\d)"
_BORDERS: Final = (
    re.compile(r"(?<=[^\W\d]{2}:)(?=[^\s:/])"),
    re.compile(rf"[^\W\d]{{2}}(?={_DATE})"),
    re.compile(rf"{_DATE}(?={_TIME})"),
    re.compile(rf"\)(?={_TIME})"),
)
"""A border is where a match ends."""


@dataclass(frozen=True, slots=True)
class Character:
    """``x`` is its middle as a fraction of the line's length."""

    text: str
    x: float
    confidence: float


def words_of(characters: Sequence[Character], spaces: frozenset[int], strip: Picture) -> tuple[ReadWord, ...]:
    """``spaces`` are the indices of characters that follow a space; ``strip`` is the line's picture."""
    if not characters:
        return ()
    gaps = _Gaps(strip)
    starts = sorted({0, *spaces, *_missed_spaces(characters, gaps)} - {len(characters)})
    ends = [*starts[1:], len(characters)]
    borders = [gaps.widest(characters[n - 1].x, characters[n].x) for n in starts[1:]]
    lefts = [gaps.first_ink(characters[0].x), *(right for _, right in borders)]
    rights = [*(left for left, _ in borders), gaps.last_ink(characters[-1].x)]
    words = []
    for first, after, left, right in zip(starts, ends, lefts, rights, strict=True):
        part = characters[first:after]
        confidence = sum(c.confidence for c in part) / len(part)
        words += unglued(ReadWord("".join(c.text for c in part), left, max(right, left), confidence))
    return tuple(words)


def unglued(word: ReadWord) -> list[ReadWord]:
    """The words that were read as one, each at its share of the length.

    Only what is written apart everywhere is parted: a label and its value ("Date:12/03/2018"), a date and what stands
    around it ("Unit04/29/2014", "12/03/20188:07").
    """
    borders = sorted({match.end() for pattern in _BORDERS for match in pattern.finditer(word.text)})
    edges = [0, *(border for border in borders if 0 < border < len(word.text)), len(word.text)]
    if len(edges) == 2:
        return [word]
    step = (word.end - word.start) / len(word.text)
    return [
        ReadWord(word.text[first:after], word.start + first * step, word.start + after * step, word.confidence)
        for first, after in pairwise(edges)
    ]


def _missed_spaces(characters: Sequence[Character], gaps: _Gaps) -> list[int]:
    """The indices of characters that stand after a gap like a space's."""
    steps = [after.x - before.x for before, after in pairwise(characters)]
    if len(steps) < 3:
        return []
    usual = median(steps)
    missed = []
    for n, step in enumerate(steps, start=1):
        before, after = characters[n - 1], characters[n]
        of_digits = before.text.isdigit() or after.text.isdigit()
        if step < (_WIDE_STEP_OF_DIGITS if of_digits else _WIDE_STEP) * usual:
            continue
        left, right = gaps.widest(before.x, after.x)
        if right - left >= _WIDE_GAP * gaps.height:
            missed.append(n)
    return missed


class _Gaps:
    """Where a strip has no ink. All lengths are fractions of the strip's length."""

    def __init__(self, strip: Picture) -> None:
        height, width = strip.shape
        middle = ink_of(strip)[height // 8 : height - height // 8]
        self._width = width
        self._blank: npt.NDArray[np.bool_] = middle.max(axis=0) == 0
        self.height = height / width

    def widest(self, left: float, right: float) -> tuple[float, float]:
        """The widest stretch without ink between two places; their middle when there is none."""
        first = int(np.clip(left * self._width, 0, self._width - 1))
        last = int(np.clip(right * self._width, first + 1, self._width))
        edges = np.flatnonzero(np.diff(np.pad(self._blank[first:last].astype(np.int8), 1)))
        if not edges.size:
            middle = (left + right) / 2
            return middle, middle
        runs = edges.reshape(-1, 2)
        start, end = runs[int(np.argmax(runs[:, 1] - runs[:, 0]))]
        return (first + int(start)) / self._width, (first + int(end)) / self._width

    def first_ink(self, before: float) -> float:
        """Where the ink begins that ends up at the first character, whose middle is ``before``."""
        reach = int(np.clip(before * self._width, 1, self._width))
        inked = np.flatnonzero(~self._blank[:reach])
        return float(inked[0]) / self._width if inked.size else before

    def last_ink(self, after: float) -> float:
        reach = int(np.clip(after * self._width, 0, self._width - 1))
        inked = np.flatnonzero(~self._blank[reach:])
        return (reach + float(inked[-1]) + 1) / self._width if inked.size else after
