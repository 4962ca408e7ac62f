"""How the pointer and the keys take, draw, move, resize and clear regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.frame import Box
from quizglass.ui.page_view.page_parts import PageParts
from quizglass.ui.page_view.region import Region, covers_page
from quizglass.ui.page_view.region_across import drawn_parts, is_seen
from quizglass.ui.page_view.region_edit import Grip, RegionDrag, grip_at, nudged
from quizglass.ui.page_view.regions import Regions

HANDLE_REACH = 10.0
SMALLEST_SIDE = 4.0
"""A drag that gives less than this, in logical pixels, was a click."""
_SMALLER: Final = 0.9
"""A click in the active region takes a part of it that is smaller than this share of it."""

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


@dataclass(frozen=True, slots=True)
class ShownRegion:
    """A region to be painted, with a drag under way applied. ``drawing`` is while it is being drawn."""

    region: Region
    active: bool
    drawing: bool = False


@dataclass(slots=True)
class _Drag:
    """``parts`` is what it has made so far: None until it is more than a click. ``held`` is the part that is held."""

    drag: RegionDrag
    adds: bool = False
    held: int | None = None
    parts: tuple[RegionPart, ...] | None = None


class RegionTool(QObject):
    """Pointer places are device pixels of the viewport.

    Signals:
        redrawn(): regions look different.
        dragged(list[Box], list[Box]): the region that is dragged stood there, and stands here now.
    """

    redrawn = Signal()
    dragged = Signal(object, object)

    def __init__(self, camera: Camera, regions: Regions, parts: PageParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._regions = regions
        self._parts = parts
        self._drag: _Drag | None = None
        self._hovered: RegionPart | None = None
        regions.changed.connect(self.redrawn)

    @property
    def region(self) -> RegionPart | None:
        """Where the active region begins; a drag changes it when it ends."""
        active = self._regions.active
        return active.first if active is not None else None

    @property
    def shown(self) -> list[ShownRegion]:
        """The regions to be painted, the active one last."""
        active = self._regions.active
        shown = [ShownRegion(region, active=False) for region in self._regions.all if region is not active]
        drag = self._drag
        if drag is None or drag.parts is None:
            return [*shown, ShownRegion(active, active=True)] if active is not None else shown
        if drag.adds and active is not None:
            shown.append(ShownRegion(active, active=False))
        keeps = active is not None and not drag.adds
        made = Region(
            active.number if active is not None and keeps else self._regions.next_number,
            drag.parts,
            active.name if active is not None and keeps else "",
        )
        return [*shown, ShownRegion(made, active=True, drawing=drag.held is None)]

    @property
    def hovered(self) -> RegionPart | None:
        """What a click would take now."""
        return self._hovered if self._drag is None else None

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None

    def set(self, page: int, rect: PageRect) -> None:
        """Let ``rect`` of ``page``, cut to the page, be the active region; nothing changes where nothing is left."""
        self._drag = None
        self._regions.reshape([RegionPart(page, rect)])

    def remove(self) -> bool:
        """Remove the active region; False when there is none."""
        active = self._regions.active
        if active is not None:
            self._regions.remove(active.number)
        return active is not None

    def step(self, by: int) -> bool:
        """Make the next region active, or the one before; False beyond the last and before the first."""
        return self._regions.step(by)

    def nudge(self, dx: float, dy: float, *, resize: bool) -> None:
        """Move the active region, or its lower right corner, by device pixels as seen."""
        active = self._regions.active
        if active is None:
            return
        parts = list(active.parts)
        for index in [len(parts) - 1] if resize else range(len(parts)):
            page, rect = parts[index]
            parts[index] = RegionPart(page, nudged(self._camera.frame(page), rect, dx, dy, resize=resize))
        self._regions.reshape(parts)

    def choose_at(self, x: float, y: float) -> bool:
        """Make the region there the active one; False where there is none."""
        other = self._other_at(x, y)
        if other is not None and not self._is_in_active(x, y):
            self._regions.activate(other.number)
        return self._is_in_active(x, y)

    # Pointer --------------------------------------------------------------------------------------------------------

    def cursor_at(self, x: float, y: float) -> Qt.CursorShape:
        """What the pointer looks like where a press would draw, move or resize."""
        drag = self._drag
        if drag is not None and drag.held is not None:
            return CURSORS[drag.drag.grip]
        held = self._held_at(x, y)
        if held is not None:
            return CURSORS[held[1]]
        frame = self._camera.frame_nearest(y, x)
        over_page = frame is not None and frame.contains(x, y)
        return Qt.CursorShape.CrossCursor if over_page else Qt.CursorShape.ArrowCursor

    def hover(self, x: float, y: float) -> None:
        """The pointer rests here, without a button: show what a click would take."""
        self._show_hovered(self._would_take(x, y))

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self._show_hovered(None)

    def press(self, x: float, y: float, *, adds: bool = False) -> None:
        """Begin a drag; one that ``adds`` draws another region wherever it begins."""
        self._hovered = None
        held = None if adds else self._held_at(x, y)
        active = self._regions.active
        if held is not None and active is not None:
            index, grip = held
            page, rect = active.parts[index]
            frame = self._camera.frame(page)
            self._drag = _Drag(RegionDrag.holding(frame, x, y, rect, grip), held=index)
            return
        nearest = self._camera.frame_nearest(y, x)
        if nearest is not None:
            self._drag = _Drag(RegionDrag.drawing(nearest, x, y), adds)

    def move(self, x: float, y: float) -> None:
        drag, active = self._drag, self._regions.active
        if drag is None:
            return
        before = self._boxes(drag)
        if drag.held is not None and active is not None:
            drag.parts = self._reshaped(active, drag.held, drag.drag, x, y) or drag.parts
        else:
            drag.parts = drawn_parts(self._camera, drag.drag, x, y, self._smallest) or None
        self.dragged.emit(before, self._boxes(drag))

    def release(self, x: float, y: float, *, still: bool = False) -> None:
        """End the drag; one that kept ``still`` was a click."""
        drag = self._drag
        if drag is None:
            return
        if not still:
            self.move(x, y)
        self._drag = None
        if drag.held is not None and drag.drag.grip is not Grip.MIDDLE and (still or drag.parts is None):
            pass  # a click on a handle
        elif still or drag.parts is None:
            self._click(x, y, adds=drag.adds)
        elif drag.adds:
            self._regions.add(drag.parts)
        else:
            self._regions.reshape(drag.parts)
        self.redrawn.emit()

    def cancel_drag(self) -> None:
        """Forget the drag under way; the region stays as it was."""
        self._drag = None
        self.redrawn.emit()

    # Inside ---------------------------------------------------------------------------------------------------------

    def _boxes(self, drag: _Drag) -> list[Box]:
        """Where the region that is dragged is painted."""
        parts = drag.parts or (() if drag.adds else self._active_parts)
        return [self._camera.box_of(*part) for part in parts]

    @property
    def _smallest(self) -> float:
        return SMALLEST_SIDE * self._camera.screen.ratio

    def _click(self, x: float, y: float, *, adds: bool) -> None:
        """Take what is under the pointer, choose the region there, or let go of the active one."""
        taken = self._would_take(x, y, adds=adds)
        if taken is not None and adds:
            self._regions.add([taken])
        elif taken is not None:
            self._regions.reshape([taken])
        elif not adds and not self._is_in_active(x, y):
            there = self._other_at(x, y)
            if there is None:
                self._regions.let_go()
            else:
                self._regions.activate(there.number)

    def _would_take(self, x: float, y: float, *, adds: bool = False) -> RegionPart | None:
        part = self._parts.at(x, y)
        if part is None or adds:
            return part
        if self._held_at(x, y) is not None or self._is_in_active(x, y):
            covered = next((p.rect.area for p in self._active_parts if p.page == part.page), 0.0)
            return part if part.rect.area < _SMALLER * covered and self._is_in_middle(x, y) else None
        return part if self._other_at(x, y) is None else None

    @property
    def _active_parts(self) -> Sequence[RegionPart]:
        active = self._regions.active
        return active.parts if active is not None else ()

    def _is_in_middle(self, x: float, y: float) -> bool:
        held = self._held_at(x, y)
        return held is None or held[1] is Grip.MIDDLE

    def _is_in_active(self, x: float, y: float) -> bool:
        spot = self._spot(x, y)
        active = self._regions.active
        return spot is not None and active is not None and active.contains(*spot)

    def _other_at(self, x: float, y: float) -> Region | None:
        """The smallest region there that is not active."""
        spot = self._spot(x, y)
        if spot is None:
            return None
        active = self._regions.active
        there = [one for one in self._regions.all if one is not active and one.contains(*spot)]
        return min(there, key=lambda one: sum(part.rect.area for part in one.parts), default=None)

    def _spot(self, x: float, y: float) -> tuple[int, float, float] | None:
        for frame in self._camera.visible_frames():
            if frame.contains(x, y):
                return frame.page, *frame.page_rect((x, y, x, y)).center
        return None

    def _held_at(self, x: float, y: float) -> tuple[int, Grip] | None:
        """The part of the active region that a press would hold, and by what. What fills its page cannot be moved."""
        reach = HANDLE_REACH * self._camera.screen.ratio
        for index, (page, rect) in enumerate(self._active_parts):
            grip = grip_at(self._camera.box_of(page, rect), x, y, reach)
            if grip is not None and not (grip is Grip.MIDDLE and covers_page(rect)):
                return index, grip
        return None

    def _reshaped(
        self, region: Region, index: int, drag: RegionDrag, x: float, y: float
    ) -> tuple[RegionPart, ...] | None:
        """``region`` with one of its parts moved or resized; None where that part would not be seen any more."""
        frame = self._camera.frame(drag.page)
        rect = drag.region(frame, x, y)
        if drag.grip is not Grip.MIDDLE and not is_seen(frame.box(rect), self._smallest):
            return None
        return (*region.parts[:index], RegionPart(drag.page, rect), *region.parts[index + 1 :])

    def _show_hovered(self, part: RegionPart | None) -> None:
        if part != self._hovered:
            self._hovered = part
            self.redrawn.emit()
