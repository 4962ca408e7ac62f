"""Cyrillic and Latin letters: which a text has, and which of them only look like the other."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest
from typing import Final

_LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_ONLY_LOOKALIKES: Final = re.compile(r"[ABCEHKMOPTXYaceopxy]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_DISTINCT: Final = re.compile(r"[бвгджзийклфцчшщъыьэюяБГДЖЗИЙЛФЦЧШЩЪЫЬЭЮЯ]")
_ZEROS_ALONE: Final = re.compile(r"0{3}(?!\d)")
_LEGAL_FORM_OF_ZEROS: Final = re.compile(r"0{3}[\"«“„]")
"""Three zeros before a name in quotes."""


def letters_in(text: str) -> int:
    return sum(map(str.isalpha, text))


def cyrillic_share(text: str) -> float:
    """Of the letters in ``text``, 0..1; 0 when there are none."""
    letters = letters_in(text)
    return len(_CYRILLIC.findall(text)) / letters if letters else 0.0


def distinctly_cyrillic_share(text: str) -> float:
    """Of the letters in ``text`` those that no Latin letter looks like, 0..1. Of Russian about two fifths are.

    One who knows both alphabets reads smudged Latin as Cyrillic now and then, but hardly ever as these letters.
    """
    letters = letters_in(text)
    return len(_DISTINCT.findall(text)) / letters if letters else 0.0


def normal_width(text: str) -> str:
    """Full-width punctuation and digits, as fonts for Chinese have them, in their usual form."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if "\uff01" <= letter <= "\uff5e" or letter == "\u3000" else letter
        for letter in text
    )


def in_cyrillic(words: list[str]) -> list[str]:
    """The words of a Cyrillic line with letters put back that were read as their Latin likenesses.

    Within a word letters of both alphabets do not mix; a word of likenesses alone is Cyrillic here.
    """
    return [_cyrillic_word(word, following) for word, following in zip_longest(words, words[1:], fillvalue="")]


def _cyrillic_word(word: str, following: str) -> str:
    if _LEGAL_FORM_OF_ZEROS.match(word + following) and _ZEROS_ALONE.match(word):
        return "ООО" + word[3:]  # the commonest legal form, read as a number
    latin = _LATIN.findall(word)
    if not latin:
        return word
    mixed = _CYRILLIC.search(word) is not None
    alone = _ONLY_LOOKALIKES.fullmatch("".join(latin)) is not None and not any(map(str.isdigit, word))
    return word.translate(_LOOKALIKES) if mixed or alone else word
