"""Finding typed words among the words of a page."""

from __future__ import annotations

from dataclasses import dataclass

from quizglass.geometry import PageRect, line_boxes
from quizglass.pages import Word
from quizglass.text.folding import fold

_WORDS_AROUND = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A place found: ``boxes`` are one a line, ``context`` is the text around it."""

    page: int
    boxes: tuple[PageRect, ...]
    context: str


def find_in_page(page: int, words: tuple[Word, ...], wanted: str) -> list[Found]:
    """All places of ``wanted``. Case, ё and the shape of quotes make no difference; parts of words are found too."""
    needle = " ".join(fold(wanted).split())
    if not needle:
        return []
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for word in words:
        folded = fold(word.text)
        starts.append(length)
        parts.append(folded)
        length += len(folded) + 1
    text = " ".join(parts)
    found: list[Found] = []
    at = text.find(needle)
    first = 0
    while at >= 0:
        while first + 1 < len(starts) and starts[first + 1] <= at:
            first += 1
        last = first
        while last + 1 < len(starts) and starts[last + 1] < at + len(needle):
            last += 1
        found.append(_found(page, words, first, last))
        at = text.find(needle, at + len(needle))
    return found


def _found(page: int, words: tuple[Word, ...], first: int, last: int) -> Found:
    around = words[max(0, first - _WORDS_AROUND) : last + 1 + _WORDS_AROUND]
    return Found(page, line_boxes(word.box for word in words[first : last + 1]), " ".join(w.text for w in around))
