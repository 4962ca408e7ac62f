"""Paints the cells of the table: one line each, what does not fit ends in an ellipsis."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quizglass.batch.exports.columns import correction_text, said_text
from quizglass.i18n import tr
from quizglass.ui.batch_page.results.answer_editor import AnswerEditor
from quizglass.ui.batch_page.results.cell_type import CellType
from quizglass.ui.batch_page.results.columns import LOOKS, Column, text_of
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.row_kind import Look, RowKind, look_of
from quizglass.ui.batch_page.results.table_model import ResultsModel
from quizglass.ui.icons import line_icon
from quizglass.ui.theme import HAIRLINE, SPACE_L, SPACE_S, TABLE_ROW, Theme, ThemeSource

Index = QModelIndex | QPersistentModelIndex

_LEAST_BESIDE: Final = 96
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
        self._type: CellType | None = None
        self._marks: dict[tuple[str, str, float], QPixmap] = {}
        theme.changed.connect(self._marks.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(LOOKS[Column(index.column())].width, TABLE_ROW)

    # Painting -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, kind = self._theme.current, self._type_of(option.font)
        found = cast("ResultsModel", index.model()).found_at(index.row())
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selection)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), HAIRLINE, theme.line)
        inside = rect.adjusted(SPACE_S, 0, -SPACE_S, -HAIRLINE)
        column = Column(index.column())
        if column is Column.STATUS:
            self._paint_status(painter, inside, found, kind)
        elif column is Column.ANSWER:
            self._paint_answer(painter, inside, found, kind)
        else:
            painter.setPen(self._color(theme, found, column))
            text, figures = text_of(found, column), LOOKS[column].figures
            # Names of files begin and end alike: what tells them apart may stand at either end.
            elide = Qt.TextElideMode.ElideMiddle if column is Column.FILE else Qt.TextElideMode.ElideRight
            (kind.figures if figures else kind.body).draw(painter, inside, text, _RIGHT if figures else _LEFT, elide)
        painter.restore()

    def _type_of(self, font: QFont) -> CellType:
        if self._type is None or self._type.font != font:
            self._type = CellType(font)
        return self._type

    def _color(self, theme: Theme, found: FoundRow, column: Column) -> QColor:
        if column is Column.CONFIDENCE and found.kind is RowKind.UNSURE:
            return theme.warn
        if column is Column.ERROR:
            return theme.bad if found.kind is RowKind.FAILED else theme.muted
        return theme.muted if column in _QUIET or found.kind is RowKind.WAITING else theme.text

    def _paint_status(self, painter: QPainter, inside: QRect, found: FoundRow, kind: CellType) -> None:
        look = look_of(found.kind)
        place = QPoint(inside.left(), inside.top() + (inside.height() - SPACE_L) // 2)
        painter.drawPixmap(place, self._mark(look, painter.device().devicePixelRatio()))
        color: QColor = getattr(self._theme.current, look.tint)
        painter.setPen(color)
        kind.body.draw(painter, inside.adjusted(SPACE_L + SPACE_S // 2, 0, 0, 0), tr(look.words), _LEFT)

    def _mark(self, look: Look, ratio: float) -> QPixmap:
        key = look.icon, look.tint, ratio
        if key not in self._marks:
            self._marks[key] = line_icon(self._theme, look.icon, look.tint).pixmap(QSize(SPACE_L, SPACE_L), ratio)
        return self._marks[key]

    def _paint_answer(self, painter: QPainter, inside: QRect, found: FoundRow, kind: CellType) -> None:
        theme, beside = self._theme.current, said_text(found.row)
        text = correction_text(found.row) if beside else found.row.answer
        painter.setPen(theme.text if found.row.settled else theme.muted)
        room = QRect(inside)
        if beside:
            wanted = min(_LEAST_BESIDE, kind.small.width(beside)) + SPACE_S
            room.setWidth(max(inside.width() // 2, inside.width() - wanted))
        used = kind.body.draw(painter, room, text, _LEFT)
        if beside:
            painter.setPen(theme.muted)
            kind.small.draw(painter, inside.adjusted(used + SPACE_S, 0, 0, 0), beside, _LEFT)

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
