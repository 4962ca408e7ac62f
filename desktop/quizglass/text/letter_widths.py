"""How far along a word its letters stand, where only the box of the whole word is known."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

_THIN: Final = frozenset("iIjlftr.,:;!'|()[]{}-/\\`\"·г1")
_WIDE: Final = frozenset("mwMWOQGDNHUVAKXY@%&—жшщюфмыЖШЩЮФМЫДОНПИГ")
_SHARE: Final = {"thin": 0.55, "usual": 1.0, "wide": 1.4}


def letter_edges(text: str) -> tuple[float, ...]:
    """The left edge of every letter and the right edge of the last, 0..1 of the word's length.

    Typical proportional type is assumed; a face of one width a letter is off by less than a letter.
    """
    widths = [_SHARE["thin" if letter in _THIN else "wide" if letter in _WIDE else "usual"] for letter in text]
    total = sum(widths)
    return tuple(edge / total for edge in accumulate(widths, initial=0.0)) if total else (0.0, 1.0)
