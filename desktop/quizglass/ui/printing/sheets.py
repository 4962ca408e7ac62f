"""Where a page lies on a sheet of paper. The preview and the printer both use this. All lengths in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizglass.geometry import PageRect, Size

POINTS_AN_INCH: Final = 72.0


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper held upright. ``margins`` (left, top, right, bottom) are what the printer leaves white.

    ``size`` None takes for each page a sheet as large as the page.
    """

    size: Size | None
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper as it lies before the reader. ``left``, ``top`` and ``page`` place the page on it.

    The page may reach over the paper's edge. ``printable`` (left, top, right, bottom) is what the printer reaches.
    """

    size: Size
    landscape: bool
    left: float
    top: float
    page: Size
    printable: tuple[float, float, float, float]

    @property
    def seen(self) -> PageRect:
        """The part of the page that lies on the paper, in fractions of the page as it lies."""
        return PageRect.from_size(
            (-self.left, -self.top, self.size.width - self.left, self.size.height - self.top), self.page
        ).clamped()


def lay_out(page: Size, paper: Paper, *, fit: bool) -> Sheet:
    """A sheet for ``page``, which is turned as it is to be read; the paper is turned the way the page is.

    ``fit`` makes the page as large as the printer reaches; otherwise it keeps its size, in the middle of the paper.
    """
    if paper.size is None:
        whole = (0.0, 0.0, page.width, page.height)
        return Sheet(page, page.width > page.height, 0.0, 0.0, page, whole)
    landscape = page.width > page.height
    size, margins = paper.size, paper.margins
    if landscape != (size.width > size.height):
        size = size.turned(1)
        left, top, right, bottom = margins
        margins = (bottom, left, top, right)
    left, top = margins[0], margins[1]
    right, bottom = size.width - margins[2], size.height - margins[3]
    scale = min((right - left) / page.width, (bottom - top) / page.height) if fit else 1.0
    shown = Size(page.width * scale, page.height * scale)
    middle = ((left + right) / 2, (top + bottom) / 2) if fit else (size.width / 2, size.height / 2)
    return Sheet(
        size, landscape, middle[0] - shown.width / 2, middle[1] - shown.height / 2, shown, (left, top, right, bottom)
    )
