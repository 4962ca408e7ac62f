"""Finding words in the text layers of a document that MuPDF reads, a thousand pages in a second or two.

Reading the words of a page with their places takes ten times as long as reading their letters alone, so that letters
are searched and places are worked out for what was found. The letters are kept: the next key typed costs no reading.
"""

from __future__ import annotations

import zlib
from typing import Any, Final, NamedTuple

from quizglass.documents.mupdf_library import mupdf, pymupdf
from quizglass.documents.mupdf_words import TEXT_FLAGS, on_page, picture_part, printed
from quizglass.documents.text_layer_trust import is_garbled
from quizglass.geometry import PageRect, Size
from quizglass.layout.hits import hit_of
from quizglass.pages import Hit
from quizglass.text.finding import Match, Wanted, find, letters_of

_MOST_KEPT_BYTES: Final = 12 * 2**20
"""Of packed letters: those of 5,000 pages of prose."""
_QUICKLY: Final = 1
_FEW_WORDS: Final = 8
_LARGE_PICTURES: Final = 0.15
_WORDS_TO_JUDGE_BY: Final = 80


class _ReadPage(NamedTuple):
    """``words`` as MuPDF gives them: x0, y0, x1, y1, text, block, line, number. ``origin`` and ``size`` in points."""

    words: list[Any]
    origin: tuple[float, float]
    size: Size
    doubtful: bool


class _Kept(NamedTuple):
    packed: bytes
    doubtful: bool


class MupdfSearch:
    """Searches one open document. Every method may raise one of MuPDF's errors."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._kept: dict[int, _Kept] = {}
        self._kept_bytes = 0

    def find(self, page: int, wanted: Wanted) -> tuple[list[Hit], bool]:
        """See `OpenedDocument.find`."""
        read = None
        kept = self._kept.get(page)
        if kept is None:
            read = self._read(page)
            letters = letters_of([(word[4], word[5] << 16 | word[6]) for word in read.words])
            self._keep(page, letters, read.doubtful)
            doubtful = read.doubtful
        else:
            letters, doubtful = zlib.decompress(kept.packed).decode(), kept.doubtful
        matches = find(letters, wanted)
        if not matches:
            return [], doubtful
        return _hits(page, read or self._read(page), matches), doubtful

    def _keep(self, page: int, letters: str, doubtful: bool) -> None:
        # What is searched from one end to the other is best kept as long as it fits, and not by when it was used.
        packed = zlib.compress(letters.encode("utf-8", "ignore"), _QUICKLY)
        if self._kept_bytes + len(packed) <= _MOST_KEPT_BYTES:
            self._kept[page] = _Kept(packed, doubtful)
            self._kept_bytes += len(packed)

    def _read(self, number: int) -> _ReadPage:
        page = mupdf.fz_load_page(self._document, number)
        bounds = mupdf.fz_bound_page(page)
        size = Size(max(1e-3, bounds.x1 - bounds.x0), max(1e-3, bounds.y1 - bounds.y0))
        origin = (bounds.x0, bounds.y0)
        text = _text_of(page, bounds)
        words = pymupdf.TextPage(text).extractWORDS()
        return _ReadPage(words, origin, size, _is_doubtful(text, words, origin, size))


def _text_of(page: Any, bounds: Any) -> Any:
    """The text of the page, with annotations and form fields, without making a list of what to draw."""
    options = mupdf.FzStextOptions()
    options.flags = TEXT_FLAGS
    text = mupdf.FzStextPage(bounds)
    device = mupdf.fz_new_stext_device(text, options)
    mupdf.fz_run_page(page, device, mupdf.FzMatrix(), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return text


def _is_doubtful(text: Any, words: list[Any], origin: tuple[float, float], size: Size) -> bool:
    """Whether the words have to be looked at more closely: they are few, beside large pictures, or garbled."""
    if len(words) < _FEW_WORDS:
        return True
    covered = 0.0
    block = text.m_internal.first_block
    while block:
        if block.type == mupdf.FZ_STEXT_BLOCK_IMAGE:
            part = picture_part(block, origin, size)
            covered += part.area if part is not None else 0.0
        block = block.next
    return covered >= _LARGE_PICTURES or is_garbled(tuple(word[4] for word in words[:_WORDS_TO_JUDGE_BY]))


def _hits(page: int, read: _ReadPage, matches: list[Match]) -> list[Hit]:
    words = [printed(word[4]) for word in read.words]
    hits = []
    for match in matches:
        boxes = [on_page(word[:4], read.origin, read.size) for word in read.words[match.first : match.last + 1]]
        # What lies outside the CropBox is not seen.
        seen: list[PageRect] = [box for box in boxes if box is not None]
        if len(seen) == len(boxes):
            hits.append(hit_of(page, words, seen, match))
    return hits
