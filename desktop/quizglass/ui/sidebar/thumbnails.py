"""Small pictures of pages: drawn by the workers when they come into sight, the latest kept within a few megabytes."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from typing import Final

from PySide6.QtCore import QObject, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage

from quizglass.documents.requests import RenderPage
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentInfo, DocumentSource, PageImage
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.services import Services

PICTURE: Final = QSize(132, 150)
"""The room for one, in device-independent pixels."""
MOST_BYTES: Final = 16 * 2**20
"""About 270 pictures on an ordinary screen, 60 on one with twice the pixels."""
_WAITING_AT_MOST: Final = 12


class Thumbnails(QObject):
    """Of one document. ``changed`` gives a page whose picture has come, or has failed."""

    changed = Signal(int)

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._source = source
        self._info = info
        self._turns = 0
        self._ratio = 1.0
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._bytes = 0
        self._asked: OrderedDict[int, Future[PageImage]] = OrderedDict()
        self.failed: set[int] = set()

    @property
    def kept_bytes(self) -> int:
        """What the pictures take in memory."""
        return self._bytes

    def fitted(self, page: int) -> QSizeF:
        """The size at which the page is shown, in device-independent pixels."""
        size = self._info.sizes[page].turned(self._turns)
        return QSizeF(size.width, size.height).scaled(QSizeF(PICTURE), Qt.AspectRatioMode.KeepAspectRatio)

    def turn(self, turns: int) -> None:
        """Show the pages turned clockwise by so many quarters from now on."""
        if turns != self._turns:
            self._turns = turns
            self._forget()

    def picture(self, page: int, ratio: float) -> QImage | None:
        """The picture of ``page`` for a screen of ``ratio`` if it is at hand; otherwise it is asked for."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._forget()
        found = self._pictures.get(page)
        if found is not None:
            self._pictures.move_to_end(page)
        elif page not in self._asked and page not in self.failed:
            self._ask(page)
        return found

    def _ask(self, page: int) -> None:
        size = self.fitted(page) * self._ratio
        width, height = max(1, round(size.width())), max(1, round(size.height()))
        request = RenderPage(self._source, page, WHOLE_PAGE, width, height, self._turns)
        future = self._services.documents.submit(request, urgent=False)
        self._asked[page] = future
        if len(self._asked) > _WAITING_AT_MOST:
            # The user scrolled on: what was asked longest ago is out of sight.
            _, oldest = self._asked.popitem(last=False)
            oldest.cancel()
        self._services.relay.deliver(
            future, lambda picture: self._arrived(page, future, picture), lambda _: self._failed(page, future), self
        )

    def _arrived(self, page: int, future: Future[PageImage], picture: PageImage) -> None:
        if self._asked.get(page) is not future:
            return
        del self._asked[page]
        image = as_image(picture)
        self._pictures[page] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > MOST_BYTES and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()
        self.changed.emit(page)

    def _failed(self, page: int, future: Future[PageImage]) -> None:
        if self._asked.get(page) is future:
            del self._asked[page]
            self.failed.add(page)
            self.changed.emit(page)

    def _forget(self) -> None:
        for future in self._asked.values():
            future.cancel()
        self._asked.clear()
        self._pictures.clear()
        self._bytes = 0
