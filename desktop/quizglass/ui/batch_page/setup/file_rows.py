"""The chosen documents as rows of a list: the name, and how many pages it has or why that is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quizglass.i18n import tr
from quizglass.ui.batch_page.amounts import pages_words
from quizglass.ui.batch_page.setup.chosen_files import ChosenFiles, FileFacts
from quizglass.ui.theme import RADIUS_FIELD, SPACE_M, SPACE_S, TYPE_SMALL, ThemeSource

_ROW: Final = 28
_FACTS: Final = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex


class FileRows(QAbstractListModel):
    """Follows ``files``; what is known of one of them is read anew whenever its row is painted.

    Telling the list of every count would have it lay out all rows each time, thousands of them.
    """

    def __init__(self, files: ChosenFiles, parent: QListView) -> None:
        super().__init__(parent)
        self._files = files
        self._paths: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        files.changed.connect(self._take)
        self._take()

    def path(self, row: int) -> str:
        return self._paths[row]

    def row(self, path: str) -> int:
        """Where it stands; -1 where it is not there."""
        return self._rows.get(path, -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._paths)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        path = self._paths[index.row()]
        facts = self._files.facts(path)
        if role == Qt.ItemDataRole.DisplayRole:
            return Path(path).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{path}\n{facts.error}" if facts.error is not None else path
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return facts_words(facts)
        if role == _FACTS:
            return facts
        return None

    def _take(self) -> None:
        paths = self._files.paths
        if paths == self._paths:
            return
        if paths[: len(self._paths)] == self._paths:
            self.beginInsertRows(QModelIndex(), len(self._paths), len(paths) - 1)
            self._put(paths)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._put(paths)
            self.endResetModel()

    def _put(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self._rows = {path: row for row, path in enumerate(paths)}


def facts_words(facts: FileFacts) -> str:
    """``12 pages``, or shortly what is the matter."""
    if facts.locked:
        return tr("needs its password")
    if facts.error is not None:
        return tr("cannot be opened")
    return pages_words(facts.pages) if facts.pages is not None else "…"


class FileRowPainter(QStyledItemDelegate):
    def __init__(self, theme: ThemeSource, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._theme.current
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = None
        if option.state & QStyle.StateFlag.State_Selected:
            ground = theme.selection
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = theme.hover
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(area, RADIUS_FIELD, RADIUS_FIELD)
        facts: FileFacts = index.data(_FACTS)
        inside = area.adjusted(SPACE_S, 0, -SPACE_S, 0)
        small = QFont(option.font)
        small.setPixelSize(TYPE_SMALL)
        painter.setFont(small)
        painter.setPen(theme.muted if facts.error is None else theme.warn)
        side = facts_words(facts)
        taken = painter.fontMetrics().horizontalAdvance(side) + SPACE_M
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, side)
        painter.setFont(option.font)
        painter.setPen(theme.text)
        room = inside.adjusted(0, 0, -taken, 0)
        name = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.restore()
