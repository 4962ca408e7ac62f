"""Finding typed words among the words of a page, however they are printed.

What a person takes for the same is found: ligatures, accents, ё as е, any shape of quotes and dashes, words that are
broken over two lines. The words of a page become one string of *letters*, which is searched; its places lead back to
the words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quizglass.text.letter_widths import letter_edges

_GAP: Final = "\n"
"""Between two words."""
_JOINT: Final = "\x1f"
"""In place of the hyphen of a word that is broken over two lines."""
_HYPHENS: Final = "-\u00ad\u2010"
_STARTS: Final = re.compile(f"[{_GAP}{_JOINT}]")
_SPACE: Final = re.compile(r"\s+")
_LOOKALIKES: Final = {
    **dict.fromkeys("«»„“”‟″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    "ё": "е",
    "Ё": "Е",
    "№": "№",
    "ß": "ss",
    "ẞ": "SS",
    "ς": "σ",
    "ı": "i",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. ``whole_words``: no letter or digit stands before or after it."""

    text: str
    match_case: bool = False
    whole_words: bool = False

    @property
    def is_empty(self) -> bool:
        return not folded(self.text).strip()


@dataclass(frozen=True, slots=True)
class Match:
    """From the word ``first`` to the word ``last`` of the page, counted from 0.

    ``begin`` and ``end`` are the shares 0..1 of the first and of the last word at which it begins and ends.
    """

    first: int
    last: int
    begin: float = 0.0
    end: float = 1.0


class _Folds(dict[int, str]):
    """What `str.translate` puts in the place of a letter; worked out when the letter is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _folded_letter(chr(code))
        return found


def _folded_letter(letter: str) -> str:
    if letter in _GAP + _JOINT:
        return letter
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cf"} or unicodedata.combining(letter):
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter:
        return plain.translate(_FOLDS)
    base = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    # An accent is left out of these scripts only: й is not и, and が is not か.
    if len(base) == 1 and unicodedata.name(base, "").startswith(("LATIN", "GREEK")):
        letter = _LOOKALIKES.get(base, base)
    # Where lower case has more letters, it gets them here, so that it is as long as the text it is made from.
    lower = letter.casefold()
    return letter if len(lower) == len(letter) else lower


_FOLDS: Final = _Folds()


def folded(text: str) -> str:
    """``text`` without accents, ligatures, soft hyphens and variants of signs; its case is kept."""
    # Accents may stand as characters of their own; й must not lose its own on the way.
    composed = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return composed.translate(_FOLDS)


def letters_of(words: Sequence[tuple[str, int]]) -> str:
    """The letters of words, given with a number of their line, in reading order."""
    parts: list[str] = []
    for (text, line), (following, next_line) in pairwise([*words, ("", -1)]):
        if line != next_line and _is_broken(text, following):
            parts += (_clean(text[:-1]), _JOINT)
        else:
            parts += (_clean(text), _GAP)
    return folded("".join(parts[:-1]))


def letters_of_lines(text: str) -> str:
    """As `letters_of`, of text whose lines are those of the page and whose words stand between spaces."""
    lines = [line.split() for line in text.split("\n") if line and not line.isspace()]
    parts: list[str] = []
    for words, following in pairwise([*lines, [""]]):
        if _is_broken(words[-1], following[0]):
            words[-1] = words[-1][:-1] + _JOINT
            parts.append(_GAP.join(words))
        else:
            parts.append(_GAP.join(words) + _GAP)
    return folded("".join(parts)[:-1])


def _clean(text: str) -> str:
    # Control characters would be taken for gaps and joints.
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _is_broken(text: str, following: str) -> bool:
    """Whether a word goes on at the beginning of the next line."""
    return text[-1:] in _HYPHENS and text[-2:-1].isalpha() and following[:1].islower()


def find(letters: str, wanted: Wanted) -> list[Match]:
    """All places of ``wanted`` in the ``letters`` of a page, in their order, none overlapping another."""
    needle = _SPACE.sub(" ", folded(wanted.text)).strip()
    if not wanted.match_case:
        needle, letters = needle.casefold(), letters.casefold()
    if not needle:
        return []
    spans = _spans(letters, needle, wanted)
    if not spans:
        return []
    starts = [0, *(found.end() for found in _STARTS.finditer(letters))]
    return [_match(letters, starts, begin, end) for begin, end in spans]


def _spans(letters: str, needle: str, wanted: Wanted) -> list[tuple[int, int]]:
    text = letters.replace(_GAP, " ")
    if _JOINT not in text:
        return _places(text, needle, whole_words=wanted.whole_words)
    joints = [at - before for before, at in enumerate(found.start() for found in re.finditer(_JOINT, text))]
    joined = _places(text.replace(_JOINT, ""), needle, whole_words=wanted.whole_words)
    spans = {(begin + bisect_right(joints, begin), end + bisect_right(joints, end - 1)) for begin, end in joined}
    if "-" in needle:
        # The hyphen at the end of a line may be the word's own.
        spans.update(_places(text.replace(_JOINT, "-"), needle, whole_words=wanted.whole_words))
    return sorted(spans)


def _places(text: str, needle: str, *, whole_words: bool) -> list[tuple[int, int]]:
    places = []
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        if not (whole_words and (_goes_on(text, at) or _goes_on(text, end))):
            places.append((at, end))
            at = text.find(needle, end)
        else:
            at = text.find(needle, at + 1)
    return places


def _goes_on(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of ``at``."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _match(letters: str, starts: list[int], begin: int, end: int) -> Match:
    first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1

    def share(word: int, place: int) -> float:
        until = starts[word + 1] - 1 if word + 1 < len(starts) else len(letters)
        edges = letter_edges(letters[starts[word] : until])
        return edges[min(len(edges) - 1, place - starts[word])]

    return Match(first, last, share(first, begin), share(last, end))


def context_of(words: Sequence[str], match: Match, most: int = 48) -> tuple[str, str, str]:
    """The text before a match, the words of the match and the text after it, each side at most ``most`` letters."""
    before = _nearest(reversed(words[: match.first]), most)
    after = _nearest(words[match.last + 1 :], most)
    return " ".join(reversed(before)), " ".join(words[match.first : match.last + 1]), " ".join(after)


def _nearest(words: Iterable[str], most: int) -> list[str]:
    taken: list[str] = []
    length = 0
    for word in words:
        length += len(word) + 1
        if length > most:
            break
        taken.append(word)
    return taken
