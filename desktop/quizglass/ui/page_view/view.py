"""The page view: all pages of a document below one another, sharp at every zoom, with a region and highlights."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from quizglass.answers import Evidence
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view import zoom as zooming
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.camera import Place
from quizglass.ui.page_view.canvas import PageCanvas
from quizglass.ui.page_view.region_across import united
from quizglass.ui.page_view.view_painter import Looks
from quizglass.ui.page_view.zoom import Fit


class PageView(PageCanvas):
    """What the rest of the program tells the view to do.

    Pages count from 0; a region is a page and a `PageRect` of it, whatever the zoom and the view's turn.
    """

    # Document ---------------------------------------------------------------------------------------------------------

    def show_document(self, source: DocumentSource, info: DocumentInfo) -> None:
        """Show a document from its beginning. The zoom or fit stays as it is; region and highlights go."""
        # Always there while a document is: a bar that comes and goes changes the width that a fit is made for.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._show(source, info.sizes)

    def clear(self) -> None:
        """Show no document."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._show(None, ())

    def _show(self, source: DocumentSource | None, sizes: tuple[Size, ...]) -> None:
        self._stop()
        self.regions.begin(len(sizes))
        self.parts.forget()
        self._highlights.set(())
        self.read_words.set({})
        self._tiles.open(source)
        self._camera.show(sizes)
        self._camera.fit_to(self._camera.fit)
        self._describe()
        self._on_looked_elsewhere()

    # Place ------------------------------------------------------------------------------------------------------------

    @property
    def current_page(self) -> int:
        return self._camera.current_page

    @property
    def visible_pages(self) -> tuple[int, ...]:
        return tuple(frame.page for frame in self._camera.visible_frames())

    def go_to_page(self, page: int, rect: PageRect | None = None, *, flash: bool = False) -> None:
        """Show ``page`` from its top, or so that ``rect`` stands comfortably in sight. Beyond the ends: the ends."""
        if not self.page_count:
            return
        page = min(max(0, page), self.page_count - 1)
        self._stop()
        if rect is None:
            self._camera.go_to(page)
        else:
            self._camera.reveal(page, rect)
        self._on_looked_elsewhere()
        if flash:
            self.flash()

    def go_to_spot(self, page: int, x: float | None, y: float | None) -> None:
        """Show a spot of ``page``, in fractions of it, at the top of the viewport; None: where the page begins."""
        if self.page_count:
            self._stop()
            self._camera.go_to_spot(min(max(0, page), self.page_count - 1), x or 0.0, y or 0.0)
            self._on_looked_elsewhere()

    @property
    def spot_read(self) -> tuple[int, float] | None:
        """The page, and the height on it, that a reader's eyes are likely to rest on; None without a document."""
        return self._camera.spot_read()

    def place(self) -> Place | None:
        """How the document is looked at now, to `restore` later; None without a document."""
        return self._camera.place() if self.page_count else None

    def restore(self, place: Place) -> None:
        self._stop()
        self._camera.restore(place)
        self._on_looked_elsewhere()

    def scroll_by(self, dx: float, dy: float) -> None:
        """Move at once by device pixels."""
        self._stop()
        self._scroller.scroll_by(dx, dy)

    # Zoom and turn ----------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self._camera.zoom

    @property
    def fit(self) -> Fit:
        return self._camera.fit

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle, to 0.1 at least and 64 at most."""
        self._zoom_around(zoom, self._camera.screen.width / 2, self._camera.screen.height / 2)

    @property
    def wanted_zoom(self) -> float:
        """Where a glide leads; else the zoom of now."""
        return self._zoom_glide.target

    def _step_zoom(self, steps: int) -> None:
        middle = self._camera.screen.width / 2, self._camera.screen.height / 2
        self._glide_around(zooming.stepped(self.wanted_zoom, steps), *middle)

    def zoom_in(self) -> None:
        self._step_zoom(1)

    def zoom_out(self) -> None:
        self._step_zoom(-1)

    def actual_size(self) -> None:
        self.set_zoom(1.0)

    def fit_width(self) -> None:
        self._fit(Fit.WIDTH)

    def fit_page(self) -> None:
        self._fit(Fit.PAGE)

    def fit_region(self) -> None:
        """Zoom to the region; nothing happens when there is none."""
        if self.regions.active is not None:
            self._stop()
            self._camera.fit_rect(*united(self._camera, self.regions.active.parts))
            self._on_looked_elsewhere()

    @property
    def arrangement(self) -> Arrangement:
        return self._camera.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Let the pages stand in another way; the current page stays the one in sight."""
        self._stop()
        self._camera.arrange(arrangement)
        self._on_looked_elsewhere()
        self.arranged.emit()

    def turn_page(self, step: int) -> None:
        """To the next or the previous page, or pair of pages, from its top."""
        self.go_to_page(self._camera.page_after(step))

    @property
    def turns(self) -> int:
        """Clockwise quarter turns of the view, 0..3."""
        return self._camera.turns

    def rotate(self, quarter_turns: int) -> None:
        """Turn the view clockwise. Region, highlights and place stay where they are on the page."""
        self._stop()
        self._camera.turn(quarter_turns)
        self._on_looked_elsewhere()

    def _fit(self, fit: Fit) -> None:
        self._stop()
        self._camera.fit_to(fit)
        self._on_looked_elsewhere()

    # Region -----------------------------------------------------------------------------------------------------------

    def set_region(self, page: int, rect: PageRect) -> None:
        """Make ``rect`` the active region; one without size or off the page changes nothing."""
        self._region.set(page, rect)

    def select_whole_page(self) -> None:
        """Make all of the current page the region."""
        self._region.set(self.current_page, WHOLE_PAGE)

    def clear_region(self) -> None:
        """Let go of the active region; one that has a name stays there."""
        self.regions.let_go()

    def choose_region_at(self, x: float, y: float) -> bool:
        """Make the region at a device pixel of the viewport the active one; False where there is none."""
        return self._region.choose_at(x, y)

    def set_dimmed(self, dimmed: bool) -> None:
        """Dim the pages around the region, while the question field has the focus."""
        self._look(replace(self._looks, dimmed=dimmed))

    # Highlights and looks ---------------------------------------------------------------------------------------------

    def set_highlights(
        self, evidence: tuple[Evidence, ...], *, unsure: bool = False, doubtful: tuple[PageRect, ...] = ()
    ) -> None:
        """Light up these places and no others; ``unsure`` ones, and ``doubtful`` words in them, wear a dashed edge."""
        self._highlights.set(evidence, unsure=unsure, doubtful=doubtful)

    def flash(self) -> None:
        """Let the highlights pulse twice within 600 ms."""
        self._highlights.flash()

    def set_inverted(self, inverted: bool) -> None:
        """Show pages inverted, for reading at night."""
        self._look(replace(self._looks, inverted=inverted))

    def _look(self, looks: Looks) -> None:
        self._looks = looks
        self.viewport().update()

    def set_reduced_motion(self, reduced: bool) -> None:
        """No glides and no pulses, where the system asks for less motion."""
        self._scroller.reduced_motion = reduced
        self._highlights.reduced_motion = reduced
