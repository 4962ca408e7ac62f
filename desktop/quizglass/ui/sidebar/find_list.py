"""The places found, one below the other: a line or two of text around each, and the page's label."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, Hit
from quizglass.ui.finding.hits import Hits
from quizglass.ui.language import follow_language
from quizglass.ui.theme import RADIUS_FIELD, SPACE_S, SPACE_XS, TYPE_SMALL, WEIGHT_STRONG, ThemeSource

Index = QModelIndex | QPersistentModelIndex

_LINES: Final = 2
_BEFORE: Final = 0.4
"""The share of the first line that the text before a place may take: the place itself must be seen."""
_LAID_OUT: Final = 128
"""Rows whose lines are kept: places come many times a second, and each time all rows in sight are painted."""
_FILLED: Final = 0.75
"""The share of a line that is filled on average before it breaks."""


class _HitModel(QAbstractListModel):
    def __init__(self, hits: Hits, info: DocumentInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits = hits
        self.info = info
        hits.about_to_add.connect(lambda first, last: self.beginInsertRows(QModelIndex(), first, last))
        hits.added.connect(self.endInsertRows)
        hits.about_to_remove.connect(lambda first, last: self.beginRemoveRows(QModelIndex(), first, last))
        hits.removed.connect(self.endRemoveRows)

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        hit = self._hits[index.row()]
        line = " ".join(part for part in (hit.before, hit.text, hit.after) if part)
        return f"{page_words(self.info, hit.page)}  {line}"


def page_words(info: DocumentInfo, page: int) -> str:
    """``p. iv``"""
    return tr("p. {page}").format(page=info.label(page))


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, theme: ThemeSource, model: _HitModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._list = parent
        self._laid_out = lru_cache(maxsize=_LAID_OUT)(_laid_out)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        height = QFontMetricsF(option.font).lineSpacing() * _LINES
        return QSize(self._list.viewport().width(), round(height) + 2 * SPACE_XS + SPACE_XS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme.current
        area = QRectF(option.rect).adjusted(0, 0, 0, -SPACE_XS)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.selection if chosen else theme.hover)
            painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)
        inside = area.adjusted(SPACE_S, SPACE_XS, -SPACE_S, -SPACE_XS)
        hit = self._model.hit(index.row())
        page = page_words(self._model.info, hit.page)
        small = QFont(option.font)
        small.setPixelSize(TYPE_SMALL)
        painter.setFont(small)
        painter.setPen(theme.muted)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, page)
        painter.setPen(theme.text)
        taken = QFontMetricsF(small).horizontalAdvance(page) + SPACE_S
        self._laid_out(hit, inside.width(), taken, option.font.toString()).draw(painter, inside.topLeft())
        painter.restore()


def _laid_out(hit: Hit, width: float, taken: float, face: str) -> QTextLayout:
    """The text around ``hit`` on two lines ``width`` wide, the second of which ends ``taken`` pixels before that."""
    font = QFont()
    font.fromString(face)
    strong_font = QFont(font)
    strong_font.setWeight(QFont.Weight(WEIGHT_STRONG))
    metrics = QFontMetricsF(font)
    second = max(1.0, width - taken)
    before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, width * _BEFORE)
    before = f"{before} " if before else ""
    used = metrics.horizontalAdvance(before) + QFontMetricsF(strong_font).horizontalAdvance(hit.text)
    # Where a line breaks, up to a long word's room is lost.
    left = width * _FILLED + second - used
    after = metrics.elidedText(f" {hit.after}" if hit.after else "", Qt.TextElideMode.ElideRight, max(0.0, left))
    layout = QTextLayout(before + hit.text + after, font)
    strong = QTextLayout.FormatRange()
    strong.start, strong.length = len(before), len(hit.text)
    look = QTextCharFormat()
    look.setFontWeight(WEIGHT_STRONG)
    strong.format = look
    layout.setFormats([strong])
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for number in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width if number == 0 else second)
        line.setPosition(QPointF(0, number * metrics.lineSpacing()))
    layout.endLayout()
    return layout


class FindList(QListView):
    """Choosing a row makes its place the one that is looked at."""

    def __init__(self, theme: ThemeSource, hits: Hits, info: DocumentInfo) -> None:
        super().__init__()
        self._hits = hits
        self._following = False
        model = _HitModel(hits, info, self)
        self.setModel(model)
        self.setItemDelegate(_HitDelegate(theme, model, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current)
        hits.current_changed.connect(lambda _: self.follow())
        hits.added.connect(self.follow)
        theme.changed.connect(self.viewport().update)
        follow_language(self, lambda: self.setAccessibleName(tr("Places found")))

    def follow(self) -> None:
        """Mark the place that is looked at."""
        row = self._hits.current_row
        if row >= 0 and self.currentIndex().row() != row:
            self._following = True
            self.setCurrentIndex(self.model().index(row, 0))
            self._following = False

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._following and self.hasFocus():
            self._hits.look_at(now.row())
