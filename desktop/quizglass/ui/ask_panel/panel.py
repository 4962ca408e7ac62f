"""The panel on the right: a question about the document, and the answers so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.ui.ask_panel.answer_list import AnswerList
from quizglass.ui.ask_panel.composer import Composer
from quizglass.ui.ask_panel.looking_ahead import LookingAhead
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label, rule
from quizglass.ui.controls.undo_bar import UndoBar
from quizglass.ui.language import follow_language
from quizglass.ui.page_view.regions import Regions
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry, Scope
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS


class AskPanel(QFrame):
    """Signals:
    escaped(): Esc in the question field.
    models_wanted(): another model would help.
    """

    escaped = Signal()
    models_wanted = Signal()

    def __init__(self, services: Services, session: DocumentSession) -> None:
        super().__init__()
        self._session = session
        self._page = 0
        self._regions: Regions | None = None
        self._title = label("title")
        self._services = services
        self.composer = Composer(services, session.source, session.info)
        self._ahead = LookingAhead(services, session, self.composer)
        self._answers_title = label("section")
        self.answers = AnswerList(services, session)
        self._undo = UndoBar()
        self.setProperty("role", "rightPanel")
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        layout = column(self)
        top = column(margin=SPACE_L, spacing=SPACE_M)
        head = row(spacing=SPACE_S)
        head.addWidget(self._title)
        head.addStretch(1)
        top.addLayout(head)
        top.addWidget(self.composer)
        layout.addLayout(top)
        layout.addWidget(rule())
        between = row(margin=(SPACE_L, SPACE_S))
        between.addWidget(self._answers_title)
        layout.addLayout(between)
        layout.addWidget(self.answers, 1)
        below = row(margin=(SPACE_L, SPACE_XS))
        below.addWidget(self._undo)
        layout.addLayout(below)

    def _connect(self) -> None:
        session = self._session
        self.composer.asked.connect(self.ask)
        self.composer.stopped.connect(session.stop)
        self.composer.escaped.connect(self.escaped)
        self.answers.edit_wanted.connect(self._edit)
        self.answers.models_wanted.connect(self.models_wanted)
        self._undo.undone.connect(session.undo_delete)
        session.running_changed.connect(lambda entry: self.composer.set_running(entry is not None))
        session.entry_removed.connect(lambda _: self._undo.offer())
        session.entry_added.connect(lambda *_: self._say())
        session.entry_removed.connect(lambda *_: self._say())

    def _say(self) -> None:
        self.setAccessibleName(tr("Ask"))
        self._title.setText(tr("Ask"))
        count = len(self._session.entries)
        self._answers_title.setText(tr("Answers ({count})").format(count=count) if count else tr("Answers"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ahead.set_shown(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ahead.set_shown(False)

    def set_page(self, page: int) -> None:
        """The page in sight, from 0."""
        self._page = page
        self.composer.set_page(page)

    def follow_regions(self, regions: Regions) -> None:
        """Ask of the active one of these, and let the user choose, name and remove them."""
        self._regions = regions
        regions.active_changed.connect(self.composer.set_region)
        self.composer.regions.follow(regions)
        self.composer.set_region(regions.active)

    def ask(self, text: str, scope: Scope) -> None:
        """Ask ``text``; what cannot be asked is said under the field."""
        active = self._regions.active if self._regions is not None else None
        try:
            self._session.ask(text, scope, self._page, active.parts if active is not None else ())
        except AppError as error:
            self.composer.show_problem(str(error))
            return
        self.composer.field.selectAll()

    def ask_of(self, scope: Scope) -> None:
        """Ask what stands in the question field of ``scope``."""
        self.composer.ask(scope)

    def _edit(self, entry: Entry) -> None:
        self._session.show(entry)
        self.composer.choose_scope(Scope.of(entry.question))
        self.composer.set_question(entry.question.text)
