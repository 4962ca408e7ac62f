"""What a region, or a page, looks like: one picture, or one for each page that a region runs over, at one scale."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from quizglass.geometry import RegionPart, Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.page_part import PagePart
from quizglass.ui.services import Services

_WIDTH, _HEIGHT = 640, 132
_GAP = 2


class RegionPicture(QWidget):
    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo) -> None:
        super().__init__()
        self._services = services
        self._source = source
        self._info = info
        self._parts: list[RegionPart] = []
        self._pictures: list[PagePart] = []
        self._column = column(self, spacing=_GAP)

    def show_parts(self, parts: tuple[RegionPart, ...], words: str) -> None:
        """Show these parts below one another; ``words`` say what they are."""
        self._parts = [part for part in parts if part.page < len(self._info.sizes)]
        if len(self._parts) != len(self._pictures):
            self._make(len(self._parts))
        self._fit()
        for picture, part in zip(self._pictures, self._parts, strict=True):
            picture.show_part(self._source, part.page, part.rect, self._info.sizes[part.page])
            picture.setAccessibleName(words)
            picture.setToolTip(words)
        self.setAccessibleName(words)

    def _make(self, count: int) -> None:
        for old in self._pictures:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._pictures = [PagePart(self._services, QSize(_WIDTH, _HEIGHT)) for _ in range(count)]
        for picture in self._pictures:
            self._column.addWidget(picture)

    def _fit(self) -> None:
        """Make room for all of them, each as high as its part is among the others."""
        sizes = [self._info.sizes[part.page] for part in self._parts]
        points = [
            Size(part.rect.width * size.width, part.rect.height * size.height)
            for part, size in zip(self._parts, sizes, strict=True)
        ]
        if not points:
            return
        width = max(1, min(_WIDTH, self.width()))
        room = _HEIGHT - _GAP * (len(points) - 1)
        scale = min(room / sum(size.height for size in points), width / max(size.width for size in points))
        for picture, size in zip(self._pictures, points, strict=True):
            alone = len(points) == 1
            picture.set_most(QSize(_WIDTH, _HEIGHT if alone else max(1, round(scale * size.height))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self._parts) > 1:
            self._fit()
