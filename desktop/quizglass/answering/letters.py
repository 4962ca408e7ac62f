"""Text as a string of folded letters and digits that remembers what stood between them.

Two prints of one passage differ in case, spaces, punctuation, line ends and hyphens; their letters are equal. What
stood between two digits is kept, because there a separator can change the meaning: 1.5 is not 15.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from quizglass.pages import Word
from quizglass.text.folding import fold
from quizglass.text.likeness import shape

_MEANINGFUL = re.compile(r"[^.,:/'%]")
_DECIMAL_MARKS = frozenset(".,'")


class Edge(IntEnum):
    """How natural it is that a quote begins or ends at a place."""

    NONE = 0
    LETTER_TO_DIGIT = 1
    PUNCTUATION = 2
    WORD = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """``text`` holds letters and digits only; ``owners[i]`` is the part (the word of a page) that letter i is of.

    ``gaps[i]`` is what was printed between letters i-1 and i where that is not nothing.
    """

    text: str
    owners: tuple[int, ...]
    gaps: dict[int, str]

    @classmethod
    def of(cls, parts: Sequence[str]) -> Letters:
        letters: list[str] = []
        owners: list[int] = []
        gaps: dict[int, str] = {}
        gap = ""
        for number, part in enumerate(parts):
            gap += " " if letters else ""
            for character in fold(part):
                if not character.isalnum():
                    gap += character
                    continue
                if gap and letters:
                    gaps[len(letters)] = gap
                gap = ""
                letters.append(character)
                owners.append(number)
        return cls("".join(letters), tuple(owners), gaps)

    def edge(self, position: int) -> Edge:
        """What lies between the letters before and after ``position``."""
        if position in {0, len(self.text)} or self.owners[position - 1] != self.owners[position]:
            return Edge.WORD
        if position in self.gaps:
            return Edge.PUNCTUATION
        before, after = self.text[position - 1], self.text[position]
        if _has_no_spaces(before) or _has_no_spaces(after):
            return Edge.PUNCTUATION
        return Edge.LETTER_TO_DIGIT if before.isdigit() != after.isdigit() else Edge.NONE

    def splits_number(self, position: int) -> bool:
        """True when a cut at ``position`` would take "5" out of "5.5" or "500" out of "1,500"."""
        gap = self.gaps.get(position, "")
        return (
            0 < position < len(self.text)
            and gap in _DECIMAL_MARKS
            and self.text[position - 1].isdigit()
            and self.text[position].isdigit()
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a quote stands: words ``first``..``last`` of the page. ``edge`` is the weaker one of its two ends."""

    first: int
    last: int
    edge: Edge


def quotes(page: Letters, words: Sequence[Word], quote: Letters) -> Iterator[Quote]:
    """Every place of ``page`` that prints ``quote``, in reading order."""
    if not quote.text:
        return
    says_number = any(map(str.isdigit, quote.text))
    start = page.text.find(quote.text)
    while start >= 0:
        end = start + len(quote.text)
        edge = min(page.edge(start), page.edge(end))
        cuts_number = any(inside_number(page, at) for at in (start, end))
        cuts_number |= says_number and any(_inside_misread(page, words, at) for at in (start, end))
        if edge and not cuts_number and _same_digits(page, words, quote, start):
            yield Quote(page.owners[start], page.owners[end - 1], edge)
        start = page.text.find(quote.text, start + 1)


def same_row(one: Word, other: Word) -> bool:
    """True when the words stand beside each other, however far apart."""
    shared = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return shared >= 0.5 * min(one.box.height, other.box.height)


def adjacent(before: Word, after: Word) -> bool:
    """True when ``after`` continues ``before`` on its line with an ordinary space between them."""
    letter = max(word.box.width / max(1, len(word.text)) for word in (before, after))
    return same_row(before, after) and -letter <= after.box.x0 - before.box.x1 <= 1.5 * letter


def inside_number(page: Letters, position: int) -> bool:
    """True at a decimal mark. A part of a date or of a numbered code (3.2.1) may be quoted alone."""
    if not page.splits_number(position):
        return False
    owner = page.owners[position]
    marks = [gap for at, gap in page.gaps.items() if page.owners[at] == page.owners[at - 1] == owner]
    return not (marks.count(".") >= 2 and len(set(marks)) == 1)


def _inside_misread(page: Letters, words: Sequence[Word], position: int) -> bool:
    """True between "46O" and "2.81" where a picture's reader took a nought for a letter."""
    if page.edge(position) is not Edge.LETTER_TO_DIGIT or words[page.owners[position]].source != "ocr":
        return False
    before, after = _digits_from(page, position - 1, -1), _digits_from(page, position, 1)
    return any(map(str.isdigit, before)) and any(map(str.isdigit, after))


def _digits_from(page: Letters, position: int, step: int) -> Iterator[str]:
    """The letters from ``position`` on that stand in one piece and are digits or look like some."""
    owner = page.owners[position]
    while 0 <= position < len(page.text) and page.owners[position] == owner and shape(page.text[position]).isdigit():
        yield page.text[position]
        if max(position, position + step) in page.gaps:
            return
        position += step


def _same_digits(page: Letters, words: Sequence[Word], quote: Letters, start: int) -> bool:
    """True when whatever separates two digits here and there leaves the number the same."""
    for at in range(1, len(quote.text)):
        if not (quote.text[at - 1].isdigit() and quote.text[at].isdigit()):
            continue
        said, printed = quote.gaps.get(at, ""), page.gaps.get(start + at, "")
        if said == printed:
            continue
        if _MEANINGFUL.sub("", said) != _MEANINGFUL.sub("", printed):
            return False
        before, after = page.owners[start + at - 1], page.owners[start + at]
        if before != after and not said and not adjacent(words[before], words[after]):
            return False
    return True


def _has_no_spaces(letter: str) -> bool:
    """True for scripts that are written without spaces, where a quote may begin at any letter."""
    return letter >= "\u0e00" and unicodedata.category(letter) == "Lo"
