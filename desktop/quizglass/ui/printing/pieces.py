"""A sheet cut into pieces that are drawn one after the other, so that memory stays the same at every resolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizglass.geometry import PageRect, PixelBox
from quizglass.ui.printing.sheets import POINTS_AN_INCH, Sheet

MOST_PIXELS: Final = 300_000
"""Of one piece: 1 MB. Handing it to the printer takes some milliseconds in which Python holds the window up."""
_WIDEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """``clip`` of the page as it lies belongs at ``box`` pixels of the sheet."""

    clip: PageRect
    box: PixelBox


def page_box(sheet: Sheet, dpi: float) -> PixelBox:
    """The whole page in pixels of the sheet; it may reach over the edges."""
    scale = dpi / POINTS_AN_INCH
    left, top = round(sheet.left * scale), round(sheet.top * scale)
    width, height = max(1, round(sheet.page.width * scale)), max(1, round(sheet.page.height * scale))
    return PixelBox(left, top, left + width, top + height)


def pieces(sheet: Sheet, dpi: float) -> Iterator[Piece]:
    """What is seen of the page, from the top. Neighbours share an edge on a whole pixel."""
    whole = page_box(sheet, dpi)
    seen = sheet.seen.to_pixels(whole.width, whole.height)
    across = min(seen.width, _WIDEST)
    down = max(1, MOST_PIXELS // across)
    for top in range(seen.top, seen.bottom, down):
        bottom = min(seen.bottom, top + down)
        for left in range(seen.left, seen.right, across):
            right = min(seen.right, left + across)
            clip = PageRect(left / whole.width, top / whole.height, right / whole.width, bottom / whole.height)
            box = PixelBox(whole.left + left, whole.top + top, whole.left + right, whole.top + bottom)
            yield Piece(clip, box)
