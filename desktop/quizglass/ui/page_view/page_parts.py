"""The blocks, tables and pictures of the pages, as far as they are known: what one click can take."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.page_view.camera import Camera


class PageParts(QObject):
    """Signals:
    wanted(int): the pointer is on a page whose parts are not known. Sent once a page.
    arrived(): the parts of a page are known now.
    """

    wanted = Signal(int)
    arrived = Signal()

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._parts: dict[int, tuple[PageRect, ...]] = {}
        self._asked: set[int] = set()

    def put(self, page: int, parts: Iterable[PageRect]) -> None:
        self._parts[page] = tuple(parts)
        self.arrived.emit()

    def forget(self, page: int | None = None) -> None:
        """Ask anew for the parts of a page, or of all pages."""
        if page is None:
            self._parts.clear()
            self._asked.clear()
        else:
            self._parts.pop(page, None)
            self._asked.discard(page)

    def at(self, x: float, y: float) -> RegionPart | None:
        """The smallest part at a device pixel of the viewport."""
        for frame in self._camera.visible_frames():
            if frame.contains(x, y):
                spot = frame.page_rect((x, y, x, y))
                return self._smallest(frame.page, *spot.center)
        return None

    def _smallest(self, page: int, x: float, y: float) -> RegionPart | None:
        if page not in self._parts:
            if page not in self._asked:
                self._asked.add(page)
                self.wanted.emit(page)
            return None
        under = [rect for rect in self._parts[page] if rect.contains(x, y)]
        return RegionPart(page, min(under, key=lambda rect: rect.area)) if under else None
