"""The widget below the page view: it holds its parts together, paints them and hands events to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.geometry import RegionPart
from quizglass.i18n import on_language_change, tr
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.description import what_is_seen
from quizglass.ui.page_view.frame import Box
from quizglass.ui.page_view.highlights import Highlights
from quizglass.ui.page_view.keys import Keys
from quizglass.ui.page_view.page_parts import PageParts
from quizglass.ui.page_view.page_tool import PageTools
from quizglass.ui.page_view.pointer import Pointer
from quizglass.ui.page_view.read_words import ReadWords
from quizglass.ui.page_view.region_dirt import dirt
from quizglass.ui.page_view.region_tool import RegionTool
from quizglass.ui.page_view.regions import Regions
from quizglass.ui.page_view.scroller import Scroller
from quizglass.ui.page_view.tile_cache import DEFAULT_LIMIT_BYTES, TileCache
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.tiles import Tile
from quizglass.ui.page_view.view_painter import Looks, ViewPainter
from quizglass.ui.page_view.wanted_tiles import by_nearness, soon_needed, visible_tiles
from quizglass.ui.page_view.zoom_glide import ZoomGlide
from quizglass.ui.theme import ThemeSource

VIEWPORTS_CACHED = 4


class PageCanvas(QAbstractScrollArea):
    """The parts of the view, joined; what `PageView` tells them to do becomes a picture and signals here.

    Signals:
        page_changed(int): another page is the current one.
        zoom_changed(float): 1.0 is the printed size.
        turns_changed(int): clockwise quarter turns of the view, 0..3.
        arranged(): the pages stand in another way.
        region_changed(RegionPart | None): another of `regions` is active, or it covers something else.
        first_drawn(): all that shows of the first document is on the screen, or cannot be.
        page_failed(int, AppError): a page cannot be shown; the view says so in its place.
        looked_elsewhere(): other pages, or other parts of them, are in sight.
        escape_pressed(): Esc was pressed in the view. With ``clears_on_escape`` the region is cleared first.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    turns_changed = Signal(int)
    arranged = Signal()
    region_changed = Signal(object)
    first_drawn = Signal()
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
        self._zoom_glide = ZoomGlide(self._camera, self)
        self._pointer = Pointer(
            self.viewport(),
            self._camera,
            self._region,
            self._scroller,
            lambda factor, x, y: self._zoom_around(factor * self._camera.zoom, x, y),
            lambda factor, x, y: self._glide_around(factor * self._zoom_glide.target, x, y),
            self.tools,
        )
        self._keys = Keys(self._camera, self._region, self._scroller)
        self._painter = ViewPainter(
            self._camera, self._cache, self._tiles, self._region, self._highlights, self.read_words, self.tools
        )
        self._looks = Looks()
        self._told = (0, 0.0, 0)
        self.has_drawn = False
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
        self.regions.active_changed.connect(lambda _: self.region_changed.emit(self.region))
        self.regions.changed.connect(self._describe)
        self.parts.arrived.connect(self._pointer.follow)
        self.regions.changed.connect(self._pointer.follow)
        self._region.redrawn.connect(viewport.update)
        self._region.dragged.connect(self._on_region_dragged)
        self._highlights.redrawn.connect(viewport.update)
        self.read_words.redrawn.connect(viewport.update)
        self._scroller.moved.connect(self._on_looked_elsewhere)
        self._zoom_glide.moved.connect(self._on_zoom_glided)
        self._theme.changed.connect(self.update)
        self._theme.changed.connect(viewport.update)
        self.destroyed.connect(on_language_change(self._describe))

    @property
    def page_count(self) -> int:
        return self._camera.page_count

    @property
    def camera(self) -> Camera:
        """For tools, which look through it and leave it where it is."""
        return self._camera

    @property
    def pictures(self) -> TileCache[QImage]:
        """What has been drawn, to be looked into."""
        return self._cache

    @property
    def region(self) -> RegionPart | None:
        """Where the active one of `regions` begins."""
        return self._region.region

    # Painting and tiles -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        missing = self._painter.paint(self.viewport(), self._theme.current, self._looks, focused=self.hasFocus())
        if self._zoom_glide.is_running:
            return  # what is wanted at its end was asked for when it began
        self._tiles.want(by_nearness(self._camera, missing), soon_needed(self._camera))
        if not self.has_drawn and self.page_count and all(tile.key.page in self._tiles.failures for tile in missing):
            self.has_drawn = True
            # What was painted here reaches the screen after this event.
            QTimer.singleShot(0, self, self.first_drawn.emit)

    def _on_tile_arrived(self, tile: Tile) -> None:
        place = self._painter.place_of(tile)
        if not place.isEmpty():
            self.viewport().update(place)

    def _on_page_failed(self, page: int, error: AppError) -> None:
        self.viewport().update()
        self.page_failed.emit(page, error)

    # Changes ----------------------------------------------------------------------------------------------------------
    def _stop(self) -> None:
        """End all glides where they are."""
        self._scroller.stop()
        self._zoom_glide.stop()

    def _glide_around(self, zoom: float, x: float, y: float) -> None:
        """`_zoom_around`, seen on the way; the tiles of its end are asked for at once."""
        if self._scroller.reduced_motion or not self.page_count:
            self._zoom_around(zoom, x, y)
            return
        self._scroller.stop()
        self._zoom_glide.start(zoom, x, y)
        end = self._zoom_glide.destination()
        self._tiles.want(by_nearness(end, visible_tiles(end)))

    def _on_zoom_glided(self, zoom: float, x: float, y: float) -> None:
        self._camera.zoom_to(zoom, x, y)
        self._on_looked_elsewhere()

    def _zoom_around(self, zoom: float, x: float, y: float) -> None:
        self._stop()
        self._camera.zoom_to(zoom, x, y)
        self._on_looked_elsewhere()

    def _on_looked_elsewhere(self) -> None:
        """Everything that follows from the camera's place: bars, picture, signals."""
        self._scroller.sync()
        self.viewport().update()
        self._pointer.follow()
        self.looked_elsewhere.emit()
        page, zoom, turns = self._told
        here = self._camera.current_page, self._camera.zoom, self._camera.turns
        self._told = here
        if page != self._camera.current_page:
            self._describe()
            self.page_changed.emit(self._camera.current_page)
        if zoom != self._camera.zoom:
            self.zoom_changed.emit(self._camera.zoom)
        if turns != self._camera.turns:
            self.turns_changed.emit(self._camera.turns)

    def _on_region_dragged(self, before: list[Box], after: list[Box]) -> None:
        self.viewport().update(dirt(before, after, self._camera.screen.ratio))

    def _describe(self) -> None:
        """Say to a screen reader what is seen."""
        self.setAccessibleName(tr("Pages of the document"))
        seen = what_is_seen(self._camera.current_page, self.page_count, self.regions.active, len(self.regions.all))
        self.setAccessibleDescription(seen)
        self.viewport().update()

    # Events -----------------------------------------------------------------------------------------------------------

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

    def hideEvent(self, event: QHideEvent) -> None:
        """A tab behind keeps the pictures of what it showed last, and gives the memory of all others back."""
        super().hideEvent(event)
        self._cache.trim(self._camera.screen.width * self._camera.screen.height * 4)

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
