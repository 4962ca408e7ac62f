"""The words of a page's text layer, in fractions of the page as displayed, and whether pictures stand on it."""

from __future__ import annotations

from typing import Any, Final

from quizglass.documents.mupdf_library import mupdf, pymupdf
from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

_FLAGS: Final = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_USE_CID_FOR_UNKNOWN_UNICODE
)
_SOFT_HYPHEN: Final = "\u00ad"
_LEAST_VISIBLE: Final = 0.5
"""The share of a word's box that must lie on the displayed page; text outside the CropBox is not seen."""


def read_words(drawing: Any, origin: tuple[float, float], size: Size) -> tuple[tuple[Word, ...], bool]:
    """The words of a display list in MuPDF's order, and whether it draws pictures.

    A display list is the page as displayed, so its text needs no turning; its top left corner is ``origin``.
    """
    options = mupdf.FzStextOptions()
    options.flags = _FLAGS
    page = mupdf.FzStextPage(drawing, options)
    words: list[Word] = []
    line, block, last = -1, -1, (-1, -1)
    for x0, y0, x1, y1, text, block_number, line_number, _ in pymupdf.TextPage(page).extractWORDS():
        box = _visible((x0 - origin[0], y0 - origin[1], x1 - origin[0], y1 - origin[1]), size)
        # A soft hyphen that is drawn is a hyphen: many fonts map one glyph to both.
        printed = text.replace(_SOFT_HYPHEN, "-").strip()
        if box is None or not printed or not printed.isprintable():
            continue
        if (block_number, line_number) != last:
            line += 1
            block += block_number != last[0]
            last = (block_number, line_number)
        words.append(Word(printed, box, line, block))
    return tuple(words), any(found.m_internal.type == mupdf.FZ_STEXT_BLOCK_IMAGE for found in page)


def _visible(points: tuple[float, float, float, float], size: Size) -> PageRect | None:
    try:
        box = PageRect.from_size(points, size)
    except ValueError:
        return None
    seen = box.clamped()
    return None if seen.is_empty or seen.area < _LEAST_VISIBLE * box.area else seen
