"""Small pictures of all pages, rendered when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quizglass.documents.requests import RenderPage
from quizglass.errors import AppError
from quizglass.geometry import WHOLE_PAGE
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, DocumentSource, PageImage
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import FOCUS_WIDTH, HAIRLINE, SPACE_L, SPACE_S, TYPE_SMALL

_PICTURE = QSize(132, 150)
_KEPT = 200
_WAITING_AT_MOST = 12

Index = QModelIndex | QPersistentModelIndex


class _PageModel(QAbstractListModel):
    """Rows are pages; the decoration is the picture, asked for when it is looked at."""

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo) -> None:
        super().__init__()
        self.info = info
        self._services = services
        self._source = source
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: OrderedDict[int, Future[PageImage]] = OrderedDict()
        self._failed: set[int] = set()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.info.page_count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Page {page}").format(page=index.row() + 1)
        return None

    def label(self, page: int) -> str:
        """The number printed on the page where the document gives one, else its place."""
        return self.info.labels[page] if page < len(self.info.labels) and self.info.labels[page] else str(page + 1)

    def picture(self, page: int, ratio: float) -> QImage | None:
        """The picture of ``page`` if it is at hand; otherwise it is asked for."""
        found = self._pictures.get(page)
        if found is not None:
            self._pictures.move_to_end(page)
        elif page not in self._asked and page not in self._failed:
            self._request(page, ratio)
        return found

    def _request(self, page: int, ratio: float) -> None:
        size = self.info.sizes[page]
        fitted = QSizeF(size.width, size.height).scaled(QSizeF(_PICTURE) * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        request = RenderPage(
            self._source, page, WHOLE_PAGE, max(1, round(fitted.width())), max(1, round(fitted.height()))
        )
        future = self._services.documents.submit(request, urgent=False)
        self._asked[page] = future
        if len(self._asked) > _WAITING_AT_MOST:
            # The user scrolled on: what was asked longest ago is out of sight.
            _, oldest = self._asked.popitem(last=False)
            oldest.cancel()
        self._services.relay.deliver(
            future, lambda picture: self._arrived(page, picture), lambda error: self._on_failed(page, error)
        )

    def _arrived(self, page: int, picture: PageImage) -> None:
        self._asked.pop(page, None)
        self._pictures[page] = as_image(picture)
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page))

    def _on_failed(self, page: int, _error: AppError) -> None:
        self._asked.pop(page, None)
        self._failed.add(page)


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, services: Services, model: _PageModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = services.theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(_PICTURE.width() + 2 * SPACE_L, _PICTURE.height() + TYPE_SMALL + 3 * SPACE_S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme.current
        page = index.row()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect)
        room = QRectF(area.center().x() - _PICTURE.width() / 2, area.y() + SPACE_S, _PICTURE.width(), _PICTURE.height())
        size = self._model.info.sizes[page]
        fitted = QSizeF(size.width, size.height).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(
            room.center().x() - fitted.width() / 2,
            room.center().y() - fitted.height() / 2,
            fitted.width(),
            fitted.height(),
        )
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, Qt.GlobalColor.white)
        picture = self._model.picture(page, painter.device().devicePixelRatio())
        if picture is not None:
            painter.drawImage(box, picture)
        width = FOCUS_WIDTH if chosen else HAIRLINE
        painter.setPen(QPen(theme.accent if chosen else theme.line, width))
        painter.drawRect(box.adjusted(-width / 2, -width / 2, width / 2, width / 2))
        painter.setPen(theme.text if chosen else theme.muted)
        font = painter.font()
        font.setPixelSize(TYPE_SMALL)
        painter.setFont(font)
        below = QRectF(area.x(), room.bottom(), area.width(), area.bottom() - room.bottom())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._model.label(page))
        painter.restore()


class PageList(QListView):
    """``page_wanted`` gives the page that was clicked or moved to by keys."""

    page_wanted = Signal(int)

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo) -> None:
        super().__init__()
        self._pages = _PageModel(services, source, info)
        self._pages.setParent(self)
        self._following = False
        self.setModel(self._pages)
        self.setItemDelegate(_PageDelegate(services, self._pages, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        services.theme.changed.connect(self.viewport().update)
        follow_language(self, lambda: self.setAccessibleName(tr("Pages")))

    def follow(self, page: int) -> None:
        """Mark the page that is in sight."""
        self._following = True
        self.setCurrentIndex(self._pages.index(page))
        self._following = False

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._following:
            self.page_wanted.emit(now.row())
