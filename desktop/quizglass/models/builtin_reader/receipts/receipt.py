"""A page read as a receipt: is it one, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from quizglass.layout.page import PageLayout
from quizglass.models.builtin_reader.receipts.letterhead import Letterhead, read_letterhead
from quizglass.models.builtin_reader.receipts.lines import Line, printed_lines
from quizglass.models.builtin_reader.receipts.sum_words import SLIP_CUES
from quizglass.models.builtin_reader.receipts.sums import Sum, read_sums
from quizglass.text.folding import token_texts

_FEWEST_CUES = 3
_MOST_WORDS = 700
_MOST_PROSE = 0.3


@dataclass(frozen=True, slots=True)
class Receipt:
    """Its printed lines, its head, and the sums on it, from top to bottom."""

    lines: tuple[Line, ...]
    head: Letterhead
    sums: tuple[Sum, ...]


def read_receipt(layout: PageLayout, running_words: int) -> Receipt | None:
    """The page as a receipt, None for other papers: those have more prose and fewer words of the trade.

    ``running_words`` is how many of the page's words stand in lines of prose.
    """
    words = layout.words
    if not words or len(words) > _MOST_WORDS or running_words > _MOST_PROSE * len(words):
        return None
    said = {token for word in words for token in token_texts(word.text)}
    if len(said & SLIP_CUES) < _FEWEST_CUES:
        return None
    lines = tuple(printed_lines(layout))
    sums = tuple(read_sums(lines))
    return Receipt(lines, read_letterhead(lines), sums) if sums else None
