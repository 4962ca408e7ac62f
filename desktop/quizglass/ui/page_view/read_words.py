"""The words that were read from the pictures of pages, laid over them to be checked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from quizglass.i18n import tr
from quizglass.pages import Word
from quizglass.ui.page_view.camera import Camera


class ReadWords(QObject):
    """Signals: ``redrawn()``: they look different."""

    redrawn = Signal()

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._pages: dict[int, tuple[Word, ...]] = {}

    def set(self, pages: Mapping[int, tuple[Word, ...]]) -> None:
        """Show these words, by page, and no others."""
        self._pages = dict(pages)
        self.redrawn.emit()

    def on_page(self, page: int) -> tuple[Word, ...]:
        return self._pages.get(page, ())

    def at(self, x: float, y: float) -> Word | None:
        """The word at a device pixel of the viewport."""
        for frame in self._camera.visible_frames():
            if not frame.contains(x, y):
                continue
            point = frame.page_rect((x, y, x, y))
            return next((word for word in self.on_page(frame.page) if word.box.contains(*point.center)), None)
        return None

    def explain(self, event: QHelpEvent, viewport: QWidget) -> bool:
        """Tell of the word under the pointer, and how sure its reader was; False where nothing is shown."""
        if not self._pages:
            return False
        ratio = self._camera.screen.ratio
        place: QPoint = event.pos()
        word = self.at(place.x() * ratio, place.y() * ratio)
        if word is None:
            QToolTip.hideText()
        else:
            sure = tr("sure of {percent} %").format(percent=int(100 * word.confidence))
            QToolTip.showText(event.globalPos(), f"{word.text}\n{sure}", viewport)
        return True
