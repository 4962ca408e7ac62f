"""The text of a part of a page, as it would be copied."""

from __future__ import annotations

from itertools import groupby

from quizglass.geometry import PageRect
from quizglass.pages import Word


def words_within(words: tuple[Word, ...], region: PageRect) -> tuple[Word, ...]:
    """The words whose middle lies in ``region``, in reading order."""
    return tuple(word for word in words if region.contains(*word.box.center))


def text_of(words: tuple[Word, ...]) -> str:
    """One line of text for each line of the page."""
    lines = groupby(words, key=lambda word: (word.block, word.line))
    return "\n".join(" ".join(word.text for word in line) for _, line in lines)
