"""Paints the cells of the table: one line each, what does not fit ends in an ellipsis."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quizglass.batch.exports.columns import correction_text, said_text
from quizglass.i18n import tr
from quizglass.ui.batch_page.results.answer_editor import AnswerEditor
from quizglass.ui.batch_page.results.columns import LOOKS, Column, text_of
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.row_kind import RowKind, look_of
from quizglass.ui.batch_page.results.table_model import ResultsModel
from quizglass.ui.icons import line_icon
from quizglass.ui.theme import HAIRLINE, SPACE_L, SPACE_S, TABLE_ROW, TYPE_SMALL, Theme, ThemeSource

Index = QModelIndex | QPersistentModelIndex

_LONGEST: Final = 300
"""Characters that are looked at: an answer may have ten thousand."""
_LEAST_BESIDE: Final = 72
"""Pixels for what the model said, where a cell has a correction."""
_QUIET: Final = {Column.PAGE, Column.QUESTION, Column.SECONDS, Column.MODEL}
_ONE_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_LEFT: Final = _ONE_LINE | int(Qt.AlignmentFlag.AlignLeft)
_RIGHT: Final = _ONE_LINE | int(Qt.AlignmentFlag.AlignRight)


class Cells(QStyledItemDelegate):
    """Paints the cells, and lets answers be corrected in place."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(LOOKS[Column(index.column())].width, TABLE_ROW)

    # Painting -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme.current
        found = cast("ResultsModel", index.model()).found_at(index.row())
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), HAIRLINE, theme.line)
        inside = rect.adjusted(SPACE_S, 0, -SPACE_S, -HAIRLINE)
        column = Column(index.column())
        if column is Column.STATUS:
            self._paint_status(painter, inside, found)
        elif column is Column.ANSWER:
            self._paint_answer(painter, inside, found, option.font)
        else:
            painter.setFont(_figures(option.font) if LOOKS[column].figures else option.font)
            painter.setPen(self._color(theme, found, column))
            # Names of files begin and end alike: what tells them apart may stand at either end.
            elide = Qt.TextElideMode.ElideMiddle if column is Column.FILE else Qt.TextElideMode.ElideRight
            _draw(painter, inside, text_of(found, column), _RIGHT if LOOKS[column].figures else _LEFT, elide)
        painter.restore()

    def _color(self, theme: Theme, found: FoundRow, column: Column) -> QColor:
        if column is Column.CONFIDENCE and found.kind is RowKind.UNSURE:
            return theme.warn
        if column is Column.ERROR:
            return theme.bad if found.kind is RowKind.FAILED else theme.muted
        return theme.muted if column in _QUIET or found.kind is RowKind.WAITING else theme.text

    def _paint_status(self, painter: QPainter, inside: QRect, found: FoundRow) -> None:
        look = look_of(found.kind)
        mark = line_icon(self._theme, look.icon, look.tint).pixmap(
            QSize(SPACE_L, SPACE_L), painter.device().devicePixelRatio()
        )
        painter.drawPixmap(inside.left(), inside.top() + (inside.height() - SPACE_L) // 2, mark)
        painter.setPen(getattr(self._theme.current, look.tint))
        _draw(painter, inside.adjusted(SPACE_L + SPACE_S // 2, 0, 0, 0), tr(look.words), _LEFT)

    def _paint_answer(self, painter: QPainter, inside: QRect, found: FoundRow, font: QFont) -> None:
        theme, beside = self._theme.current, said_text(found.row)
        text = correction_text(found.row) if beside else found.row.answer
        painter.setPen(theme.text if found.row.settled else theme.muted)
        painter.setFont(font)
        room = QRect(inside)
        if beside:
            room.setWidth(max(inside.width() // 2, inside.width() - _LEAST_BESIDE - _beside_width(painter, beside)))
        used = _draw(painter, room, text, _LEFT)
        if beside:
            painter.setFont(_sized(font, TYPE_SMALL))
            painter.setPen(theme.muted)
            _draw(painter, inside.adjusted(used + SPACE_S, 0, 0, 0), beside, _LEFT)

    # Correcting -----------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = AnswerEditor(parent)
        editor.finished.connect(lambda: self._finish(editor))
        return editor

    def _finish(self, editor: AnswerEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Rows that arrive meanwhile must not undo what is being typed.
        if isinstance(editor, AnswerEditor) and not editor.is_filled:
            editor.fill(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, AnswerEditor):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        if isinstance(editor, AnswerEditor):
            editor.stand_at(option.rect)


def _figures(font: QFont) -> QFont:
    """``font`` with figures of one width, so that they stand below one another."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _sized(font: QFont, pixels: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    return made


def _beside_width(painter: QPainter, beside: str) -> int:
    return min(_LEAST_BESIDE, QFontMetrics(painter.font()).horizontalAdvance(beside[:_LONGEST]))


def _draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    alignment: int,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Draw ``text`` on one line; how wide it has become."""
    line = " ".join(text[:_LONGEST].split())
    if not line:
        return 0
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(line, elide, rect.width())
    painter.drawText(rect, alignment, shown)
    return metrics.horizontalAdvance(shown)
