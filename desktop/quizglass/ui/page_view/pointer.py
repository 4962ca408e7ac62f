"""What the mouse, the wheel and fingers do in the viewport: regions, panning, scrolling, zooming."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.edge_scroll import EdgeScroll
from quizglass.ui.page_view.page_tool import PageTools
from quizglass.ui.page_view.region_tool import SMALLEST_SIDE, RegionTool
from quizglass.ui.page_view.scroller import Scroller

NOTCH = 120
"""Eighths of a degree that a wheel turns from notch to notch."""

LINES_PER_NOTCH = 3
LINE = 40.0
ZOOM_PER_NOTCH = 1.2
ADDS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
"""Held while pressing, another region is made beside the active one."""
ZOOM_PIXELS_PER_NOTCH = 60.0
"""How far two fingers slide on a touchpad, Ctrl held, to zoom as much as one notch does."""


class Pointer:
    """Turns events of ``viewport`` into calls.

    ``zoom_by`` and ``glide_by`` take a factor and the device pixel to zoom around; the second does it in a glide.
    """

    def __init__(
        self,
        viewport: QWidget,
        camera: Camera,
        region: RegionTool,
        scroller: Scroller,
        zoom_by: Callable[[float, float, float], None],
        glide_by: Callable[[float, float, float], None],
        tools: PageTools | None = None,
    ) -> None:
        self._viewport = viewport
        self._camera = camera
        self._region = region
        self._scroller = scroller
        self._zoom_by = zoom_by
        self._glide_by = glide_by
        self._tools = tools or PageTools()
        self._tools.pointing_changed.connect(lambda: self.show_cursor())
        self._pressed_at = QPointF()
        self._grasped: QPointF | None = None
        self._last = QPointF()
        self._inside = False
        self._space_held = False
        self._edge_scroll = EdgeScroll(viewport)
        self._edge_scroll.ticked.connect(lambda by: scroller.scroll_by(by.x(), by.y()))
        viewport.setMouseTracking(True)
        viewport.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def is_panning(self) -> bool:
        return self._grasped is not None

    def press(self, event: QMouseEvent) -> None:
        place = self._device(event.position())
        pans = event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self._space_held
        )
        if pans:
            self._region.cancel_drag()
            self._edge_scroll.stop()
            self._scroller.stop()
            self._grasped = place
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = place
            if not self._tools.press(event, place.x(), place.y()):
                self._region.press(place.x(), place.y(), adds=bool(event.modifiers() & ADDS))
        self.show_cursor(event.position())

    def move(self, event: QMouseEvent) -> None:
        place = self._device(event.position())
        if self._grasped is not None:
            by = self._grasped - place
            self._grasped = place
            self._scroller.scroll_by(by.x(), by.y())
        elif self._is_dragging:
            self._drag_to(place)
            self._edge_scroll.hold(place, self._camera.screen)
        self.show_cursor(event.position())

    def release(self, event: QMouseEvent) -> None:
        place = self._device(event.position())
        self._edge_scroll.stop()
        if self._grasped is not None:
            self._grasped = None
        elif event.button() == Qt.MouseButton.LeftButton:
            self._let_go(place)
        self.show_cursor(event.position())

    @property
    def _is_dragging(self) -> bool:
        return self._tools.is_dragging or self._region.is_dragging

    def _drag_to(self, place: QPointF) -> None:
        if self._tools.is_dragging:
            self._tools.drag(place.x(), place.y())
        else:
            self._region.move(place.x(), place.y())

    def _let_go(self, place: QPointF) -> None:
        still = (place - self._pressed_at).manhattanLength() < SMALLEST_SIDE * self._camera.screen.ratio
        if self._tools.is_dragging:
            self._tools.release(place.x(), place.y())
        elif still and self._region.is_dragging and self._tools.click(place.x(), place.y()):
            self._region.cancel_drag()
        else:
            self._region.release(place.x(), place.y(), still=still)

    def hold_space(self, held: bool) -> None:
        """While the space bar is down the left button pans."""
        self._space_held = held
        self.show_cursor()

    def leave(self) -> None:
        """The pointer is no longer over the pages."""
        self._inside = False
        self._region.leave()

    def follow(self) -> None:
        """The pages moved under the pointer: what it drags goes along."""
        if self._is_dragging:
            self._drag_to(self._device(self._last))
        else:
            self._edge_scroll.stop()
        self.show_cursor()

    def show_cursor(self, position: QPointF | None = None) -> None:
        """Show what a press at ``position`` (logical, the last one if None) would do."""
        if position is not None:
            self._last, self._inside = position, True
        if self.is_panning:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space_held:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = self._shape_at(self._device(self._last))
        if self._viewport.cursor().shape() != shape:
            self._viewport.setCursor(shape)

    def _shape_at(self, place: QPointF) -> Qt.CursorShape:
        meant = None if self._region.is_dragging else self._tools.cursor_at(place.x(), place.y())
        if meant is not None or not self._inside:
            self._region.leave()
        else:
            self._region.hover(place.x(), place.y())
        return self._region.cursor_at(place.x(), place.y()) if meant is None else meant

    def turn_wheel(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = pixels.y() / ZOOM_PIXELS_PER_NOTCH if not pixels.isNull() else angle.y() / NOTCH
            by_finger = not pixels.isNull() or abs(angle.y()) < NOTCH
            self._zoom_at(event.position(), ZOOM_PER_NOTCH**notches, glides=not by_finger)
        elif not pixels.isNull():
            by = self._device(QPointF(pixels))
            self._scroller.slide_by(-by.x(), -by.y())
        else:
            by = self._device(QPointF(angle) / NOTCH * LINES_PER_NOTCH * LINE)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not by.x():
                by = by.transposed()
            self._scroller.glide_by(-by.x(), -by.y())
        event.accept()

    def gesture(self, event: QEvent) -> bool:
        """Two fingers on a touchpad or a screen; False when the event is no pinch."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
                return False
            self._zoom_at(event.position(), 1 + event.value())
            return True
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if not isinstance(pinch, QPinchGesture):
            return False
        self._zoom_at(self._viewport.mapFromGlobal(pinch.centerPoint()), pinch.scaleFactor())
        return True

    def _zoom_at(self, position: QPointF, factor: float, *, glides: bool = False) -> None:
        place = self._device(position)
        (self._glide_by if glides else self._zoom_by)(factor, place.x(), place.y())

    def _device(self, position: QPointF) -> QPointF:
        return position * self._camera.screen.ratio
