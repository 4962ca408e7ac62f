"""The order in which rows are shown, kept while they come and change: each finds its place by halving."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from quizglass.ui.batch_page.results.columns import SortKey


class RowOrder:
    """Of rows known by a number. Those with equal keys keep the order of their numbers; None comes last either way."""

    def __init__(self, keyed: Iterable[tuple[SortKey, int]] = (), *, descending: bool = False) -> None:
        pairs = list(keyed)
        self._descending = descending
        self._keyed = sorted(pair for pair in pairs if pair[0] is not None)
        self._empty = sorted(number for key, number in pairs if key is None)

    def __len__(self) -> int:
        return len(self._keyed) + len(self._empty)

    def number_at(self, place: int) -> int:
        if place >= len(self._keyed):
            return self._empty[place - len(self._keyed)]
        return self._keyed[-1 - place if self._descending else place][1]

    def numbers(self) -> list[int]:
        """All, as they are shown."""
        keyed = reversed(self._keyed) if self._descending else self._keyed
        return [*(number for _, number in keyed), *self._empty]

    def place_of(self, key: SortKey, number: int) -> int:
        """Where the row is, or would be."""
        if key is None:
            return len(self._keyed) + bisect_left(self._empty, number)
        at = bisect_left(self._keyed, (key, number))
        if not self._descending:
            return at
        is_there = at < len(self._keyed) and self._keyed[at][1] == number
        return len(self._keyed) - at - is_there

    def add(self, key: SortKey, number: int) -> None:
        if key is None:
            self._empty.insert(bisect_left(self._empty, number), number)
        else:
            self._keyed.insert(bisect_left(self._keyed, (key, number)), (key, number))

    def remove(self, key: SortKey, number: int) -> None:
        if key is None:
            del self._empty[bisect_left(self._empty, number)]
        else:
            del self._keyed[bisect_left(self._keyed, (key, number))]
