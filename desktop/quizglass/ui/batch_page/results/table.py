"""The table of a run's rows: chosen, corrected, copied and opened by mouse and keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from quizglass.i18n import tr
from quizglass.ui.batch_page.results.cells import Cells
from quizglass.ui.batch_page.results.columns import LOOKS, Column, fitted, title
from quizglass.ui.batch_page.results.copied_rows import tab_separated
from quizglass.ui.batch_page.results.found_row import FoundRow, RowKey, key_of
from quizglass.ui.batch_page.results.row_kind import can_be_corrected
from quizglass.ui.batch_page.results.table_header import TableHeader
from quizglass.ui.batch_page.results.table_model import Index, ResultsModel
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import TABLE_ROW, ThemeSource

_MOST_KEPT: Final = 200
"""Chosen rows that stay chosen when the table is filled anew; of more only the current one does."""
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ResultsTable(QTableView):
    """Signals:
    chosen(FoundRow | None): another row is the current one, or it says something else now.
    shown(FoundRow): the row is to be looked at on its page.
    opened(FoundRow): its file is wanted in a tab of its own.
    editing_changed(bool): an answer is being written anew, or no longer.
    """

    chosen = Signal(object)
    shown = Signal(object)
    opened = Signal(object)
    editing_changed = Signal(bool)

    def __init__(self, theme: ThemeSource, model: ResultsModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._header = TableHeader(theme, self)
        self._by_hand: dict[Column, bool] = {}
        self._is_fitted = True
        self._is_editing = False
        self._fitting = False
        self._current: RowKey | None = None
        self._chosen: list[RowKey] = []
        self.setModel(model)
        self._set_up()
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._put_back)
        model.dataChanged.connect(self._on_data)
        self._header.sectionResized.connect(self._on_resized)
        self._header.customContextMenuRequested.connect(self._show_columns_at)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self._on_double_click)
        theme.changed.connect(self.viewport().update)
        follow_language(self, self._say)

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._header)
        self.setItemDelegate(Cells(self._theme, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(TABLE_ROW)
        rows.setDefaultSectionSize(TABLE_ROW)
        rows.hide()
        self.setSortingEnabled(True)
        self.set_columns({})

    # Columns --------------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> list[Column]:
        """Those that are shown, from left to right."""
        in_order = (Column(self._header.logicalIndex(at)) for at in range(len(Column)))
        return [column for column in in_order if not self.isColumnHidden(column)]

    def set_columns(self, shown: dict[Column, bool]) -> None:
        """Show these columns or hide them, unless the user has said otherwise; for others it is as it always is."""
        for column in Column:
            wanted = self._by_hand.get(column, shown.get(column, LOOKS[column].shown))
            if self.isColumnHidden(column) == wanted:
                self.setColumnHidden(column, not wanted)
        self._fit_columns()

    def reveal_column(self, column: Column) -> None:
        """Show it, unless the user has hidden it."""
        if self.isColumnHidden(column) and self._by_hand.get(column, True):
            self.setColumnHidden(column, False)
            self._fit_columns()

    def column_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("Columns"))
        for column in Column:
            entry = menu.addAction(title(column))
            entry.setCheckable(True)
            entry.setChecked(not self.isColumnHidden(column))
            entry.setEnabled(column is not Column.ANSWER)
            entry.toggled.connect(lambda on, column=column: self._show_column(column, on))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show_column(self, column: Column, on: bool) -> None:
        self._by_hand[column] = on
        self.setColumnHidden(column, not on)
        self._fit_columns()

    def _show_columns_at(self, place: QPoint) -> None:
        self.column_menu().popup(self._header.mapToGlobal(place))

    def _fit_columns(self) -> None:
        """Give the answers the room that is left, until the user has moved an edge."""
        if not self._is_fitted:
            return
        self._fitting = True
        others = [column for column in self.columns if column is not Column.ANSWER]
        wanted: dict[Column, int] = {
            column: max(LOOKS[column].width, self._header.sectionSizeHint(column)) for column in others
        }
        for column, width in fitted(wanted, self.viewport().width()).items():
            self.setColumnWidth(column, width)
        self._fitting = False

    def _on_resized(self, _section: int, before: int, after: int) -> None:
        if not self._fitting and before and after:
            self._is_fitted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # Choosing -------------------------------------------------------------------------------------------------------

    @property
    def current(self) -> FoundRow | None:
        index = self.currentIndex()
        return self._model.found_at(index.row()) if index.isValid() else None

    def choose(self, key: RowKey) -> bool:
        """Make a row the current one and bring it into sight; False where it is not shown."""
        place = self._model.place_of(key)
        if place is None:
            return False
        self.setCurrentIndex(self._model.index(place, Column.ANSWER))
        return True

    @property
    def has_keys(self) -> bool:
        """Whether what is typed comes here, into a cell that is being written too."""
        return self.hasFocus() or self._is_editing

    def forget_order(self) -> None:
        """The order of the plan again."""
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.chosen.emit(self.current)

    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.chosen.emit(self.current)

    def _selected_rows(self) -> list[FoundRow]:
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.found_at(place) for place in places]

    def _keep_place(self) -> None:
        found = self.current
        self._current = key_of(found.row) if found is not None else None
        places = self.selectionModel().selectedRows()
        self._chosen = [key_of(one.row) for one in self._selected_rows()] if len(places) <= _MOST_KEPT else []

    def _put_back(self) -> None:
        """What was chosen stays so, as far as it is still shown. Whatever was being written is gone."""
        self._set_editing(False)
        place = self._model.place_of(self._current) if self._current is not None else None
        if place is None or self._current is None:
            self.chosen.emit(None)
            return
        selection = QItemSelection()
        for key in self._chosen or [self._current]:
            at = self._model.place_of(key)
            if at is not None:
                selection.select(self._model.index(at, 0), self._model.index(at, len(Column) - 1))
        model = self.selectionModel()
        with QSignalBlocker(model):
            model.setCurrentIndex(self._model.index(place, Column.ANSWER), model.SelectionFlag.NoUpdate)
        model.select(selection, model.SelectionFlag.ClearAndSelect)
        self.scrollTo(self.currentIndex())
        self.chosen.emit(self.current)

    # Doing ----------------------------------------------------------------------------------------------------------

    def correct(self) -> None:
        """Let the answer of the current row be written anew."""
        index = self._model.index(self.currentIndex().row(), Column.ANSWER)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self._set_editing(True)
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._set_editing(False)

    def _set_editing(self, editing: bool) -> None:
        if editing is not self._is_editing:
            self._is_editing = editing
            self.editing_changed.emit(editing)

    def take_back(self) -> None:
        """The model's own answers again, in all chosen rows."""
        for found in self._selected_rows():
            if found.row.correction is not None:
                self._model.corrected.emit(found.row, None)

    def copy(self) -> None:
        rows = self._selected_rows()
        if rows:
            QGuiApplication.clipboard().setText(tab_separated(rows, self.columns))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self.current
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_F2:
            self.correct()
        elif event.key() in _ENTER and found is not None:
            signal = self.opened if event.modifiers() & Qt.KeyboardModifier.ControlModifier else self.shown
            signal.emit(found)
        else:
            super().keyPressEvent(event)

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() == Column.ANSWER and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.correct()
        elif self.current is not None:
            self.shown.emit(self.current)

    def _show_menu(self, place: QPoint) -> None:
        found = self.current
        if found is None:
            return
        if not self.indexAt(place).isValid():
            # The menu key tells no place.
            place = self.visualRect(self.currentIndex()).center()
        menu = QMenu(self)
        menu.setAccessibleName(tr("Menu of the row"))
        correct = menu.addAction(line_icon(self._theme, "edit", "muted"), tr("Correct the answer"), self.correct)
        correct.setEnabled(can_be_corrected(found.row))
        back = menu.addAction(line_icon(self._theme, "undo", "muted"), tr("Take the correction back"), self.take_back)
        back.setEnabled(any(one.row.correction is not None for one in self._selected_rows()))
        menu.addAction(line_icon(self._theme, "copy", "muted"), tr("Copy the rows"), self.copy)
        menu.addSeparator()
        menu.addAction(line_icon(self._theme, "eye", "muted"), tr("Show the page"), lambda: self.shown.emit(found))
        tab = menu.addAction(line_icon(self._theme, "go-to-page", "muted"), tr("Open in a tab of its own"))
        tab.triggered.connect(lambda: self.opened.emit(found))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    def _say(self) -> None:
        self.setAccessibleName(tr("Answers of the run"))
        self._header.setAccessibleName(tr("Columns"))
        self._fit_columns()
