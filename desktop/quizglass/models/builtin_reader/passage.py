"""Some words of a page as one text, with the way back from a place in the text to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizglass.pages import Word


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` joins ``words`` (indices into the page's words) by spaces; ``starts`` are their offsets in it."""

    text: str
    words: tuple[int, ...]
    starts: tuple[int, ...]

    def words_of(self, start: int, end: int) -> tuple[int, ...]:
        """The words that ``text[start:end]`` touches."""
        return tuple(
            word
            for word, at, following in zip(self.words, self.starts, (*self.starts[1:], len(self.text) + 1), strict=True)
            if at < end and start < following - 1
        )


def passage(words: Sequence[Word], indices: Sequence[int]) -> Passage:
    starts, length = [], 0
    for index in indices:
        starts.append(length)
        length += len(words[index].text) + 1
    return Passage(" ".join(words[i].text for i in indices), tuple(indices), tuple(starts))
