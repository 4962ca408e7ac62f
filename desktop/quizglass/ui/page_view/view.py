"""The page view: all pages of a document below one another, sharp at every zoom, with a region and highlights."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from quizglass.answers import Evidence
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.geometry import WHOLE_PAGE, PageRect, RegionPart, Size
from quizglass.i18n import on_language_change, tr
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view import zoom as zooming
from quizglass.ui.page_view.camera import Camera, Place, Screen
from quizglass.ui.page_view.description import what_is_seen
from quizglass.ui.page_view.highlights import Highlights
from quizglass.ui.page_view.keys import Keys
from quizglass.ui.page_view.page_parts import PageParts
from quizglass.ui.page_view.page_tool import PageTools
from quizglass.ui.page_view.pointer import Pointer
from quizglass.ui.page_view.read_words import ReadWords
from quizglass.ui.page_view.region_across import united
from quizglass.ui.page_view.region_tool import RegionTool
from quizglass.ui.page_view.regions import Regions
from quizglass.ui.page_view.scroller import Scroller
from quizglass.ui.page_view.tile_cache import DEFAULT_LIMIT_BYTES, TileCache
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.tiles import Tile
from quizglass.ui.page_view.view_painter import Looks, ViewPainter
from quizglass.ui.page_view.wanted_tiles import by_nearness, soon_needed
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.theme import ThemeSource

VIEWPORTS_CACHED = 4


class PageView(QAbstractScrollArea):
    """Pages count from 0; a region is a page and a `PageRect` of it, whatever the zoom and the view's turn.

    Signals:
        page_changed(int): another page is the current one.
        zoom_changed(float): 1.0 is the printed size.
        turns_changed(int): clockwise quarter turns of the view, 0..3.
        region_changed(RegionPart | None): another of `regions` is active, or it covers something else.
        page_failed(int, AppError): a page cannot be shown; the view says so in its place.
        looked_elsewhere(): other pages, or other parts of them, are in sight.
        escape_pressed(): Esc was pressed in the view. With ``clears_on_escape`` the region is cleared first.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    turns_changed = Signal(int)
    region_changed = Signal(object)
    page_failed = Signal(int, object)
    looked_elsewhere = Signal()
    escape_pressed = Signal()

    def __init__(self, documents: DocumentService, theme: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clears_on_escape = True
        self._theme = theme
        self._camera = Camera()
        self._cache: TileCache[QImage] = TileCache()
        self._tiles = TileSource(documents, self._cache, self)
        self.regions = Regions(self)
        self.parts = PageParts(self._camera, self)
        self._region = RegionTool(self._camera, self.regions, self.parts, self)
        self._highlights = Highlights(self)
        self.read_words = ReadWords(self._camera, self)
        self.tools = PageTools(self)
        self._scroller = Scroller(self, self._camera)
        self._pointer = Pointer(
            self.viewport(), self._camera, self._region, self._scroller, self._zoom_around, self.tools
        )
        self._keys = Keys(self._camera, self._region, self._scroller)
        self._painter = ViewPainter(
            self._camera, self._cache, self._tiles, self._region, self._highlights, self.read_words, self.tools
        )
        self._looks = Looks()
        self._told = (0, 0.0, 0)
        self._set_up_widget()
        self._connect()
        self._describe()

    def _set_up_widget(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        viewport = self.viewport()
        self._tiles.tile_arrived.connect(self._on_tile_arrived)
        self._tiles.page_failed.connect(self._on_page_failed)
        self.regions.active_changed.connect(self._on_region_changed)
        self.parts.arrived.connect(self._pointer.follow)
        self._region.redrawn.connect(viewport.update)
        self._highlights.redrawn.connect(viewport.update)
        self.read_words.redrawn.connect(viewport.update)
        self._scroller.moved.connect(self._on_looked_elsewhere)
        self._theme.changed.connect(self.update)
        self._theme.changed.connect(viewport.update)
        self.destroyed.connect(on_language_change(self._describe))

    # Document -------------------------------------------------------------------------------------------------------

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
        self._scroller.stop()
        self.regions.begin(len(sizes))
        self.parts.forget()
        self._highlights.set(())
        self.read_words.set({})
        self._tiles.open(source)
        self._camera.show(sizes)
        self._camera.fit_to(self._camera.fit)
        self._describe()
        self._on_looked_elsewhere()

    @property
    def page_count(self) -> int:
        return self._camera.page_count

    @property
    def camera(self) -> Camera:
        """For tools, which look through it and leave it where it is."""
        return self._camera

    # Place ----------------------------------------------------------------------------------------------------------

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
        self._scroller.stop()
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
            self._scroller.stop()
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
        self._scroller.stop()
        self._camera.restore(place)
        self._on_looked_elsewhere()

    # Zoom and turn --------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self._camera.zoom

    @property
    def fit(self) -> Fit:
        return self._camera.fit

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle, to 0.1 at least and 64 at most."""
        self._zoom_around(zoom, self._camera.screen.width / 2, self._camera.screen.height / 2)

    def zoom_in(self) -> None:
        self.set_zoom(zooming.stepped(self.zoom, 1))

    def zoom_out(self) -> None:
        self.set_zoom(zooming.stepped(self.zoom, -1))

    def actual_size(self) -> None:
        self.set_zoom(1.0)

    def fit_width(self) -> None:
        self._fit(Fit.WIDTH)

    def fit_page(self) -> None:
        self._fit(Fit.PAGE)

    def fit_region(self) -> None:
        """Zoom to the region; nothing happens when there is none."""
        if self.regions.active is not None:
            self._scroller.stop()
            self._camera.fit_rect(*united(self._camera, self.regions.active.parts))
            self._on_looked_elsewhere()

    @property
    def turns(self) -> int:
        """Clockwise quarter turns of the view, 0..3."""
        return self._camera.turns

    def rotate(self, quarter_turns: int) -> None:
        """Turn the view clockwise. Region, highlights and place stay where they are on the page."""
        self._scroller.stop()
        self._camera.turn(quarter_turns)
        self._on_looked_elsewhere()

    def _fit(self, fit: Fit) -> None:
        self._scroller.stop()
        self._camera.fit_to(fit)
        self._on_looked_elsewhere()

    def _zoom_around(self, zoom: float, x: float, y: float) -> None:
        self._scroller.stop()
        self._camera.zoom_to(zoom, x, y)
        self._on_looked_elsewhere()

    # Region ---------------------------------------------------------------------------------------------------------

    @property
    def region(self) -> RegionPart | None:
        """Where the active one of `regions` begins."""
        return self._region.region

    def set_region(self, page: int, rect: PageRect) -> None:
        """Make ``rect`` the active region; one without size or off the page changes nothing."""
        self._region.set(page, rect)

    def select_whole_page(self) -> None:
        """Make all of the current page the region."""
        self._region.set(self.current_page, WHOLE_PAGE)

    def clear_region(self) -> None:
        """Let go of the active region; one that has a name stays there."""
        self.regions.let_go()

    def set_dimmed(self, dimmed: bool) -> None:
        """Dim the pages around the region, while the question field has the focus."""
        self._look(replace(self._looks, dimmed=dimmed))

    # Highlights and looks -------------------------------------------------------------------------------------------

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

    # Painting and tiles ---------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        missing = self._painter.paint(self.viewport(), self._theme.current, self._looks, focused=self.hasFocus())
        self._tiles.want(by_nearness(self._camera, missing), soon_needed(self._camera))

    def _on_tile_arrived(self, tile: Tile) -> None:
        place = self._painter.place_of(tile)
        if not place.isEmpty():
            self.viewport().update(place)

    def _on_page_failed(self, page: int, error: AppError) -> None:
        self.viewport().update()
        self.page_failed.emit(page, error)

    # Changes --------------------------------------------------------------------------------------------------------

    def _on_looked_elsewhere(self) -> None:
        """Everything that follows from the camera's place: bars, picture, signals."""
        self._scroller.sync()
        self.viewport().update()
        self._pointer.follow()
        self.looked_elsewhere.emit()
        page, zoom, turns = self._told
        self._told = (self.current_page, self.zoom, self.turns)
        if page != self.current_page:
            self._describe()
            self.page_changed.emit(self.current_page)
        if zoom != self.zoom:
            self.zoom_changed.emit(self.zoom)
        if turns != self.turns:
            self.turns_changed.emit(self.turns)

    def _on_region_changed(self) -> None:
        self._describe()
        self.region_changed.emit(self.region)

    def _describe(self) -> None:
        """Say to a screen reader what is seen."""
        self.setAccessibleName(tr("Pages of the document"))
        region_page = self.region[0] if self.region is not None else None
        self.setAccessibleDescription(what_is_seen(self.current_page, self.page_count, region_page))
        self.viewport().update()

    # Events ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(720, 800)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fit_screen()

    def _fit_screen(self) -> None:
        """Take over the viewport's size and the real, perhaps fractional, device pixel ratio."""
        viewport, ratio = self.viewport(), self.viewport().devicePixelRatioF()
        width, height = max(1, round(viewport.width() * ratio)), max(1, round(viewport.height() * ratio))
        self._camera.resize(Screen(width, height, ratio, viewport.logicalDpiX()))
        self._cache.limit_bytes = max(DEFAULT_LIMIT_BYTES, VIEWPORTS_CACHED * width * height * 4)
        self._on_looked_elsewhere()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # Behind the scroll bars and in their corner; `paintEvent` is the viewport's.
            with QPainter(self) as painter:
                painter.fillRect(self.rect(), self._theme.current.desk)
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit_screen()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from region to region before it leaves the view."""
        return self._region.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def viewportEvent(self, event: QEvent) -> bool:
        # Under a style sheet Qt sends events to the viewport while the view is still being made.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self.read_words.explain(event, self.viewport()) or super().viewportEvent(event)
        is_gesture = event.type() in {QEvent.Type.NativeGesture, QEvent.Type.Gesture, QEvent.Type.GestureOverride}
        return (is_gesture and self._pointer.gesture(event)) or super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.page_count or self._retried(event):
            return
        self._pointer.press(event)

    def _retried(self, event: QMouseEvent) -> bool:
        """True when the press was on the button of a page that could not be shown."""
        place = event.position() * self._camera.screen.ratio
        page = self._painter.page_failed_at(place.x(), place.y(), self._theme.current, self.viewport().font())
        if page is not None:
            self._tiles.retry(page)
            self.viewport().update()
        return page is not None

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.leave()
        super().leaveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointer.turn_wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() == Qt.Key.Key_Space:
            self._pointer.hold_space(True)
        elif not (self.page_count and (self.tools.press_key(event) or self._keys.press(event))):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.hold_space(False)
        else:
            event.ignore()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self._pointer.hold_space(False)
        self.viewport().update()

    def _escape(self) -> None:
        if self._region.is_dragging:
            self._region.cancel_drag()
            return
        if self.clears_on_escape:
            self.regions.let_go()
        self.escape_pressed.emit()
