"""The words of a page's text layer, in reading order, in fractions of the page as displayed."""

from __future__ import annotations

from typing import Any

import pymupdf

from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_SOFT_HYPHEN = "\u00ad"


def page_words(page: Any) -> tuple[Word, ...]:
    """The words of ``page``, those outside the visible part left out.

    MuPDF gives boxes of the page before /Rotate; `rotation_matrix` carries them to the page as displayed.
    """
    size = Size(page.rect.width, page.rect.height)
    if size.width <= 0 or size.height <= 0:
        return ()
    found: list[Word] = []
    line, block, last = -1, -1, (-1, -1)
    for x0, y0, x1, y1, text, block_number, line_number, _ in page.get_text("words", flags=_FLAGS):
        box = pymupdf.Rect(x0, y0, x1, y1) * page.rotation_matrix
        box.normalize()
        fractions = PageRect.from_size((box.x0, box.y0, box.x1, box.y1), size)
        visible = fractions.clamped()
        # A soft hyphen that is drawn is a hyphen: many fonts map one glyph to both.
        words = text.replace(_SOFT_HYPHEN, "-").strip()
        if not words or visible.is_empty or visible.area < 0.5 * fractions.area:
            continue
        if (block_number, line_number) != last:
            line += 1
            block += block_number != last[0]
            last = (block_number, line_number)
        found.append(Word(words, visible, line, block))
    return tuple(found)
