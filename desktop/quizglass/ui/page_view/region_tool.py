"""The region: which one there is, and how the pointer and the keys draw, move, resize and clear it."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, Signal

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.frame import Box
from quizglass.ui.page_view.region_edit import Grip, RegionDrag, grip_at, nudged

Region: TypeAlias = tuple[int, PageRect]

HANDLE_REACH = 10.0
SMALLEST_SIDE = 4.0
"""A drag that gives less than this, in logical pixels, was a click."""

CURSORS = {
    Grip.MIDDLE: Qt.CursorShape.SizeAllCursor,
    Grip.NORTH: Qt.CursorShape.SizeVerCursor,
    Grip.SOUTH: Qt.CursorShape.SizeVerCursor,
    Grip.EAST: Qt.CursorShape.SizeHorCursor,
    Grip.WEST: Qt.CursorShape.SizeHorCursor,
    Grip.NORTH_WEST: Qt.CursorShape.SizeFDiagCursor,
    Grip.SOUTH_EAST: Qt.CursorShape.SizeFDiagCursor,
    Grip.NORTH_EAST: Qt.CursorShape.SizeBDiagCursor,
    Grip.SOUTH_WEST: Qt.CursorShape.SizeBDiagCursor,
}


class RegionTool(QObject):
    """Pointer places are device pixels of the viewport.

    Signals:
        changed(Region | None): there is another region, or none. Not sent while a drag goes on.
        redrawn(): the region looks different.
    """

    changed = Signal(object)
    redrawn = Signal()

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._region: Region | None = None
        self._drag: RegionDrag | None = None
        self._dragged: Region | None = None

    @property
    def region(self) -> Region | None:
        """The region that questions are asked of; a drag changes it when it ends."""
        return self._region

    @property
    def shown(self) -> Region | None:
        """The region to be painted, with a drag under way applied."""
        return self._region if self._drag is None else self._dragged

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None

    @property
    def is_drawing(self) -> bool:
        """True while a new region is being drawn."""
        return self._drag is not None and self._drag.start is None

    def set(self, page: int, rect: PageRect) -> bool:
        """Take ``rect`` of ``page``, cut to the page, as the region. False when nothing would be left of it."""
        on_page = rect.intersection(WHOLE_PAGE)
        if on_page is None or on_page.is_empty or not 0 <= page < self._camera.page_count:
            return False
        self._become((page, on_page))
        return True

    def clear(self) -> None:
        self._become(None)

    def nudge(self, dx: float, dy: float, *, resize: bool) -> None:
        """Move the region, or its lower right corner, by device pixels as seen."""
        if self._region is not None:
            page, rect = self._region
            self._become((page, nudged(self._camera.frame(page), rect, dx, dy, resize=resize)))

    # Pointer --------------------------------------------------------------------------------------------------------

    def cursor_at(self, x: float, y: float) -> Qt.CursorShape:
        """What the pointer looks like where a press would draw, move or resize."""
        grip = self._drag.grip if self._drag is not None and self._drag.start else self._grip_at(x, y)
        if grip is not None:
            return CURSORS[grip]
        frame = self._camera.frame_nearest(y)
        over_page = frame is not None and frame.contains(x, y)
        return Qt.CursorShape.CrossCursor if over_page else Qt.CursorShape.ArrowCursor

    def press(self, x: float, y: float) -> None:
        grip = self._grip_at(x, y)
        if grip is not None and self._region is not None:
            page, rect = self._region
            self._drag = RegionDrag.holding(self._camera.frame(page), x, y, rect, grip)
            self._dragged = self._region
            return
        frame = self._camera.frame_nearest(y)
        if frame is not None:
            self._drag = RegionDrag.drawing(frame, x, y)
            self._dragged = self._region

    def move(self, x: float, y: float) -> None:
        if self._drag is None:
            return
        frame = self._camera.frame(self._drag.page)
        rect = self._drag.region(frame, x, y)
        if self._drag.grip is Grip.MIDDLE or self._is_seen(frame.box(rect)):
            self._dragged = (self._drag.page, rect)
        elif self.is_drawing:
            self._dragged = self._region
        self.redrawn.emit()

    def release(self, x: float, y: float) -> None:
        if self._drag is None:
            return
        self.move(x, y)
        was_click = self.is_drawing and self._dragged is self._region
        self._become(None if was_click else self._dragged)

    def cancel_drag(self) -> None:
        """Forget the drag under way; the region stays as it was."""
        self._drag = self._dragged = None
        self.redrawn.emit()

    # Inside ---------------------------------------------------------------------------------------------------------

    def _become(self, region: Region | None) -> None:
        self._drag = self._dragged = None
        if region != self._region:
            self._region = region
            self.changed.emit(region)
        self.redrawn.emit()

    def _grip_at(self, x: float, y: float) -> Grip | None:
        if self._region is None:
            return None
        page, rect = self._region
        return grip_at(self._camera.box_of(page, rect), x, y, HANDLE_REACH * self._camera.screen.ratio)

    def _is_seen(self, box: Box) -> bool:
        smallest = SMALLEST_SIDE * self._camera.screen.ratio
        left, top, right, bottom = box
        return right - left >= smallest and bottom - top >= smallest
