"""A region as the user sees it: what it covers, its number, and the name it may have been given. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizglass.geometry import WHOLE_PAGE, PageRect, RegionPart


@dataclass(frozen=True, slots=True)
class Region:
    """``parts`` are in the order of their pages, one at least; ``number`` counts from 1 and stays with the region.

    ``name`` is "" until the user gives one.
    """

    number: int
    parts: tuple[RegionPart, ...]
    name: str = ""

    @property
    def first(self) -> RegionPart:
        return self.parts[0]

    def contains(self, page: int, x: float, y: float) -> bool:
        """Whether the spot of ``page`` (fractions) lies in it."""
        return any(part.page == page and part.rect.contains(x, y) for part in self.parts)


def on_pages(parts: Iterable[RegionPart], page_count: int) -> tuple[RegionPart, ...]:
    """What of ``parts`` can be seen on a document of so many pages, in the order of the pages."""
    seen = []
    for page, rect in parts:
        on_page = rect.intersection(WHOLE_PAGE)
        if on_page is not None and not on_page.is_empty and 0 <= page < page_count:
            seen.append(RegionPart(page, on_page))
    return tuple(sorted(seen))


def covers_page(rect: PageRect) -> bool:
    """Whether there is next to nothing of the page around it, so that moving it makes no sense."""
    return rect.area > _NEARLY_ALL


_NEARLY_ALL = 0.96
