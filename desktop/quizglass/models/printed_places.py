"""Where words of a page print a phrase, letter by letter, whatever stands between the letters."""

from __future__ import annotations

from collections.abc import Sequence

from quizglass.geometry import PageRect
from quizglass.pages import Word
from quizglass.text.folding import compact


def first_place(phrase: str, words: Sequence[Word]) -> range:
    """The indices of the first words that print ``phrase`` and nothing else; empty when it is not printed."""
    wanted = compact(phrase)
    for start in range(len(words) if wanted else 0):
        printed, end = "", start
        while end < len(words) and len(printed) < len(wanted) and wanted.startswith(printed):
            printed += compact(words[end].text)
            end += 1
        if printed == wanted:
            return range(start, end)
    return range(0)


def printed_boxes(phrase: str, words: Sequence[Word]) -> tuple[PageRect, ...]:
    """The boxes of the first words that print ``phrase``; () when it is not printed."""
    return tuple(words[index].box for index in first_place(phrase, words))
