"""The words of a page's text layer, in fractions of the page as displayed, and whether pictures stand on it."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final, NamedTuple

from quizglass.documents.mupdf_library import mupdf, pymupdf
from quizglass.documents.reading_order import reading_order
from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

# Ligatures come as their letters. A glyph without a known letter comes as its code, which often is the letter.
_FLAGS: Final = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_USE_CID_FOR_UNKNOWN_UNICODE
)
_SOFT_HYPHEN: Final = "\u00ad"
_LEAST_VISIBLE: Final = 0.5
"""The share of a word's box that must lie on the displayed page; text outside the CropBox is not seen."""


class _Found(NamedTuple):
    """A word with MuPDF's numbers of its block and line."""

    text: str
    box: PageRect
    block: int
    line: int


class TextLayer(NamedTuple):
    """What a page's text layer says, and whether pictures stand on the page.

    ``words`` are what can be seen and read; ``written`` are all words with every letter as the layer has them.
    """

    words: tuple[Word, ...]
    written: tuple[str, ...]
    has_images: bool


def read_layer(drawing: Any, origin: tuple[float, float], size: Size) -> TextLayer:
    """The text layer of a display list, in reading order.

    A display list is the page as displayed, so its text needs no turning; its top left corner is ``origin``.
    """
    options = mupdf.FzStextOptions()
    options.flags = _FLAGS
    page = mupdf.FzStextPage(drawing, options)
    raw = pymupdf.TextPage(page).extractWORDS()
    words = _numbered(_visible_words(raw, origin, size))
    has_images = any(block.m_internal.type == mupdf.FZ_STEXT_BLOCK_IMAGE for block in page)
    return TextLayer(words, tuple(word[4] for word in raw), has_images)


def _visible_words(raw: list[Any], origin: tuple[float, float], size: Size) -> list[_Found]:
    left, top = origin
    width, height = size
    found = []
    for x0, y0, x1, y1, text, block, line, _ in raw:
        printed = _printed(text)
        box = _visible((x0 - left) / width, (y0 - top) / height, (x1 - left) / width, (y1 - top) / height)
        if printed and box is not None:
            found.append(_Found(printed, box, block, line))
    return found


def _printed(text: str) -> str:
    # A soft hyphen that is drawn is a hyphen: many fonts map one glyph to both.
    text = text.replace(_SOFT_HYPHEN, "-")
    # Control characters, marks of direction and codes of private fonts cannot be read.
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _visible(x0: float, y0: float, x1: float, y1: float) -> PageRect | None:
    """The part of a box that lies on the page; None when most of it does not."""
    if not (x0 < x1 and y0 < y1):
        return None
    seen = max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0)
    across, down = seen[2] - seen[0], seen[3] - seen[1]
    if across <= 0 or down <= 0 or across * down < _LEAST_VISIBLE * (x1 - x0) * (y1 - y0):
        return None
    return PageRect(*seen)


def _numbered(found: list[_Found]) -> tuple[Word, ...]:
    """The words block by block as they are read, with lines and blocks counted from 0."""
    blocks = [list(words) for _, words in groupby(found, key=lambda word: word.block)]
    bounds = [PageRect.union(word.box for word in words).as_tuple() for words in blocks]
    result: list[Word] = []
    line = -1
    for block, index in enumerate(reading_order(bounds)):
        for _, words in groupby(blocks[index], key=lambda word: word.line):
            line += 1
            result += [Word(word.text, word.box, line, block) for word in words]
    return tuple(result)
