"""The titles of the columns, with the way in which one of them is sorted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from quizglass.ui.batch_page.results.columns import LOOKS, Column, title
from quizglass.ui.icons import paint_icon
from quizglass.ui.theme import HAIRLINE, SPACE_M, SPACE_S, SPACE_XS, TABLE_ROW, TYPE_SMALL, WEIGHT_STRONG, ThemeSource


class TableHeader(QHeaderView):
    """A click sorts by a column, another the other way round, a third takes the order of the plan again."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setMinimumSectionSize(2 * SPACE_M + SPACE_S)
        self.setHighlightSections(False)
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TABLE_ROW)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        theme, column = self._theme.current, Column(logical_index)
        painter.save()
        painter.fillRect(rect, theme.panel)
        painter.setPen(QPen(theme.line, HAIRLINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(SPACE_S, 0, -SPACE_S, 0)
        if self.sortIndicatorSection() == logical_index:
            inside = self._paint_mark(painter, inside, at_right=LOOKS[column].figures)
        font = QFont(self.font())
        font.setPixelSize(TYPE_SMALL)
        font.setWeight(QFont.Weight(WEIGHT_STRONG))
        painter.setFont(font)
        painter.setPen(theme.muted)
        side = Qt.AlignmentFlag.AlignRight if LOOKS[column].figures else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(title(column), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
        painter.restore()

    def _paint_mark(self, painter: QPainter, inside: QRect, *, at_right: bool) -> QRect:
        """The mark of sorting beside the title; the room that is left for words."""
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        top = inside.top() + (inside.height() - SPACE_M) // 2
        left = inside.left() if at_right else inside.right() - SPACE_M
        icon = "chevron-down" if down else "chevron-up"
        paint_icon(painter, icon, self._theme.current.accent, QRect(left, top, SPACE_M, SPACE_M))
        by = SPACE_M + SPACE_XS
        return inside.adjusted(by, 0, 0, 0) if at_right else inside.adjusted(0, 0, -by, 0)
