"""Folding text for comparing: what looks the same to a person becomes the same string."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟″〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
        "ё": "е",
        "№": "№",
    }
)
_SPACE = re.compile(r"\s+")
_TOKEN = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """A run of letters and digits, folded, and where it stood in the text it was cut from."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Without case, ligatures, soft hyphens and typographic variants of quotes, dashes and spaces; ё as е.

    Idempotent. The numero sign stays one character (NFKC would make it the word "No").
    """
    plain = text.translate(_SOFT).replace("№", "\ue000")
    plain = unicodedata.normalize("NFKC", plain).casefold().translate(_LOOKALIKES)
    plain = unicodedata.normalize("NFKC", plain).replace("\ue000", "№")
    return _SPACE.sub(" ", plain).strip()


def compact(text: str) -> str:
    """Only the folded letters and digits: equal for texts that differ in case, spaces and punctuation alone."""
    return "".join(c for c in fold(text) if c.isalnum())


def tokens(text: str) -> list[Token]:
    """The runs of letters and digits of ``text`` in order, with offsets into the folded text."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(fold(text))]


def token_texts(text: str) -> list[str]:
    """The runs of letters and digits of ``text``, folded."""
    return _TOKEN.findall(fold(text))
