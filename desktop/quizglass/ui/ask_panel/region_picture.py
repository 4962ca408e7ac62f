"""What a region, or a page, looks like: one picture, or one for each page that a region runs over."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from quizglass.geometry import RegionPart
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
        self._pictures: list[PagePart] = []
        self._column = column(self, spacing=_GAP)

    def show_parts(self, parts: tuple[RegionPart, ...], words: str) -> None:
        """Show these parts below one another; ``words`` say what they are."""
        there = [part for part in parts if part.page < len(self._info.sizes)]
        if len(there) != len(self._pictures):
            self._make(len(there))
        for picture, part in zip(self._pictures, there, strict=True):
            picture.show_part(self._source, part.page, part.rect, self._info.sizes[part.page])
            picture.setAccessibleName(words)
            picture.setToolTip(words)
        self.setAccessibleName(words)

    def _make(self, count: int) -> None:
        for old in self._pictures:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        most = QSize(_WIDTH, (_HEIGHT - _GAP * (count - 1)) // max(1, count))
        self._pictures = [PagePart(self._services, most) for _ in range(count)]
        for picture in self._pictures:
            self._column.addWidget(picture)
