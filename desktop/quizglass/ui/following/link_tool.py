"""Points at links: a hand over each, a click or Enter follows it, and a ring shows the one chosen by key."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from quizglass.pages import Link
from quizglass.ui.following.page_links import PageLinks
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.page_tool import PageTool
from quizglass.ui.theme import FOCUS_WIDTH, Theme

PageLink: TypeAlias = tuple[int, Link]

_PADDING: Final = 2.0


class LinkSignals(QObject):
    """Signals:
    followed(Link): it was clicked, or chosen by key and entered.
    chosen(int, Link | None): it was chosen by key, on this page.
    """

    followed = Signal(object)
    chosen = Signal(int, object)


class LinkTool(PageTool):
    def __init__(self, camera: Camera, links: PageLinks) -> None:
        self.signals = LinkSignals()
        self._camera = camera
        self._links = links
        self._chosen: PageLink | None = None

    def at(self, x: float, y: float) -> Link | None:
        """The link at a device pixel of the viewport."""
        frame = next((frame for frame in self._camera.visible_frames() if frame.contains(x, y)), None)
        return None if frame is None else self._links.at(frame.page, *frame.page_rect((x, y, x, y)).center)

    def press(self, _event: QMouseEvent, x: float, y: float) -> bool:
        self._choose(None)
        self.at(x, y)  # asked for now, so that they are known when the button goes up
        return False

    def click(self, x: float, y: float) -> bool:
        link = self.at(x, y)
        if link is not None:
            self.signals.followed.emit(link)
        return link is not None

    def cursor_at(self, x: float, y: float) -> Qt.CursorShape | None:
        return Qt.CursorShape.PointingHandCursor if self.at(x, y) is not None else None

    # Keys -----------------------------------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Choose the next link of the pages in sight or the previous one; after the last comes the first."""
        found = [(frame.page, link) for frame in self._camera.visible_frames() for link in self._links.of(frame.page)]
        if not found:
            self._choose(None)
        elif self._chosen in found:
            self._choose(found[(found.index(self._chosen) + step) % len(found)])
        else:
            self._choose(found[0 if step > 0 else -1])

    def press_key(self, event: QKeyEvent) -> bool:
        if self._chosen is None or Qt.Key(event.key()) not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        link = self._chosen[1]
        self._choose(None)
        self.signals.followed.emit(link)
        return True

    def clear(self) -> bool:
        """Choose none; False where none was chosen."""
        had = self._chosen is not None
        self._choose(None)
        return had

    def _choose(self, link: PageLink | None) -> None:
        if link != self._chosen:
            self._chosen = link
            self.signals.chosen.emit(*(link if link is not None else (-1, None)))

    def paint(self, painter: QPainter, frame: PageFrame, theme: Theme, screen: Screen) -> None:
        if self._chosen is None or self._chosen[0] != frame.page:
            return
        left, top, right, bottom = frame.box(self._chosen[1].box)
        by = _PADDING * screen.ratio
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent, FOCUS_WIDTH * screen.ratio))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(left - by, top - by, right - left + 2 * by, bottom - top + 2 * by)
        painter.drawRoundedRect(rect, 2 * by, 2 * by)
        painter.restore()
