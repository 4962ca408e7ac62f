"""The pages of the document as small pictures with their labels."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.icons import paint_icon
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.sidebar.thumbnails import PICTURE, Thumbnails
from quizglass.ui.theme import FOCUS_WIDTH, HAIRLINE, ICON_SIZE, LIGHT, SPACE_L, SPACE_S, TYPE_SMALL

Index = QModelIndex | QPersistentModelIndex


class _PageModel(QAbstractListModel):
    """Rows are pages."""

    def __init__(self, info: DocumentInfo) -> None:
        super().__init__()
        self._info = info

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._info.page_count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        page = index.row()
        label, number = self._label(page), str(page + 1)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr("Page {page}").format(page=label)
            case Qt.ItemDataRole.ToolTipRole if label != number:
                return tr("{number} of {count}").format(number=number, count=self._info.page_count)
        return None

    def _label(self, page: int) -> str:
        """The number printed on the page where the document gives one, else its place."""
        labels = self._info.labels
        return labels[page] if page < len(labels) and labels[page] else str(page + 1)


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, services: Services, pictures: Thumbnails, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = services.theme
        self._pictures = pictures

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(PICTURE.width() + 2 * SPACE_L, PICTURE.height() + TYPE_SMALL + 3 * SPACE_S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme.current
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect)
        room = QRectF(area.center().x() - PICTURE.width() / 2, area.y() + SPACE_S, PICTURE.width(), PICTURE.height())
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self._paint_page(painter, index.row(), room)
        width = FOCUS_WIDTH if chosen else HAIRLINE
        painter.setPen(QPen(theme.accent if chosen else theme.line, width))
        painter.drawRect(box.adjusted(-width / 2, -width / 2, width / 2, width / 2))
        painter.setPen(theme.text if chosen else theme.muted)
        font = painter.font()
        font.setPixelSize(TYPE_SMALL)
        font.setBold(chosen)
        painter.setFont(font)
        below = QRectF(area.x(), room.bottom(), area.width(), area.bottom() - room.bottom())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def _paint_page(self, painter: QPainter, page: int, room: QRectF) -> QRectF:
        """Draw the page in the middle of ``room``; where it lies."""
        size = self._pictures.fitted(page)
        box = QRectF(room.topLeft(), size)
        box.moveCenter(room.center())
        painter.fillRect(box, Qt.GlobalColor.white)
        picture = self._pictures.picture(page, painter.device().devicePixelRatio())
        if picture is not None:
            painter.drawImage(box, picture)
        elif page in self._pictures.failed:
            mark = QRectF(0, 0, ICON_SIZE, ICON_SIZE)
            mark.moveCenter(box.center())
            # The paper is white in the dark theme too.
            paint_icon(painter, "warn", LIGHT.muted, mark)
        return box


class PageList(QListView):
    """``page_wanted`` gives the page that was clicked or moved to by keys."""

    page_wanted = Signal(int)

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo) -> None:
        super().__init__()
        self._pages = _PageModel(info)
        self._pages.setParent(self)
        self.pictures = Thumbnails(services, source, info, self)
        self._following = False
        self._pressed_at = -1
        self.setModel(self._pages)
        self.setItemDelegate(_PageDelegate(services, self.pictures, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self.pictures.changed.connect(lambda page: self.update(self._pages.index(page)))
        services.theme.changed.connect(self.viewport().update)
        follow_language(self, lambda: self.setAccessibleName(tr("Pages")))

    def follow(self, page: int) -> None:
        """Mark the page that is in sight."""
        self._following = True
        self.setCurrentIndex(self._pages.index(page))
        self._following = False

    def turn(self, turns: int) -> None:
        """Show the pages turned as the view is, clockwise by so many quarters."""
        self.pictures.turn(turns)
        self.viewport().update()

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._following:
            self.page_wanted.emit(now.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = self.currentIndex().row()
        super().mousePressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        """A click on the page that was marked already goes to its top."""
        if index.row() == self._pressed_at:
            self.page_wanted.emit(index.row())
