"""Drafts from the page: an answer is mostly copied from it, so what follows there is likely to follow here.

Prompt-lookup decoding (Saxena 2023) over the page's own words: the model has read them from the picture, the
program knows them as text. What is drafted is only ever proposed; the model says what it would have said.
"""

from __future__ import annotations

from collections.abc import Sequence

_CLUES = (3, 2, 1)
"""By so many of the last tokens a place on the page is recognised, the most telling first."""
_RARE = 2
"""A single token is a clue only where the page has it at most so often."""
_TRIALS, _WORTH = 4, 0.5
"""After so many drafts they go on only if each has saved so many steps on average."""


class PageDrafts:
    """For one answer. ``page`` are the tokens of what the page says, in reading order."""

    def __init__(self, page: Sequence[int]) -> None:
        self._page = list(page)
        self._after: dict[tuple[int, ...], list[int]] = {}
        for length in _CLUES:
            for end in range(length, len(self._page)):
                self._after.setdefault(tuple(self._page[end - length : end]), []).append(end)
        self._made = self._right = 0
        self._said_before = -1

    def propose(self, said: Sequence[int], most: int) -> list[int]:
        """What may follow ``said``, at most ``most`` tokens; [] when the page gives no clue or drafts do not pay."""
        if self._said_before >= 0:
            self._right += len(said) - self._said_before - 1
            self._said_before = -1
        if self._made >= _TRIALS and self._right < _WORTH * self._made:
            return []
        draft = self._following(said, most)
        if draft:
            self._made += 1
            self._said_before = len(said)
        return draft

    def _following(self, said: Sequence[int], most: int) -> list[int]:
        for length in _CLUES:
            places = self._after.get(tuple(said[-length:]), []) if len(said) >= length else []
            if places and (length > 1 or len(places) <= _RARE):
                return self._page[places[0] : places[0] + most]
        return []
