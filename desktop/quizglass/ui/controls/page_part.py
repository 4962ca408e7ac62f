"""A picture of a part of a page, as the model is shown it, rendered when it is first seen."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizglass.documents.requests import RenderPage
from quizglass.geometry import PageRect, Size
from quizglass.pages import DocumentSource, PageImage
from quizglass.ui.services import Services
from quizglass.ui.theme import HAIRLINE, RADIUS_FIELD

MOST_PIXELS = 4096


def as_image(picture: PageImage) -> QImage:
    """A Qt image with pixels of its own."""
    return QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888).copy()


class PagePart(QWidget):
    """Shows ``clip`` of a page as large as it fits; boxes given by `mark` are lit up on it."""

    def __init__(self, services: Services, most: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._most = most
        self._source: DocumentSource | None = None
        self._page = 0
        self._clip = PageRect(0, 0, 1, 1)
        self._page_size = Size(1, 1)
        self._marks: tuple[PageRect, ...] = ()
        self._image: QImage | None = None
        self._asked: Future[PageImage] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        services.theme.changed.connect(self.update)

    def show_part(self, source: DocumentSource, page: int, clip: PageRect, page_size: Size) -> None:
        """Show ``clip`` of ``page``, whose displayed size is ``page_size`` points."""
        if (source, page, clip) == (self._source, self._page, self._clip):
            return
        self._source, self._page, self._clip, self._page_size = source, page, clip, page_size
        self._image = None
        self.setFixedHeight(self._height())
        self._forget_asked()
        self.update()

    def set_most(self, most: QSize) -> None:
        """Be no larger than this."""
        if most != self._most:
            self._most = most
            self._image = None
            self.setFixedHeight(self._height())
            self._forget_asked()
            self.update()

    def mark(self, boxes: tuple[PageRect, ...]) -> None:
        """Light up ``boxes``, fractions of the whole page."""
        self._marks = boxes
        self.update()

    def _height(self) -> int:
        """The picture fills the width unless that makes it higher than allowed."""
        width = max(1, min(self.width(), self._most.width()))
        aspect = (self._clip.height * self._page_size.height) / max(1e-9, self._clip.width * self._page_size.width)
        return max(2 * RADIUS_FIELD, min(self._most.height(), round(width * aspect)))

    def _picture_box(self) -> QRectF:
        clip = QSizeF(self._clip.width * self._page_size.width, self._clip.height * self._page_size.height)
        room = QSizeF(self.width(), self.height())
        size = clip.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width() and self._source is not None:
            self.setFixedHeight(self._height())
            self._image = None
            self._forget_asked()

    def _forget_asked(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _request(self, box: QRectF) -> None:
        if self._source is None or self._asked is not None or box.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        width = min(MOST_PIXELS, max(1, round(box.width() * ratio)))
        height = min(MOST_PIXELS, max(1, round(box.height() * ratio)))
        asked = self._services.documents.submit(
            RenderPage(self._source, self._page, self._clip, width, height), urgent=False
        )
        self._asked = asked
        self._services.relay.deliver(asked, lambda picture: self._arrived(asked, picture), owner=self)

    def _arrived(self, asked: Future[PageImage], picture: PageImage) -> None:
        if asked is self._asked:
            self._image = as_image(picture)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._source is None:
            return
        theme = self._services.theme.current
        box = self._picture_box()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_FIELD, RADIUS_FIELD)
        painter.setClipPath(outline)
        painter.fillPath(outline, theme.card if self._image is None else Qt.GlobalColor.white)
        if self._image is None:
            self._request(box)
        else:
            painter.drawImage(box, self._image)
            self._paint_marks(painter, box)
        painter.setClipping(False)
        painter.setPen(QPen(theme.line, HAIRLINE))
        painter.drawPath(outline)
        painter.end()

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        fill = self._services.theme.current.evidence_fill
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for mark in self._marks:
            seen = mark.inside(self._clip)
            painter.fillRect(
                QRectF(
                    box.x() + seen.x0 * box.width(),
                    box.y() + seen.y0 * box.height(),
                    seen.width * box.width(),
                    seen.height * box.height(),
                ),
                fill,
            )
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
