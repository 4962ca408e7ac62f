"""The places on the page of what was found among its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quizglass.geometry import PageRect, line_boxes
from quizglass.pages import Hit, Word
from quizglass.text.finding import Match, Wanted, context_of, find, letters_of

_UPRIGHT: Final = 0.7
"""A word of three letters or more that is narrower than this, in heights, runs down the page."""


def hits_among(page: int, words: Sequence[Word], wanted: Wanted) -> list[Hit]:
    """All places of ``wanted`` among the words of ``page``, which come in reading order."""
    matches = find(letters_of([(word.text, word.line) for word in words]), wanted)
    texts = [word.text for word in words] if matches else []
    return [hit_of(page, texts, [word.box for word in words[match.first : match.last + 1]], match) for match in matches]


def hit_of(page: int, words: Sequence[str], boxes: Sequence[PageRect], match: Match) -> Hit:
    """What ``match`` means on ``page``. ``words`` are all of the page; ``boxes`` those from the first to the last."""
    parts = list(boxes)
    if len(parts) == 1:
        parts[0] = part_of(parts[0], words[match.first], match.begin, match.end)
    else:
        parts[0] = part_of(parts[0], words[match.first], match.begin, 1.0)
        parts[-1] = part_of(parts[-1], words[match.last], 0.0, match.end)
    return Hit(page, line_boxes(parts), *context_of(words, match))


def part_of(box: PageRect, text: str, begin: float, end: float) -> PageRect:
    """The part of a word's box between two shares 0..1 of its length; all of it where the word does not run across."""
    if len(text) > 2 and box.width < _UPRIGHT * box.height:
        return box
    return PageRect(box.x0 + begin * box.width, box.y0, box.x0 + end * box.width, box.y1)
