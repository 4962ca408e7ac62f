"""The words of a page's text layer, in fractions of the page as displayed, and whether pictures stand on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

from quizglass.documents.mupdf_library import mupdf, pymupdf
from quizglass.documents.reading_order import reading_order
from quizglass.geometry import PageRect, Size
from quizglass.pages import Word

# Ligatures come as their letters. A glyph without a known letter comes as its code, which often is the letter.
TEXT_FLAGS: Final = (
    pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_USE_CID_FOR_UNKNOWN_UNICODE
)
_SOFT_HYPHEN: Final = "\u00ad"
_LEAST_VISIBLE: Final = 0.5
"""The share of a word's box that must lie on the displayed page; text outside the CropBox is not seen."""

_IMAGE: Final = mupdf.FZ_STEXT_BLOCK_IMAGE
_UNKNOWN: Final = mupdf.FZ_STEXT_UNICODE_IS_CID
_DRAWN: Final = mupdf.FZ_STEXT_FILLED | mupdf.FZ_STEXT_STROKED
_PAGE_FILLING: Final = 0.6
"""The share of a page that the picture of a scan covers; margins may be cut off."""

_GUESSED_SHARE: Final = 0.6
_LINES_TO_JUDGE_BY: Final = 32
_HIDDEN_SHARE: Final = 0.7
"""Of the lines. A stamp of the archive may be drawn over a scan."""


class _Found(NamedTuple):
    """A word with MuPDF's numbers of its block and line."""

    text: str
    box: PageRect
    block: int
    line: int


class TextLayer(NamedTuple):
    """What a page's text layer says, and which pictures stand on the page.

    ``words`` are what can be seen and read; ``written`` are all words with every letter as the layer has them.
    ``is_hidden``: nobody sees the letters, as in the layer that a scanner's program puts under or over a picture.
    ``is_guessed``: the fonts do not tell their letters; what stands in ``words`` are numbers of glyphs.
    """

    words: tuple[Word, ...]
    written: tuple[str, ...]
    pictures: tuple[PageRect, ...]
    is_hidden: bool
    is_guessed: bool


class _Line(NamedTuple):
    """A line of text: its place among the blocks of the page, and MuPDF's flags of its first and its last letter."""

    block: int
    first: int
    last: int


def read_layer(drawing: Any, origin: tuple[float, float], size: Size) -> TextLayer:
    """The text layer of a display list, in reading order.

    A display list is the page as displayed, so its text needs no turning; its top left corner is ``origin``.
    """
    options = mupdf.FzStextOptions()
    options.flags = TEXT_FLAGS
    page = mupdf.FzStextPage(drawing, options)
    raw = pymupdf.TextPage(page).extractWORDS()
    words = _numbered(_visible_words(raw, origin, size))
    blocks = list(page)
    pictures = tuple(box for block in blocks if (box := picture_part(block.m_internal, origin, size)) is not None)
    lines = list(islice(_lines(blocks), _LINES_TO_JUDGE_BY))
    is_hidden = covered_share(pictures) >= _PAGE_FILLING and _is_hidden(blocks, lines)
    return TextLayer(words, tuple(word[4] for word in raw), pictures, is_hidden, _is_guessed(lines))


def covered_share(boxes: Sequence[PageRect]) -> float:
    """About how much of the page ``boxes`` cover together: strips and tiles add up, copies do not."""
    return min(sum(box.area for box in set(boxes)), PageRect.union(boxes).area) if boxes else 0.0


def picture_part(block: Any, origin: tuple[float, float], size: Size) -> PageRect | None:
    """The part of the page that a block covers when it is a picture."""
    box, (left, top), (width, height) = block.bbox, origin, size
    if block.type != _IMAGE or not (box.x0 < box.x1 and box.y0 < box.y1):
        return None
    edges = ((box.x0 - left) / width, (box.y0 - top) / height, (box.x1 - left) / width, (box.y1 - top) / height)
    x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in edges)
    return PageRect(x0, y0, x1, y1)


def _lines(blocks: list[Any]) -> Iterator[_Line]:
    for index, block in enumerate(blocks):
        if block.m_internal.type == mupdf.FZ_STEXT_BLOCK_TEXT:
            for line in block:
                first, last = line.m_internal.first_char, line.m_internal.last_char
                if first and last:
                    yield _Line(index, first.flags, last.flags)


def _is_hidden(blocks: list[Any], lines: list[_Line]) -> bool:
    """Whether nearly all lines are drawn in no way at all (render mode 3), or before a picture that covers them."""
    last_picture = max(index for index, block in enumerate(blocks) if block.m_internal.type == _IMAGE)
    drawn = sum(line.block > last_picture and bool(line.first & _DRAWN) for line in lines)
    return drawn < (1 - _HIDDEN_SHARE) * len(lines)


def _is_guessed(lines: list[_Line]) -> bool:
    """Whether most letters are unknown to MuPDF. A line may begin with a bullet of an unknown font."""
    unknown = sum(bool(line.first & line.last & _UNKNOWN) for line in lines)
    return unknown > _GUESSED_SHARE * len(lines)


def _visible_words(raw: list[Any], origin: tuple[float, float], size: Size) -> list[_Found]:
    found = []
    for x0, y0, x1, y1, text, block, line, _ in raw:
        shown = printed(text)
        box = on_page((x0, y0, x1, y1), origin, size)
        if shown and box is not None:
            found.append(_Found(shown, box, block, line))
    return found


def printed(text: str) -> str:
    """The letters of a word that can be read."""
    # A soft hyphen that is drawn is a hyphen: many fonts map one glyph to both.
    text = text.replace(_SOFT_HYPHEN, "-")
    # Control characters, marks of direction and codes of private fonts cannot be read.
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def on_page(points: tuple[float, float, float, float], origin: tuple[float, float], size: Size) -> PageRect | None:
    """The part of a box, given in points, that lies on the page; None when most of it does not."""
    (left, top), (width, height) = origin, size
    x0, x1 = ((points[at] - left) / width for at in (0, 2))
    y0, y1 = ((points[at] - top) / height for at in (1, 3))
    if not (x0 < x1 and y0 < y1):
        return None
    if x0 >= 0 and y0 >= 0 and x1 <= 1 and y1 <= 1:
        return PageRect(x0, y0, x1, y1)
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
