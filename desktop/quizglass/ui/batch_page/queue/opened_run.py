"""One run: how far it is, and below it its answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizglass.i18n import tr
from quizglass.ui.batch_page.queue.run_deeds import RunDeeds
from quizglass.ui.batch_page.queue.run_words import run_content
from quizglass.ui.batch_page.results.view import ResultsView
from quizglass.ui.controls.cards.card import Card
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.notices import Notices
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_M, SPACE_XL


class OpenedRun(QWidget):
    """``gone``: the run that was shown was removed."""

    gone = Signal()

    def __init__(self, services: Services, notices: Notices) -> None:
        super().__init__()
        self._services = services
        self._runs = services.runs
        self._run_id = 0
        self._deeds = RunDeeds(self._runs, self)
        self.card = Card(services.theme)
        self.results = ResultsView(services, notices)
        lines = column(self, spacing=SPACE_M)
        self.card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = row(margin=(SPACE_XL, 0))
        head.addWidget(self.card)
        lines.addLayout(head)
        lines.addWidget(self.results, 1)
        self.card.pressed.connect(lambda key: self._deeds.do(self._run_id, key))
        self._runs.changed.connect(self._show)
        self._runs.progressed.connect(self._show_progress)
        follow_language(self, self._say)

    @property
    def run_id(self) -> int:
        """0 while none is shown."""
        return self._run_id

    def show_run(self, run_id: int) -> None:
        if run_id != self._run_id:
            self.results.show_run(run_id)
        self._run_id = run_id
        self._show()

    def focus_first(self) -> None:
        """Take the focus where the run can be stopped or gone on with."""
        first = next(iter(self.card.buttons), self.results.filter_bar.field)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, run_id: int) -> None:
        if run_id == self._run_id:
            self._show()

    def _show(self) -> None:
        run = self._runs.run(self._run_id) if self._run_id else None
        if run is not None:
            name = self._services.answers.model_name(run.plan.model)
            self.card.show_content(run_content(run, name, opened=True))
        elif self._run_id:
            self._run_id = 0
            self.results.show_run(None)
            self.gone.emit()

    def _say(self) -> None:
        self.setAccessibleName(tr("Run"))
        self._show()
