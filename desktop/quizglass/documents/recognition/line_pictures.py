"""The picture of a single line: cut out straight, evenly lit, dark on light, without the rules of a table."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from quizglass.documents.recognition.detection import Quad, height_of, length_of
from quizglass.documents.recognition.sheet import Picture

LINE_HEIGHT: Final = 48
"""Pixels: what the network for Latin takes; Tesseract reads best at about this height too."""

_MOST_LENGTH: Final = 200 * LINE_HEIGHT
_RULE_ZONE: Final = 0.7
"""How far from either end of a line a table's rule may stand within its picture, in heights."""
_RULE_SPAN: Final = 0.88
"""Of the strip's height. Letters have room above and below: they fill at most three quarters."""
_PALE, _DARK = 0.02, 0.98
_MOSTLY_INK: Final = 0.55
_PAPER_REACH: Final = 0.75
"""Heights around a place in which some paper is sure to show."""
_LEAST_SPAN: Final = 24
"""Grey levels between ink and paper below which stretching would only show noise."""


def cut_out(picture: Picture, quad: Quad) -> Picture:
    """The line ``quad`` (pixels of ``picture``) as a straight strip `LINE_HEIGHT` pixels high."""
    height, length = max(height_of(quad), 1.0), max(length_of(quad), 1.0)
    width = int(np.clip(round(length * LINE_HEIGHT / height), 8, _MOST_LENGTH))
    target = np.array([[0, 0], [width, 0], [width, LINE_HEIGHT], [0, LINE_HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), target)
    way = cv2.INTER_AREA if height > 2 * LINE_HEIGHT else cv2.INTER_CUBIC
    strip = cv2.warpPerspective(picture, matrix, (width, LINE_HEIGHT), flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)


def cleaned(strip: Picture) -> Picture:
    """Black on white, as far as the picture allows, and without rules at its ends."""
    return _without_rules(_evenly_lit(strip))


def ink_of(strip: Picture) -> Picture:
    """1 where a cleaned strip has ink, else 0."""
    _, ink = cv2.threshold(strip, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(ink, np.uint8)


def _evenly_lit(strip: Picture) -> Picture:
    low, high = np.quantile(strip, (_PALE, _DARK))
    if high - low < _LEAST_SPAN:
        return strip
    level, _ = cv2.threshold(strip, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # Letters cover less than half of a line: where most of it is dark, they are light on dark.
    if np.count_nonzero(strip <= level) > _MOSTLY_INK * strip.size:
        strip = np.asarray(255 - strip, np.uint8)
    flat = strip.astype(np.float32) * (255.0 / np.maximum(_paper(strip), 1.0))
    darkest = np.quantile(flat, _PALE)
    return np.clip((flat - darkest) * (255.0 / max(255.0 - darkest, 1.0)), 0, 255).astype(np.uint8)


def _paper(strip: Picture) -> npt.NDArray[np.float32]:
    """How light the paper is behind the letters, everywhere: a shadow across a line is not ink."""
    reach = int(_PAPER_REACH * strip.shape[0]) | 1
    without_letters = cv2.dilate(strip, np.ones((reach, reach), np.uint8))
    return np.asarray(cv2.blur(without_letters, (reach, reach)), np.float32)


def _without_rules(strip: Picture) -> Picture:
    """Paint over columns near the ends that are ink from top to bottom: no letter fills the whole height."""
    ink = ink_of(strip)
    height, width = strip.shape
    full = ink.sum(axis=0) >= _RULE_SPAN * height
    zone = int(min(_RULE_ZONE * height, width / 4))
    ends = np.zeros(width, bool)
    ends[:zone] = ends[width - zone :] = True
    rules = np.flatnonzero(full & ends)
    if not rules.size:
        return strip
    result = strip.copy()
    for column in rules:
        result[:, max(0, column - 2) : column + 3] = 255
    return result
