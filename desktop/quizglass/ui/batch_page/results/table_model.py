"""The rows of a run as a table: sorted and filtered here, so that twenty thousand rows take no longer than a blink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from quizglass.batch.exports.columns import said_text
from quizglass.batch.row import Row
from quizglass.ui.batch_page.results.columns import LOOKS, Column, SortKey, sort_key_of, text_of, title
from quizglass.ui.batch_page.results.found_row import FoundRow, RowKey, found_row, key_of
from quizglass.ui.batch_page.results.row_filter import RowFilter
from quizglass.ui.batch_page.results.row_kind import RowKind, can_be_corrected
from quizglass.ui.batch_page.results.row_order import RowOrder
from quizglass.ui.controls.tips import plain_tip
from quizglass.ui.language import follow_language

Index = QModelIndex | QPersistentModelIndex

_MANY = 200
"""So many rows at once are put in order together; fewer find their places one by one."""
_COLUMNS = len(Column)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ResultsModel(QAbstractTableModel):
    """Rows are known by numbers, as they came; ``place`` is where one stands in the table.

    Signals:
        corrected(Row, object): the user wrote another answer (str), or the model's own again (None).
        counted(): there are other numbers of rows, of some kind, or shown.
    """

    corrected = Signal(object, object)
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[FoundRow] = []
        self._numbers: dict[RowKey, int] = {}
        self._filter = RowFilter()
        self._in_plan: Callable[[Row], SortKey] | None = None
        self._sorted_by: Callable[[FoundRow], SortKey] | None = None
        self._descending = False
        self._order = RowOrder()
        self._left_in_place: dict[int, SortKey] = {}
        self._errors = 0
        self.kinds: Counter[RowKind] = Counter()
        follow_language(self, self._say)

    # Rows ---------------------------------------------------------------------------------------------------------

    @property
    def all(self) -> Sequence[FoundRow]:
        """Every row, shown or not, as they came."""
        return self._all

    @property
    def planned(self) -> tuple[Row, ...]:
        """Every row, shown or not, in the order of the plan."""
        rows = (found.row for found in self._all)
        return tuple(rows if self._in_plan is None else sorted(rows, key=self._in_plan))

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows in the table, as they are sorted."""
        return tuple(self._all[number].row for number in self._order.numbers())

    @property
    def has_errors(self) -> bool:
        """Whether something is told of a row."""
        return self._errors > 0

    def known(self, key: RowKey) -> FoundRow | None:
        """The row as it is now; None where there is none."""
        number = self._numbers.get(key)
        return self._all[number] if number is not None else None

    def found_at(self, place: int) -> FoundRow:
        return self._all[self._order.number_at(place)]

    def place_of(self, key: RowKey) -> int | None:
        """Where a row stands in the table; None where it is not shown."""
        number = self._numbers.get(key)
        if number is None or not self._filter.fits(self._all[number]):
            return None
        return self._order.place_of(self._key(number), number)

    def begin(self, found: Iterable[FoundRow], in_plan: Callable[[Row], SortKey] | None = None) -> None:
        """Have these rows and no others. ``in_plan`` says where they stand in the plan; None: as they come."""
        self.beginResetModel()
        self._in_plan = in_plan
        self._all = list(found)
        self._numbers = {key_of(one.row): number for number, one in enumerate(self._all)}
        self.kinds = Counter(one.kind for one in self._all)
        self._errors = sum(bool(one.row.error) for one in self._all)
        self._put_in_order()
        self.endResetModel()
        self.counted.emit()

    def put(self, rows: Sequence[Row]) -> None:
        """Rows that are new, or others than before."""
        if len(rows) > _MANY:
            self.beginResetModel()
            for row in rows:
                self._keep(found_row(row))
            self._put_in_order()
            self.endResetModel()
        else:
            for row in rows:
                self._put(found_row(row))
        if rows:
            self.counted.emit()

    def put_in_place(self, row: Row) -> None:
        """A row that the user has changed: it stays where it is until the table is sorted anew."""
        number = self._numbers.get(key_of(row))
        if number is not None:
            self._left_in_place[number] = self._key(number)
        self.put([row])

    def _keep(self, found: FoundRow) -> int:
        key = key_of(found.row)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._all)
            self._all.append(found)
        else:
            before = self._all[number]
            self.kinds[before.kind] -= 1
            self._errors -= bool(before.row.error)
            self._all[number] = found
        self.kinds[found.kind] += 1
        self._errors += bool(found.row.error)
        return number

    def _put(self, found: FoundRow) -> None:
        number = self._numbers.get(key_of(found.row))
        place_before = self.place_of(key_of(found.row))
        fits = self._filter.fits(found)
        if place_before is None or number is None:
            number = self._keep(found)
            if fits:
                self._show(number)
            return
        key_before = self._key(number)
        if not fits:
            self.beginRemoveRows(QModelIndex(), place_before, place_before)
            self._order.remove(key_before, number)
            self._keep(found)
            self.endRemoveRows()
            return
        self._move(found, number, key_before, place_before)

    def _show(self, number: int) -> None:
        key = self._key(number)
        place = self._order.place_of(key, number)
        self.beginInsertRows(QModelIndex(), place, place)
        self._order.add(key, number)
        self.endInsertRows()

    def _move(self, found: FoundRow, number: int, key_before: SortKey, before: int) -> None:
        """Let a row that is shown become another, perhaps in another place."""
        key = key_before if number in self._left_in_place else self._key_of(found, number)
        self._order.remove(key_before, number)
        after = self._order.place_of(key, number)
        self._order.add(key_before, number)
        if after != before:
            # Qt counts the place that it goes to before it has left its own.
            self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), after if after < before else after + 1)
        self._order.remove(key_before, number)
        self._keep(found)
        self._order.add(key, number)
        if after != before:
            self.endMoveRows()
        self.dataChanged.emit(self.index(after, 0), self.index(after, len(Column) - 1))

    # Order and filter -----------------------------------------------------------------------------------------------

    @property
    def filter(self) -> RowFilter:
        return self._filter

    def set_filter(self, wanted: RowFilter) -> None:
        if wanted != self._filter:
            self.beginResetModel()
            self._filter = wanted
            self._put_in_order()
            self.endResetModel()
            self.counted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; -1 for the order of the plan."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        numbers = [self._order.number_at(index.row()) for index in held]
        self._sorted_by = sort_key_of(Column(column)) if column >= 0 else None
        self._descending = column >= 0 and order is Qt.SortOrder.DescendingOrder
        self._put_in_order()
        places = [self._order.place_of(self._key(number), number) for number in numbers]
        self.changePersistentIndexList(
            held, [self.index(place, index.column()) for place, index in zip(places, held, strict=True)]
        )
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        self._left_in_place.clear()
        fits, keyed_by = self._filter.fits, self._key_of
        takes_all = self._filter == RowFilter()
        keyed = [
            (keyed_by(found, number), number) for number, found in enumerate(self._all) if takes_all or fits(found)
        ]
        self._order = RowOrder(keyed, descending=self._descending)

    def _key(self, number: int) -> SortKey:
        if number in self._left_in_place:
            return self._left_in_place[number]
        return self._key_of(self._all[number], number)

    def _key_of(self, found: FoundRow, number: int) -> SortKey:
        if self._sorted_by is not None:
            return self._sorted_by(found)
        return number if self._in_plan is None else self._in_plan(found.row)

    # What Qt asks ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == Column.ANSWER and can_be_corrected(self.found_at(index.row()).row):
            return _FLAGS | Qt.ItemFlag.ItemIsEditable
        return _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found, column = self.found_at(index.row()), Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(found, column)
            case Qt.ItemDataRole.EditRole:
                return found.row.settled if column is Column.ANSWER else text_of(found, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(
                    (text_of(found, column), said_text(found.row) if column is Column.ANSWER else "")
                ).strip()
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(found, column)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What the user wrote. The model's own answer, written again, takes the correction back."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != Column.ANSWER:
            return False
        row = self.found_at(index.row()).row
        written = str(value).strip()
        if written == row.settled.strip():
            return False
        self.corrected.emit(row, None if written == row.answer.strip() else written)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return title(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if LOOKS[column].figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _say(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(Column) - 1))


def tip_of(found: FoundRow, column: Column) -> str | None:
    """The whole of what may not fit into the cell."""
    if column is Column.FILE:
        return plain_tip(found.row.file)
    if column not in {Column.QUESTION, Column.ANSWER, Column.ERROR}:
        return None
    beside = said_text(found.row) if column is Column.ANSWER else ""
    whole = "\n\n".join(part for part in (text_of(found, column), beside) if part)
    return plain_tip(whole) if whole else None
