"""Quotes on pages that were read from pictures, where single letters and digits were taken for others.

"12.5O" is "12.50" and "lNV-2O43" is "INV-2043"; but a digit is never taken for another digit, nor one number for a
part of a longer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizglass.answering.letters import Letters, Quote, inside_number
from quizglass.pages import Word
from quizglass.text.likeness import shape

_SHORTEST: Final = 4
"""Letters and digits: what is shorter looks like too much else."""
_READ_RIGHT: Final = 0.6
"""The least share of them that must be printed as said."""
_MARKS: Final = {ord(","): ".", ord(" "): None}
"""Between digits, a comma is easily taken for a point, and a space comes and goes."""


def misread_quotes(page: Letters, words: Sequence[Word], quote: Letters) -> Iterator[Quote]:
    """Every place of ``page`` that looks like ``quote`` and was read from a picture, in reading order."""
    if len(quote.text) < _SHORTEST:
        return
    seen, wanted = replace(page, text=shape(page.text)), shape(quote.text)
    start = seen.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        first, last = page.owners[start], page.owners[end - 1]
        edge = min(letters.edge(at) for letters in (page, seen) for at in (start, end))
        is_read = all(word.source == "ocr" for word in words[first : last + 1])
        whole = not inside_number(seen, start) and not inside_number(seen, end)
        if edge and is_read and whole and _says_the_same(page, start, quote):
            yield Quote(first, last, edge)
        start = seen.text.find(wanted, start + 1)


def _says_the_same(page: Letters, start: int, quote: Letters) -> bool:
    """Most of it is read right, and what separates the digits is the same."""
    printed = page.text[start : start + len(quote.text)]
    right = sum(one == other for one, other in zip(printed, quote.text, strict=True))
    if right < _READ_RIGHT * len(printed):
        return False
    return all(
        quote.gaps.get(at, "").translate(_MARKS) == page.gaps.get(start + at, "").translate(_MARKS)
        for at in range(1, len(quote.text))
        if quote.text[at - 1].isdigit() and quote.text[at].isdigit()
    )
