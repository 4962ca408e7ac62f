"""Between what was read from pictures of pages and the compact bytes that the library keeps of it."""

from __future__ import annotations

import json
import zlib
from typing import Final

from quizglass.geometry import PageRect
from quizglass.pages import RecognizedText, Word

_BOX_DIGITS: Final = 5
"""Of a fraction of the page: on A0 a hundredth of a millimetre."""
_CONFIDENCE_DIGITS: Final = 3


def place_of(region: PageRect | None) -> str:
    """What names a part of a page in the library; "" is the whole page."""
    return "" if region is None else json.dumps([round(edge, _BOX_DIGITS) for edge in region.as_tuple()])


def packed(text: RecognizedText) -> bytes:
    """All of ``text`` but its reader: a page of 600 words takes some 12 kB."""
    words = [
        [
            word.text,
            *(round(edge, _BOX_DIGITS) for edge in word.box.as_tuple()),
            word.line,
            word.block,
            round(word.confidence, _CONFIDENCE_DIGITS),
            word.source,
        ]
        for word in text.words
    ]
    about = {"words": words, "quarter_turns": text.quarter_turns, "skew": text.skew, "missing": text.missing}
    return zlib.compress(json.dumps(about, separators=(",", ":")).encode("ascii"))


def unpacked(content: bytes, reader: str) -> RecognizedText | None:
    """The inverse of `packed`; None for bytes that it did not make: such a page is read again."""
    try:
        about = json.loads(zlib.decompress(content))
        words = tuple(Word(text, PageRect(x0, y0, x1, y1), *rest) for text, x0, y0, x1, y1, *rest in about["words"])
        return RecognizedText(words, reader, about["quarter_turns"], about["skew"], tuple(about["missing"]))
    except (zlib.error, ValueError, TypeError, KeyError):
        return None
