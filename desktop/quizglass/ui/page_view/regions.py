"""The regions of one document, of which one at most is active: the one that questions are asked of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from quizglass.geometry import RegionPart
from quizglass.ui.page_view.region import Region, on_pages


class Regions(QObject):
    """Signals:
    changed(): regions came, went, or are others: their parts, their names, which one is active.
    active_changed(Region | None): the active region is another, or has other parts.
    """

    changed = Signal()
    active_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._regions: list[Region] = []
        self._active: int | None = None
        self._page_count = 0

    # What there is --------------------------------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Region, ...]:
        """In the order of their numbers."""
        return tuple(self._regions)

    @property
    def active(self) -> Region | None:
        return next((region for region in self._regions if region.number == self._active), None)

    @property
    def next_number(self) -> int:
        """The number that another region gets."""
        return max((region.number for region in self._regions), default=0) + 1

    # Changing -------------------------------------------------------------------------------------------------------

    def begin(self, page_count: int) -> None:
        """A document of so many pages is shown, without regions."""
        self._page_count = page_count
        self._put([], None)

    def restore(self, regions: Iterable[Region], active: int | None) -> None:
        """Have these and no others, as far as their pages are there; ``active`` is the number of the active one."""
        kept = [replace(region, parts=on_pages(region.parts, self._page_count)) for region in regions]
        numbered = {region.number: region for region in kept if region.parts}
        self._put([numbered[number] for number in sorted(numbered)], active if active in numbered else None)

    def add(self, parts: Sequence[RegionPart]) -> None:
        """Another region beside those that there are; it becomes the active one."""
        seen = on_pages(parts, self._page_count)
        if seen:
            added = Region(self.next_number, seen)
            self._put([*self._regions, added], added.number)

    def reshape(self, parts: Sequence[RegionPart]) -> None:
        """Let the active region cover ``parts``; where none is active this adds one."""
        seen = on_pages(parts, self._page_count)
        if self.active is None:
            self.add(seen)
        elif seen:
            shaped = replace(self.active, parts=seen)
            self._put([shaped if one.number == shaped.number else one for one in self._regions], shaped.number)

    def show(self, parts: Sequence[RegionPart]) -> None:
        """Make what covers ``parts`` the active region. One with a name is never changed for it."""
        seen = on_pages(parts, self._page_count)
        there = next((region for region in self._regions if region.parts == seen), None)
        if there is not None:
            self.activate(there.number)
        elif self.active is not None and self.active.name:
            self.add(seen)
        else:
            self.reshape(seen)

    def activate(self, number: int | None) -> None:
        if any(region.number == number for region in self._regions) or number is None:
            self._put(self._regions, number)

    def step(self, by: int) -> bool:
        """Make the next region active, or the one before; False beyond the last and before the first."""
        numbers = [region.number for region in self._regions]
        at = numbers.index(self._active) + by if self._active in numbers else (0 if by > 0 else len(numbers) - 1)
        if not 0 <= at < len(numbers):
            return False
        self.activate(numbers[at])
        return True

    def rename(self, number: int, name: str) -> None:
        """Give a name, or take it away with ""."""
        wanted = " ".join(name.split())
        named = [replace(one, name=wanted) if one.number == number else one for one in self._regions]
        self._put(named, self._active)

    def remove(self, number: int) -> None:
        left = [region for region in self._regions if region.number != number]
        self._put(left, None if number == self._active else self._active)

    def let_go(self) -> None:
        """The active region goes; one that was given a name stays and is active no more."""
        if self.active is not None and not self.active.name:
            self.remove(self.active.number)
        else:
            self.activate(None)

    def clear(self) -> None:
        self._put([], None)

    def _put(self, regions: list[Region], active: int | None) -> None:
        before = (self._regions, self._active)
        active_before = self.active
        self._regions, self._active = list(regions), active
        if before != (self._regions, self._active):
            active_now = self.active
            if (active_before and active_before.parts) != (active_now and active_now.parts) or before[1] != active:
                self.active_changed.emit(active_now)
            self.changed.emit()
