"""Everything by name: actions, open documents and recent ones, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from quizglass.i18n import tr
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label, rule
from quizglass.ui.language import follow_language
from quizglass.ui.overlays import Overlay
from quizglass.ui.palette_choices import Choice, best
from quizglass.ui.theme import RADIUS_FIELD, SPACE_M, SPACE_S, SPACE_XS, TYPE_SMALL, ThemeSource

_WIDTH = 560
_ROW = 34
_ROWS = 11
_CHOICE = Qt.ItemDataRole.UserRole


class CommandPalette(Overlay):
    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._choices: list[Choice] = []
        self._typed: Callable[[str], list[Choice]] = lambda _: []
        self.field = QLineEdit()
        self.field.setProperty("kind", "palette")
        self.list = QListWidget()
        self.list.setProperty("kind", "palette")
        self.list.setItemDelegate(_ChoiceDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label("muted")
        self._nothing.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        top = row(margin=(SPACE_M, SPACE_XS))
        top.addWidget(self.field)
        self.content.addLayout(top)
        self.content.addWidget(rule())
        below = row(margin=SPACE_XS)
        below.addWidget(self.list)
        below.addWidget(self._nothing)
        self.content.addLayout(below, 1)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._do_current)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._do_current())
        follow_language(self, self._say)

    def _say(self) -> None:
        self.setAccessibleName(tr("Everything by name"))
        self.field.setPlaceholderText(tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Type what you want to do"))
        self.list.setAccessibleName(tr("What can be done"))
        self._nothing.setText(tr("Nothing is called that."))

    def open_with(self, choices: Iterable[Choice], typed: Callable[[str], list[Choice]]) -> None:
        """``choices`` in the order of an empty field; ``typed`` gives more that come first, for what is typed."""
        self._choices = list(choices)
        self._typed = typed
        self.field.clear()
        self._filter("")
        self.open()
        self.field.setFocus()

    def card_height(self, _width: int) -> int:
        return self.field.sizeHint().height() + 4 * SPACE_XS + min(_ROWS, max(1, self.list.count())) * _ROW

    def _filter(self, wanted: str) -> None:
        self.list.clear()
        for choice in (*self._typed(wanted), *best(self._choices, wanted)):
            item = QListWidgetItem(choice.words, self.list)
            item.setData(_CHOICE, choice)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, choice.side)
            item.setSizeHint(QSize(0, _ROW))
        self._nothing.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self.list.setCurrentRow(0)
        if self.isVisible():
            self.fit()

    def _do_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            choice: Choice = item.data(_CHOICE)
            self.dismiss()
            choice.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, theme: ThemeSource, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme.current
        choice: Choice = index.data(_CHOICE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.selection)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS_FIELD, RADIUS_FIELD)
        inside = area.adjusted(SPACE_M, 0, -SPACE_M, 0)
        font = painter.font()
        font.setPixelSize(TYPE_SMALL)
        painter.setFont(font)
        side_width = min(inside.width() // 2, painter.fontMetrics().horizontalAdvance(choice.side) + SPACE_S)
        side = painter.fontMetrics().elidedText(choice.side, Qt.TextElideMode.ElideLeft, side_width)
        painter.setPen(theme.muted)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, side)
        painter.setFont(option.font)
        painter.setPen(theme.text)
        room = inside.adjusted(0, 0, -side_width - SPACE_S, 0)
        words = painter.fontMetrics().elidedText(choice.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
