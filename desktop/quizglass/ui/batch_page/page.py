"""The page that asks all pages, in the place of the documents: a new run, the runs there are, one of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget

from quizglass.batch.plan import Plan
from quizglass.batch.run import Run
from quizglass.i18n import tr
from quizglass.ui.batch_page.queue.opened_run import OpenedRun
from quizglass.ui.batch_page.queue.run_list import RunList
from quizglass.ui.batch_page.setup.run_setup import RunSetup
from quizglass.ui.controls.buttons import button_with_icon
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.notices import Notice, Notices
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import label
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

_NEW, _RUNS = "new", "runs"


class BatchPage(QFrame):
    """Signals:
    left(): the user wants to go back to the documents.
    place_wanted(str, int, tuple[PageRect, ...]): the file at this path, a page of it (from 0) and places on that.
    """

    left = Signal()
    place_wanted = Signal(str, int, object)

    def __init__(self, services: Services, notices: Notices) -> None:
        super().__init__()
        self._services = services
        self._notices = notices
        self._runs = services.runs
        self._loaded = False
        self._back = button_with_icon(services.theme, "plain", "back")
        self._title = label("pageTitle")
        self._promise = label("muted", wrap=True)
        self.shown = Segments((_NEW, _RUNS), roomy=True)
        self.setup = RunSetup(services)
        self.list = RunList(services)
        self.opened = OpenedRun(services, notices)
        self._stack = QStackedWidget()
        self.setProperty("role", "desk")
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        lines = column(self, spacing=SPACE_M)
        head = row(margin=(SPACE_XL, 0), spacing=SPACE_L)
        head.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, 0)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.shown)
        lines.addLayout(head)
        about = row(margin=(SPACE_XL, 0), spacing=SPACE_S)
        about.addWidget(self._promise)
        lines.addLayout(about)
        for part in (self.setup, self.list, self.opened):
            self._stack.addWidget(part)
        lines.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self.shown.chosen.connect(self._show_part)
        self.setup.start_wanted.connect(self._start)
        self.setup.escaped.connect(self._go_back)
        self.list.opened.connect(self.open_run)
        self.opened.results.place_wanted.connect(self.place_wanted)
        self.opened.gone.connect(lambda: self._show_part(_RUNS))
        self._runs.changed.connect(self._say_parts)
        self._runs.troubled.connect(lambda error: self._notices.add(Notice.of_error(error)))

    # What is shown --------------------------------------------------------------------------------------------------

    def take_document(self, pane: DocumentPane | None) -> None:
        """Come to the front from the document ``pane``, which is offered to be asked."""
        if not self._loaded:
            self._loaded = True
            self._runs.load()
        self.setup.choice.look()
        if pane is not None:
            self.setup.take_document(pane)
        self._take_focus()

    def show_runs(self) -> None:
        """Show how all runs stand."""
        self._show_part(_RUNS)
        self._take_focus()

    def open_run(self, run_id: int) -> None:
        """Show how far a run is, and its answers."""
        self.opened.show_run(run_id)
        self._stack.setCurrentWidget(self.opened)
        self.shown.choose(_RUNS)
        self._say()
        self.opened.focus_first()

    def close_work(self) -> None:
        """Stop what the page itself has under way; runs go on."""
        self.setup.close_work()

    def _take_focus(self) -> None:
        if self._stack.currentWidget() is self.setup:
            self.setup.focus_first()
        else:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_part(self, key: str) -> None:
        self.shown.choose(key)
        self._stack.setCurrentWidget(self.setup if key == _NEW else self.list)
        self._say()

    def _go_back(self) -> None:
        """From a run to all runs, else to the documents."""
        if self._stack.currentWidget() is self.opened:
            self._show_part(_RUNS)
            self.shown.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    # What happens ---------------------------------------------------------------------------------------------------

    def _start(self, plan: Plan, name: str, passwords: Mapping[str, str]) -> None:
        self._runs.start(plan, name, passwords, self._on_started)

    def _on_started(self, run: Run) -> None:
        self.setup.clear()
        self.open_run(run.id)

    def _say(self) -> None:
        opened = self._stack.currentWidget() is self.opened
        self.setAccessibleName(tr("All pages"))
        self._back.setText(tr("All runs") if opened else tr("Back"))
        self._back.setAccessibleName(tr("Back to all runs") if opened else tr("Back to the documents"))
        self._title.setText(tr("All pages"))
        self._promise.setText(tr("Put the same questions to every page of many documents. Each answer can be checked."))
        self._promise.setVisible(self._stack.currentWidget() is self.setup)
        self._say_parts()

    def _say_parts(self) -> None:
        count = len(self._runs.runs)
        runs = tr("Runs ({count})").format(count=count) if count else tr("Runs")
        self.shown.say(tr("All pages"), {_NEW: tr("New run"), _RUNS: runs})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)
