"""The answers of a run: the table with its filter, the page or the overview beside it, and exporting."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from shiboken6 import isValid

from quizglass.i18n import tr
from quizglass.ui.batch_page.results.columns import Column
from quizglass.ui.batch_page.results.export_menu import Format, asked_file, export_menu, proposed_name
from quizglass.ui.batch_page.results.exporting import Exporting
from quizglass.ui.batch_page.results.filter_bar import FilterBar
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.overview import MOST_QUESTIONS
from quizglass.ui.batch_page.results.row_filter import QuestionKey, RowFilter
from quizglass.ui.batch_page.results.row_panel import RowPanel
from quizglass.ui.batch_page.results.sheet_export import SheetExport
from quizglass.ui.batch_page.results.shown_run import ShownRun
from quizglass.ui.batch_page.results.summary import Summary, summaries_of
from quizglass.ui.batch_page.results.table import ResultsTable
from quizglass.ui.batch_page.results.table_model import ResultsModel
from quizglass.ui.controls.empty_state import EmptyState
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.notices import Notices
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services

_CHOOSING_MS: Final = 60
"""Who holds an arrow key down does not want to see every page on the way."""
_SUMMING_MS: Final = 600
_BESIDE: Final = 760
"""So wide at least, the page stands beside the table; else below it."""
_TABLE_SHARE: Final = 0.62
_LEAST_PART: Final = 240


class ResultsView(QWidget):
    """Signals:
    place_wanted(str, int, tuple[PageRect, ...]): the file at this path, its page (from 0) and the places on it are
        wanted in a tab of their own.
    """

    place_wanted = Signal(str, int, object)

    def __init__(self, services: Services, notices: Notices) -> None:
        super().__init__()
        self._services = services
        self._to_show: FoundRow | None = None
        self._is_divided = False
        self._questions: list[QuestionKey] = []
        self._summed = 0
        self.model = ResultsModel(self)
        self.filter_bar = FilterBar(services.theme)
        self.table = ResultsTable(services.theme, self.model)
        self.panel = RowPanel(services)
        self.exporting = Exporting(services, notices)
        self.into_sheet = SheetExport(services.relay, self.exporting, notices, self)
        self.rows = ShownRun(services, self.model, self)
        self._empty = EmptyState(services.theme, "find", self._empty_words)
        self._stack = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._choosing = QTimer(self, singleShot=True, interval=_CHOOSING_MS)
        self._summing = QTimer(self, singleShot=True, interval=_SUMMING_MS)
        self._lay_out()
        self._connect()
        self.panel.turn_to("overview")
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        self._stack.setMinimumSize(_LEAST_PART, _LEAST_PART // 2)
        self.panel.setMinimumSize(_LEAST_PART, _LEAST_PART // 2)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        whole = column(self)
        whole.addWidget(self.filter_bar)
        whole.addWidget(self.exporting)
        whole.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        model, table, panel, bar = self.model, self.table, self.panel, self.filter_bar
        bar.changed.connect(self._on_filter)
        bar.left.connect(table.setFocus)
        bar.columns.clicked.connect(self._show_columns)
        bar.export.clicked.connect(self._show_export)
        model.counted.connect(self._on_counted)
        table.chosen.connect(self._on_chosen)
        table.shown.connect(self._on_shown)
        table.opened.connect(self._open)
        table.editing_changed.connect(self.rows.hold)
        panel.opened.connect(self._open)
        panel.turned.connect(lambda _: self._sum_up())
        panel.details.correct_wanted.connect(table.correct)
        panel.details.back_wanted.connect(table.take_back)
        panel.page.left.connect(table.setFocus)
        panel.overview.kind_wanted.connect(bar.want_kind)
        panel.overview.value_wanted.connect(self._on_value)
        self.rows.read.connect(self._on_read)
        self.rows.state_changed.connect(self._on_counted)
        self._choosing.timeout.connect(self._show_chosen)
        self._summing.timeout.connect(self._sum_up)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.focus_filter)

    def show_run(self, run_id: int | None) -> None:
        """Show what a run has found, and whatever it finds from now on; None: nothing."""
        self.filter_bar.want_all()
        self.panel.turn_to("overview")
        self.panel.show_row(None, None)
        self.table.forget_order()
        self.rows.show(run_id)
        run = self.rows.run
        self._questions = [(one.text, one.region) for one in run.plan.questions] if run is not None else []
        self.filter_bar.set_questions(self._questions)
        self.table.set_columns({Column.QUESTION: len(self._questions) > 1, Column.ERROR: False})

    def focus_filter(self) -> None:
        """Put the cursor where words to filter by are typed."""
        self.filter_bar.field.setFocus()
        self.filter_bar.field.selectAll()

    # Rows -----------------------------------------------------------------------------------------------------------

    def _on_read(self) -> None:
        self._sum_up()
        self._on_counted()

    def _on_counted(self) -> None:
        """There are other rows than before, or others of them are shown."""
        self.filter_bar.tell(self.model.kinds, self.model.rowCount())
        self.filter_bar.export.setEnabled(bool(self.model.all))
        if self.model.has_errors:
            self.table.reveal_column(Column.ERROR)
        if not self.model.rowCount() and self.table.hasFocus():
            # What is hidden would hand the focus on to whatever comes next.
            self.filter_bar.field.setFocus()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._empty.say()
        if not self._summing.isActive():
            self._summing.start()

    def _on_filter(self, wanted: RowFilter) -> None:
        self.model.set_filter(wanted)
        self._sum_up()

    def _on_value(self, question: QuestionKey, test: object, words: str) -> None:
        self.filter_bar.want_value((question, test) if test is not None else None, words)  # type: ignore[arg-type]

    def _on_chosen(self, found: FoundRow | None) -> None:
        self._to_show = found
        self._choosing.start()

    def _show_chosen(self) -> None:
        run = self.rows.run
        if self._to_show is not None and self.table.has_keys:
            self.panel.turn_to("page")
        self.panel.show_row(self._to_show, run.begun if run is not None else None)

    def _on_shown(self, found: FoundRow) -> None:
        """Look at the page of a row, with the keys on it."""
        self._choosing.stop()
        self._to_show = found
        self._show_chosen()
        self.panel.turn_to("page")
        self.panel.page.take_focus()

    def _open(self, found: FoundRow) -> None:
        row = found.row
        if row.page:
            self.place_wanted.emit(row.file, row.page - 1, row.evidence_boxes)

    def _sum_up(self) -> None:
        """What all rows come to: at most a few times a second, and in the background, for there may be thousands."""
        self._summing.stop()
        if self.panel.side != "overview" or not self.isVisible():
            return
        self.panel.overview.show_kinds(self.model.kinds, self.filter_bar.kind)
        self._summed += 1
        summed, shown, found = self._summed, self._summed_questions, tuple(self.model.all)
        self._services.background.run(
            lambda: summaries_of(found, shown), lambda summaries: self._show_summaries(summed, summaries)
        )

    @property
    def _summed_questions(self) -> list[QuestionKey]:
        """The chosen one, else the first few."""
        chosen = self.filter_bar.filter.question
        return [chosen] if chosen is not None else self._questions[:MOST_QUESTIONS]

    def _show_summaries(self, summed: int, summaries: dict[QuestionKey, Summary | None]) -> None:
        if isValid(self) and summed == self._summed:
            wanted = self.filter_bar.filter
            left_out = len(self._questions) - len(summaries) if wanted.question is None else 0
            self.panel.overview.show_questions(list(summaries.items()), wanted.value, left_out=left_out)

    # Columns and export ---------------------------------------------------------------------------------------------

    def _show_columns(self) -> None:
        button = self.filter_bar.columns
        self.table.column_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _show_export(self) -> None:
        button = self.filter_bar.export
        menu = export_menu(self, len(self.model.all), self.model.rowCount(), self._export, self._export_into_sheet)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _export(self, wanted: Format, all_rows: bool) -> None:
        run = self.rows.run
        if run is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        out = asked_file(self, wanted, Path(folder) / proposed_name(run.name, wanted))
        if out is not None:
            rows = self.model.planned if all_rows else self.model.shown
            self.exporting.start(run.id, out, rows, wanted.delimiter)

    def _export_into_sheet(self) -> None:
        self.into_sheet.begin(self.model.planned)

    # Words and sizes ------------------------------------------------------------------------------------------------

    def _empty_words(self) -> tuple[str, str]:
        run = self.rows.run
        if self.model.all:
            return tr("No row fits the filter."), tr("Look for other words, or show all rows.")
        if run is None:
            return tr("No run is chosen."), ""
        if self.rows.is_reading:
            return tr("Reading the answers…"), ""
        if run.is_under_way:
            return tr("Nothing found yet."), tr("Answers stand here as soon as they are there.")
        return tr("There are no answers."), ""

    def _say(self) -> None:
        self.setAccessibleName(tr("Answers of the run"))
        self._splitter.setAccessibleName(tr("Answers of the run"))
        self._empty.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = Qt.Orientation.Horizontal if self.width() >= _BESIDE else Qt.Orientation.Vertical
        if self._splitter.orientation() is not beside or not self._is_divided:
            self._is_divided = True
            self._splitter.setOrientation(beside)
            room = self.width() if beside is Qt.Orientation.Horizontal else self.height()
            self._splitter.setSizes([round(_TABLE_SHARE * room), round((1 - _TABLE_SHARE) * room)])

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._sum_up()
