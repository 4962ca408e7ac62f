"""Finding words in the text layers of a document that MuPDF reads, a thousand pages in a second or two.

Reading the words of a page with their places takes many times as long as reading its letters alone, so that letters
are searched, and words and places are worked out where something was found. The letters are kept: the next key typed
costs no reading.
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
from quizglass.text.finding import Wanted, find, letters_of, letters_of_lines

_MOST_KEPT_BYTES: Final = 12 * 2**20
"""Of packed letters: those of 5,000 pages of prose."""
_QUICKLY: Final = 1
_FEW_WORDS: Final = 8
_LARGE_PICTURES: Final = 0.15
_WORDS_TO_JUDGE_BY: Final = 40


class _Letters(NamedTuple):
    """What is kept of a page. ``doubtful``: its text layer may not tell all that is printed."""

    packed: bytes
    doubtful: bool


class MupdfSearch:
    """Searches one open document. Every method may raise one of MuPDF's errors."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._kept: dict[int, _Letters] = {}
        self._kept_bytes = 0

    def find(self, number: int, wanted: Wanted) -> tuple[list[Hit], bool]:
        """See `OpenedDocument.find`."""
        kept = self._kept.get(number)
        if kept is not None:
            letters, doubtful = zlib.decompress(kept.packed).decode(), kept.doubtful
            return (self._hits(number, None, wanted) if find(letters, wanted) else []), doubtful
        page = _TextPage(self._document, number)
        written = page.letters()
        letters, doubtful = letters_of_lines(written), page.is_doubtful(written)
        self._keep(number, letters, doubtful)
        return (self._hits(number, page, wanted) if find(letters, wanted) else []), doubtful

    def _keep(self, number: int, letters: str, doubtful: bool) -> None:
        # What is searched from one end to the other is best kept as long as it fits, and not by when it was used.
        packed = zlib.compress(letters.encode("utf-8", "ignore"), _QUICKLY)
        if self._kept_bytes + len(packed) <= _MOST_KEPT_BYTES:
            self._kept[number] = _Letters(packed, doubtful)
            self._kept_bytes += len(packed)

    def _hits(self, number: int, page: _TextPage | None, wanted: Wanted) -> list[Hit]:
        page = page or _TextPage(self._document, number)
        raw = page.words()
        matches = find(letters_of([(word[4], word[5] << 16 | word[6]) for word in raw]), wanted)
        words = [printed(word[4]) for word in raw]
        hits = []
        for match in matches:
            boxes = [on_page(word[:4], page.origin, page.size) for word in raw[match.first : match.last + 1]]
            # What lies outside the CropBox is not seen.
            seen: list[PageRect] = [box for box in boxes if box is not None]
            if len(seen) == len(boxes):
                hits.append(hit_of(number, words, seen, match))
        return hits


class _TextPage:
    """The text of a page, with annotations and form fields. ``origin`` and ``size`` are in points."""

    def __init__(self, document: Any, number: int) -> None:
        page = mupdf.fz_load_page(document, number)
        bounds = mupdf.fz_bound_page(page)
        self.origin = (bounds.x0, bounds.y0)
        self.size = Size(max(1e-3, bounds.x1 - bounds.x0), max(1e-3, bounds.y1 - bounds.y0))
        self._text = _text_of(page, bounds)

    def letters(self) -> str:
        """Line by line; a third of the work of `words`."""
        return str(pymupdf.TextPage(self._text).extractText())

    def words(self) -> list[Any]:
        """As MuPDF gives them: x0, y0, x1, y1, text, block, line, number."""
        return list(pymupdf.TextPage(self._text).extractWORDS())

    def is_doubtful(self, letters: str) -> bool:
        """Whether the words have to be looked at more closely: they are few, beside large pictures, or garbled."""
        words = letters.split(maxsplit=_WORDS_TO_JUDGE_BY)[:_WORDS_TO_JUDGE_BY]
        if len(words) < _FEW_WORDS:
            return True
        covered = 0.0
        block = self._text.m_internal.first_block
        while block:
            if block.type == mupdf.FZ_STEXT_BLOCK_IMAGE:
                part = picture_part(block, self.origin, self.size)
                covered += part.area if part is not None else 0.0
            block = block.next
        return covered >= _LARGE_PICTURES or is_garbled(tuple(words))


def _text_of(page: Any, bounds: Any) -> Any:
    """The text of the page, with annotations and form fields, without making a list of what to draw."""
    options = mupdf.FzStextOptions()
    options.flags = TEXT_FLAGS
    text = mupdf.FzStextPage(bounds)
    device = mupdf.fz_new_stext_device(text, options)
    mupdf.fz_run_page(page, device, mupdf.FzMatrix(), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return text
