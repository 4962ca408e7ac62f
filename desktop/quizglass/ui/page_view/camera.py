"""What part of the document is looked at, and how: zoom, turn, place. No Qt.

Everything is in device pixels of the screen, so that tiles fall on whole pixels whatever the device pixel ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view import zoom as zooming
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.frame import Box, PageFrame
from quizglass.ui.page_view.layout import PageColumn, PageLayout
from quizglass.ui.page_view.one_axis import comfortable, hidden, within
from quizglass.ui.page_view.zoom import Fit

POINTS_PER_INCH = 72.0
GAP = 16
MARGIN = 16
SPINE = 4
READ_AT = 0.2
"""How far down the viewport a reader is likely to be."""


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
        self.arrangement = Arrangement.CONTINUOUS
        self.x = 0
        self.y = 0
        self._sizes: tuple[Size, ...] = ()
        self._chosen_page: int | None = None
        self._leaf = 0
        self.layout = self._laid_out(PageColumn(()))

    # What is seen -------------------------------------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    @property
    def limits(self) -> tuple[int, int]:
        """The largest x and y that can be scrolled to."""
        left, top, right, bottom = self._reach
        return max(left, right - self.screen.width), max(top, bottom - self.screen.height)

    @property
    def origin(self) -> tuple[int, int]:
        """The smallest x and y that can be scrolled to."""
        return self._reach[:2]

    @property
    def shows_one(self) -> bool:
        """Whether one page shows at a time."""
        return self.arrangement is Arrangement.SINGLE

    @property
    def _reach(self) -> tuple[int, int, int, int]:
        """What scrolling can bring into sight: left, top, right, bottom in the content."""
        if not self.shows_one or not self._sizes:
            return 0, 0, self.layout.width, self.layout.height
        place, margin = self.layout.place(self._leaf), self.layout.margin
        return place.left - margin, place.top - margin, place.right + margin, place.bottom + margin

    def frame(self, page: int) -> PageFrame:
        place = self.layout.place(page)
        return PageFrame(page, place.left - self.x, place.top - self.y, place.width, place.height, self.turns)

    def visible_frames(self) -> list[PageFrame]:
        if self.shows_one and self._sizes:
            return [self.frame(self._leaf)]
        pages = self.layout.pages_between(self.y, self.y + self.screen.height)
        return [self.frame(page) for page in pages]

    def frames_near(self, reach: int) -> list[PageFrame]:
        """Frames in the viewport or at most ``reach`` pixels above or below it.

        Where one page shows at a time, also those that it would be turned to, where they would then stand.
        """
        if self.shows_one and self._sizes:
            beside = [self.frame(page) for page in (self._leaf + 1, self._leaf - 1) if 0 <= page < self.page_count]
            return [self.frame(self._leaf), *(replace(one, top=round(self._above(one.height))) for one in beside)]
        pages = self.layout.pages_between(self.y - reach, self.y + self.screen.height + reach)
        return [self.frame(page) for page in pages]

    def frame_nearest(self, y: float, x: float = 0.0) -> PageFrame | None:
        """The page at this height of the viewport, or the nearest one, of two beside each other the one at ``x``.

        None without pages.
        """
        if not self._sizes:
            return None
        return self.frame(self._leaf if self.shows_one else self.layout.nearest_page(y + self.y, x + self.x))

    @property
    def current_page(self) -> int:
        """The page last gone to while it shows; else the one that fills most of the viewport, the upper of equals."""
        frames = self.visible_frames()
        if not frames:
            return self.layout.nearest_page(self.y + self.screen.height / 2) if self._sizes else 0
        if any(frame.page == self._chosen_page for frame in frames):
            return self._chosen_page or 0
        return max(frames, key=self._visible_area).page

    def _visible_area(self, frame: PageFrame) -> int:
        across = min(frame.right, self.screen.width) - max(frame.left, 0)
        return max(0, across) * max(0, min(frame.bottom, self.screen.height) - max(frame.top, 0))

    def page_after(self, step: int) -> int:
        """Where turning ``step`` pages leads from the current one, two at a time where two face each other."""
        column = self.layout.column
        row = min(max(0, column.row_of(self.current_page) + step), column.row_count - 1)
        return column.pages_in(row)[0] if self._sizes else 0

    # Changing what is seen ----------------------------------------------------------------------------------------

    def show(self, sizes: Sequence[Size]) -> None:
        """Begin at the top of a document with pages of these sizes in points, unturned."""
        self._sizes = tuple(sizes)
        self.turns = 0
        self._chosen_page = None
        self._leaf = 0
        self.layout = self._laid_out(PageColumn(self._sizes, 0, self.arrangement))
        self.scroll_to(self._middle_x, 0)

    def scroll_to(self, x: float, y: float) -> None:
        """Move to this offset, or as near as the limits allow. What is smaller than the viewport is centred."""
        self._chosen_page = None
        left, top, right, bottom = self._reach
        self.x = within(x, left, right - self.screen.width)
        self.y = within(y, top, bottom - self.screen.height)

    def arrange(self, arrangement: Arrangement) -> None:
        """Let the pages stand in another way; the current page and the spot in the centre of it stay in sight."""
        if arrangement is self.arrangement:
            return
        here = self.place() if self._sizes else None
        self.arrangement = arrangement
        self.layout = self._laid_out(PageColumn(self._sizes, self.turns, arrangement))
        if here is not None:
            self.restore(here)
            if self.fit is Fit.PAGE or self._visible_area(self.frame(here.page)) == 0:
                self.go_to(here.page)

    def turn_leaf(self, step: int) -> bool:
        """Where one page shows at a time: to the top of the next or the foot of the one before; False at the ends."""
        page = self._leaf + step
        if not 0 <= page < self.page_count:
            return False
        self.go_to(page)
        if step < 0:
            self.scroll_to(self.x, self.layout.place(page).bottom)
        return True

    def go_to_edge(self, *, last: bool) -> None:
        """To the very beginning or the very end of the document."""
        if self._sizes:
            self._leaf = self.page_count - 1 if last else 0
            self.scroll_to(self.x, self.layout.height if last else 0)

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
        column, around = self.layout.column, 2 * self.layout.margin
        size = column.row_size(column.row_of(page))
        spine = self.layout.spine if column.across == 2 else 0
        room = Size(self.screen.width - around - spine, self.screen.height - around)
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
        self._leaf = page
        row = self.layout.column.row_of(page)
        above = self._above(self.layout.row_height(row))
        self.scroll_to(self._x_for(page), self.layout.top(row) - above)
        self._chosen_page = page

    def _above(self, height: int) -> float:
        """How much of the desk to show above pages of this height."""
        spare = self.screen.height - height
        return spare / 2 if 0 <= spare < 4 * self.layout.margin else self.layout.margin

    def _x_for(self, page: int) -> float:
        """The middle, where what stands in the row of ``page`` fits; else the page; else as it is."""
        place, margin, column = self.layout.place(page), self.layout.margin, self.layout.column
        if self.layout.row_width(column.row_of(page)) <= self.screen.width:
            return self._middle_x
        if place.width <= self.screen.width:
            return (place.left + place.right - self.screen.width) / 2
        if column.across == 2:
            return place.left - margin
        return within(self.x, place.left - margin, place.right + margin - self.screen.width)

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
        if self.shows_one and page != self._leaf:
            self.go_to(page)
        left, top, right, bottom = self.frame(page).box(rect)
        width, height = self.screen.width, self.screen.height
        dx = comfortable(left, right, width)
        dy = comfortable(top, bottom, height)
        if dx or dy:
            self.scroll_to(self.x + dx, self.y + dy)
        self._chosen_page = page

    def fit_rect(self, page: int, rect: PageRect) -> None:
        """Zoom and scroll so that ``rect`` fills the viewport but for a margin, its middle in the middle."""
        self._leaf = page
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
            self.layout = self._laid_out(PageColumn(self._sizes, self.turns, self.arrangement))
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
        # Where one page shows at a time, its neighbours stand out of sight.
        gap = self.screen.height if self.shows_one else round(GAP * ratio)
        return PageLayout(
            column, self._pixels_per_point(self.zoom), gap, round(MARGIN * ratio), max(1, round(SPINE * ratio))
        )

    @property
    def _middle_x(self) -> float:
        """The x at which pages, which share one axis or spine, stand in the middle."""
        return (self.layout.width - self.screen.width) / 2

    def _zoom_only(self, zoom: float) -> None:
        self.zoom = zooming.clamped(zoom)
        self.layout = self._laid_out(self.layout.column)

    def _center(self, page: int, x: float, y: float) -> None:
        self._put((page, *_turned_point(x, y, self.turns)), self.screen.width / 2, self.screen.height / 2)

    def _grasp(self, x: float, y: float) -> tuple[int, float, float] | None:
        frame = self.frame_nearest(y, x)
        return None if frame is None else (frame.page, *frame.view_point(x, y))

    def _put(self, anchor: tuple[int, float, float] | None, x: float, y: float) -> None:
        """Scroll so that the grasped spot comes to stand at the viewport point."""
        if anchor is None:
            self.scroll_to(0, 0)
            return
        page, fx, fy = anchor
        self._leaf = page
        place = self.layout.place(page)
        self.scroll_to(place.left + fx * place.width - x, place.top + fy * place.height - y)

    def hidden(self, page: int, rect: PageRect) -> tuple[float, float]:
        """How far to scroll for all of ``rect`` to be in sight; 0 along an axis where it is, or never fits."""
        left, top, right, bottom = self.frame(page).box(rect)
        return hidden(left, right, self.screen.width), hidden(top, bottom, self.screen.height)

    def box_of(self, page: int, rect: PageRect) -> Box:
        return self.frame(page).box(rect)


def _turned_point(x: float, y: float, quarter_turns: int) -> tuple[float, float]:
    point = PageRect(x, y, x, y).turned(quarter_turns)
    return point.x0, point.y0
