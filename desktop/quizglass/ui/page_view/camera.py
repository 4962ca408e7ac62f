"""What part of the document is looked at, and how: zoom, turn, place. No Qt.

Everything is in device pixels of the screen, so that tiles fall on whole pixels whatever the device pixel ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view import zoom as zooming
from quizglass.ui.page_view.frame import Box, PageFrame
from quizglass.ui.page_view.layout import PageColumn, PageLayout
from quizglass.ui.page_view.zoom import Fit

POINTS_PER_INCH = 72.0
GAP = 16
MARGIN = 16
READ_AT = 0.2
"""How far down the viewport a reader is likely to be."""
COMFORT = 0.12
"""The share of the viewport at its edges where something shown on request would stand too close to the edge."""


@dataclass(frozen=True, slots=True)
class Place:
    """A way of looking at a document that can be kept and come back to.

    ``x`` and ``y`` are the viewport's centre in fractions of ``page`` as the document displays it.
    """

    page: int
    x: float
    y: float
    zoom: float
    turns: int
    fit: Fit = Fit.NONE


@dataclass(frozen=True, slots=True)
class Screen:
    """The viewport in device pixels; ``ratio`` is device pixels a logical pixel, ``dpi`` logical pixels an inch."""

    width: int = 1
    height: int = 1
    ratio: float = 1.0
    dpi: float = 96.0


class Camera:
    """Holds offset, zoom and turn of one document, within their limits. Without pages everything stays at 0."""

    def __init__(self) -> None:
        self.screen = Screen()
        self.zoom = 1.0
        self.turns = 0
        self.fit = Fit.WIDTH
        self.x = 0
        self.y = 0
        self._sizes: tuple[Size, ...] = ()
        self._chosen_page: int | None = None
        self.layout = self._laid_out(PageColumn(()))

    # What is seen -------------------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    @property
    def limits(self) -> tuple[int, int]:
        """The largest x and y that can be scrolled to."""
        return max(0, self.layout.width - self.screen.width), max(0, self.layout.height - self.screen.height)

    def frame(self, page: int) -> PageFrame:
        place = self.layout.place(page)
        return PageFrame(page, place.left - self.x, place.top - self.y, place.width, place.height, self.turns)

    def visible_frames(self) -> list[PageFrame]:
        pages = self.layout.pages_between(self.y, self.y + self.screen.height)
        return [self.frame(page) for page in pages]

    def frames_near(self, reach: int) -> list[PageFrame]:
        """Frames in the viewport or at most ``reach`` pixels above or below it."""
        pages = self.layout.pages_between(self.y - reach, self.y + self.screen.height + reach)
        return [self.frame(page) for page in pages]

    def frame_nearest(self, y: float) -> PageFrame | None:
        """The page at this height of the viewport, or the nearest one; None without pages."""
        if not self._sizes:
            return None
        return self.frame(self.layout.nearest_page(y + self.y))

    @property
    def current_page(self) -> int:
        """The page last gone to while it shows; else the one that fills most of the viewport, the upper of equals."""
        frames = self.visible_frames()
        if not frames:
            return self.layout.nearest_page(self.y + self.screen.height / 2) if self._sizes else 0
        if any(frame.page == self._chosen_page for frame in frames):
            return self._chosen_page or 0
        return max(frames, key=self._visible_height).page

    def _visible_height(self, frame: PageFrame) -> int:
        return min(frame.bottom, self.screen.height) - max(frame.top, 0)

    # Changing what is seen ----------------------------------------------------------------------------------------

    def show(self, sizes: Sequence[Size]) -> None:
        """Begin at the top of a document with pages of these sizes in points, unturned."""
        self._sizes = tuple(sizes)
        self.turns = 0
        self._chosen_page = None
        self.layout = self._laid_out(PageColumn(self._sizes))
        self.scroll_to(self._middle_x, 0)

    def scroll_to(self, x: float, y: float) -> None:
        """Move to this offset, or as near as the limits allow. What is smaller than the viewport is centred."""
        self._chosen_page = None
        free_x, free_y = self.layout.width - self.screen.width, self.layout.height - self.screen.height
        self.x = min(max(0, round(x)), free_x) if free_x > 0 else free_x // 2
        self.y = min(max(0, round(y)), free_y) if free_y > 0 else free_y // 2

    def resize(self, screen: Screen) -> None:
        """Look through another viewport; what was at its top centre stays there, unless the zoom follows a fit."""
        if screen == self.screen:
            return
        chosen, anchor = self._chosen_page, self._grasp(self.screen.width / 2, 0)
        self.screen = screen
        self.layout = self._laid_out(self.layout.column)
        self._put(anchor, screen.width / 2, 0)
        if self.fit is not Fit.NONE:
            self.fit_to(self.fit)
        self._chosen_page = chosen

    def zoom_to(self, zoom: float, x: float | None = None, y: float | None = None) -> None:
        """Zoom around a viewport point, which keeps showing the same spot of its page; around the centre if None."""
        x = self.screen.width / 2 if x is None else x
        y = self.screen.height / 2 if y is None else y
        anchor = self._grasp(x, y)
        self.fit = Fit.NONE
        self._zoom_only(zoom)
        self._put(anchor, x, y)

    def fit_to(self, fit: Fit) -> None:
        """Zoom so that the current page fills the viewport's width, or fits as a whole, now and after resizing."""
        self.fit = fit
        if not self._sizes or fit is Fit.NONE:
            return
        page = self.current_page
        scale = self._pixels_per_point(1.0)
        size = self.layout.column.sizes[page]
        room = Size(self.screen.width - 2 * self.layout.margin, self.screen.height - 2 * self.layout.margin)
        wanted = zooming.fitting(Size(size.width * scale, size.height * scale), room, fit)
        anchor = self._grasp(self.screen.width / 2, 0)
        self._zoom_only(wanted)
        self._put(anchor, self.screen.width / 2, 0)
        if fit is Fit.PAGE:
            self.go_to(page)
        else:
            self.scroll_to(self._middle_x, self.y)
        self._chosen_page = page

    def turn(self, quarter_turns: int) -> None:
        """Turn all pages clockwise; the spot of the page in the centre stays in the centre."""
        if not self._sizes:
            return
        place = self.place()
        self.restore(Place(place.page, place.x, place.y, self.zoom, (self.turns + quarter_turns) % 4, self.fit))

    def go_to(self, page: int) -> None:
        """Show ``page`` from its top, or in the middle where all of it fits."""
        frame = self.frame(page)
        spare = self.screen.height - frame.height
        above = spare / 2 if 0 <= spare < 4 * self.layout.margin else self.layout.margin
        x = self._middle_x if frame.width <= self.screen.width else self.x
        self.scroll_to(x, frame.top + self.y - above)
        self._chosen_page = page

    def go_to_spot(self, page: int, x: float, y: float) -> None:
        """Show the spot ``x``, ``y`` of ``page``, in fractions of it, at the top, and not beyond the sides."""
        self.go_to(page)
        if not y and not self.turns:
            return
        left, top, _, _ = self.frame(page).box(PageRect(x, y, x, y))
        margin = self.layout.margin
        aside = min(0.0, left - margin) or max(0.0, left + margin - self.screen.width)
        self.scroll_to(self.x + aside, self.y + top - margin)
        self._chosen_page = page

    def spot_read(self) -> tuple[int, float] | None:
        """A page and a height on it, 0..1, in the upper part of the viewport; None without pages."""
        y = READ_AT * self.screen.height
        frame = self.frame_nearest(y)
        if frame is None:
            return None
        x = frame.left + frame.width / 2
        return frame.page, frame.page_rect((x, y, x, y)).y0

    def reveal(self, page: int, rect: PageRect) -> None:
        """Scroll so that ``rect`` stands comfortably in sight; not at all where it does already."""
        left, top, right, bottom = self.frame(page).box(rect)
        width, height = self.screen.width, self.screen.height
        dx = _comfortable(left, right, width)
        dy = _comfortable(top, bottom, height)
        if dx or dy:
            self.scroll_to(self.x + dx, self.y + dy)
        self._chosen_page = page

    def fit_rect(self, page: int, rect: PageRect) -> None:
        """Zoom and scroll so that ``rect`` fills the viewport but for a margin, its middle in the middle."""
        left, top, right, bottom = self.frame(page).box(rect)
        room = Size(self.screen.width - 4 * self.layout.margin, self.screen.height - 4 * self.layout.margin)
        across = Size(max(1e-9, right - left) / self.zoom, max(1e-9, bottom - top) / self.zoom)
        self.zoom_to(zooming.fitting(across, room, Fit.PAGE))
        left, top, right, bottom = self.frame(page).box(rect)
        self.scroll_to(
            self.x + (left + right - self.screen.width) / 2, self.y + (top + bottom - self.screen.height) / 2
        )
        self._chosen_page = page

    def place(self) -> Place:
        """The present way of looking. Needs a document."""
        frame = self.frame(self.current_page)
        fx, fy = frame.view_point(self.screen.width / 2, self.screen.height / 2)
        x, y = _turned_point(fx, fy, -self.turns)
        return Place(frame.page, x, y, self.zoom, self.turns, self.fit)

    def restore(self, place: Place) -> None:
        """Come back to ``place``; a page that is no longer there becomes the last one."""
        if not self._sizes:
            return
        page = min(max(0, place.page), self.page_count - 1)
        if place.turns % 4 != self.turns:
            self.turns = place.turns % 4
            self.layout = self._laid_out(PageColumn(self._sizes, self.turns))
        self._zoom_only(place.zoom)
        self._center(page, place.x, place.y)
        self.fit = place.fit
        if place.fit is not Fit.NONE:
            self.fit_to(place.fit)
            self._center(page, place.x, place.y)
        self._chosen_page = page

    # Inside ---------------------------------------------------------------------------------------------------------

    def _pixels_per_point(self, zoom: float) -> float:
        return zoom * self.screen.dpi / POINTS_PER_INCH * self.screen.ratio

    def _laid_out(self, column: PageColumn) -> PageLayout:
        ratio = self.screen.ratio
        return PageLayout(column, self._pixels_per_point(self.zoom), round(GAP * ratio), round(MARGIN * ratio))

    @property
    def _middle_x(self) -> float:
        """The x at which pages, which share one axis, stand in the middle."""
        return (self.layout.width - self.screen.width) / 2

    def _zoom_only(self, zoom: float) -> None:
        self.zoom = zooming.clamped(zoom)
        self.layout = self._laid_out(self.layout.column)

    def _center(self, page: int, x: float, y: float) -> None:
        self._put((page, *_turned_point(x, y, self.turns)), self.screen.width / 2, self.screen.height / 2)

    def _grasp(self, x: float, y: float) -> tuple[int, float, float] | None:
        frame = self.frame_nearest(y)
        return None if frame is None else (frame.page, *frame.view_point(x, y))

    def _put(self, anchor: tuple[int, float, float] | None, x: float, y: float) -> None:
        """Scroll so that the grasped spot comes to stand at the viewport point."""
        if anchor is None:
            self.scroll_to(0, 0)
            return
        page, fx, fy = anchor
        place = self.layout.place(page)
        self.scroll_to(place.left + fx * place.width - x, place.top + fy * place.height - y)

    def hidden(self, page: int, rect: PageRect) -> tuple[float, float]:
        """How far to scroll for all of ``rect`` to be in sight; 0 along an axis where it is, or never fits."""
        left, top, right, bottom = self.frame(page).box(rect)
        return _hidden(left, right, self.screen.width), _hidden(top, bottom, self.screen.height)

    def box_of(self, page: int, rect: PageRect) -> Box:
        return self.frame(page).box(rect)


def _comfortable(low: float, high: float, room: float) -> float:
    """How far to scroll along one axis for low..high to stand in sight; what is too long shows its beginning."""
    edge = COMFORT * room
    span = high - low
    if low >= edge and high <= room - edge:
        return 0.0
    if span > room - 2 * edge:
        return low - max(0.0, (room - span) / 2)
    # Slightly above the middle: what follows a found place is read more often than what stands before it.
    return (low + high) / 2 - 0.42 * room


def _hidden(low: float, high: float, room: float) -> float:
    if high - low > room:
        return 0.0
    return min(0.0, low) or max(0.0, high - room)


def _turned_point(x: float, y: float, quarter_turns: int) -> tuple[float, float]:
    point = PageRect(x, y, x, y).turned(quarter_turns)
    return point.x0, point.y0
