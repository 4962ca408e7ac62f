"""Whether anything can be seen on a page."""

from __future__ import annotations

from typing import Final

_CONTRAST: Final = 40
"""Grey levels between ink and paper. Paper texture, yellowing and bleed-through stay below."""
_LEAST_SHARE: Final = 5e-5
"""Of all pixels. A speck of dust is not ink; a page number alone is."""


def has_ink(grey: bytes) -> bool:
    """Whether a small grey picture of a page shows anything but paper, be the paper light or dark."""
    if not grey:
        return False
    counts = [grey.count(level) for level in range(256)]
    paper = _median(counts, len(grey) // 2)
    ink = sum(count for level, count in enumerate(counts) if abs(level - paper) >= _CONTRAST)
    return ink > max(1.0, _LEAST_SHARE * len(grey))


def _median(counts: list[int], half: int) -> int:
    seen = 0
    for level, count in enumerate(counts):
        seen += count
        if seen > half:
            return level
    return 255
