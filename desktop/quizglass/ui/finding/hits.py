"""What was found so far, in the order of the document, and which place is looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.pages import Hit

MOST_HITS: Final = 10_000
"""Nobody walks through more; a count beyond it says nothing."""


class Hits(QObject):
    """Rows are places in the order of the pages, whatever order they come in.

    Signals:
        about_to_add(int, int), added(): rows from the first to the last are put in.
        about_to_remove(int, int), removed(): rows from the first to the last go.
        current_changed(Hit | None): another place is looked at.
    """

    about_to_add = Signal(int, int)
    added = Signal()
    about_to_remove = Signal(int, int)
    removed = Signal()
    current_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._pages: list[int] = []
        self._current = -1

    def __len__(self) -> int:
        return len(self._hits)

    def __getitem__(self, row: int) -> Hit:
        return self._hits[row]

    @property
    def current_row(self) -> int:
        """-1 while no place is looked at."""
        return self._current

    @property
    def current(self) -> Hit | None:
        return self._hits[self._current] if self._current >= 0 else None

    def on_page(self, page: int) -> Sequence[Hit]:
        return self._hits[bisect_left(self._pages, page) : bisect_right(self._pages, page)]

    def add(self, page: int, hits: Sequence[Hit]) -> None:
        """Put in what was found on ``page``, on which nothing had been found."""
        if not hits:
            return
        row = bisect_left(self._pages, page)
        self.about_to_add.emit(row, row + len(hits) - 1)
        self._hits[row:row] = hits
        self._pages[row:row] = [page] * len(hits)
        if self._current >= row:
            self._current += len(hits)
        self.added.emit()

    def replace(self, page: int, hits: Sequence[Hit]) -> None:
        """What is found on ``page`` now; the place looked at becomes the page's first when it was on it."""
        first, end = bisect_left(self._pages, page), bisect_right(self._pages, page)
        if list(hits) == self._hits[first:end]:
            return
        was_here = first <= self._current < end
        if first < end:
            self.about_to_remove.emit(first, end - 1)
            del self._hits[first:end]
            del self._pages[first:end]
            if was_here:
                self._current = -1
            elif self._current >= end:
                self._current -= end - first
            self.removed.emit()
        self.add(page, hits)
        if was_here:
            self.look_at(first if hits else min(first, len(self._hits) - 1))

    def look_at(self, row: int) -> None:
        """Make the place in ``row`` the current one; -1: none."""
        if row != self._current:
            self._current = row
            self.current_changed.emit(self.current)

    def clear(self) -> None:
        had_current = self._current >= 0
        self._current = -1
        if self._hits:
            self.about_to_remove.emit(0, len(self._hits) - 1)
            self._hits.clear()
            self._pages.clear()
            self.removed.emit()
        if had_current:
            self.current_changed.emit(None)
