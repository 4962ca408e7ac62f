"""What is seen while no document is open: how to open one, and the ones opened before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from quizglass.i18n import tr
from quizglass.ui.actions import Actions
from quizglass.ui.controls.buttons import button, button_with_icon
from quizglass.ui.controls.centred_page import CentredPage
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.first_offer import FirstOffer
from quizglass.ui.first_steps import FirstSteps
from quizglass.ui.language import follow_language
from quizglass.ui.recent.recent_documents import RecentDocuments
from quizglass.ui.recent.recent_grid import RecentGrid
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS

_WIDTH = 624
"""Four cards in a row."""


class StartPage(CentredPage):
    """``file_wanted`` gives the path of a recent document, ``models_wanted`` the id of a model to show."""

    file_wanted = Signal(str)
    models_wanted = Signal(str)

    def __init__(self, services: Services, actions: Actions, recent: RecentDocuments) -> None:
        super().__init__(_WIDTH)
        self._services = services
        self._actions = actions
        self._recent = recent
        self._title = label("pageTitle", wrap=True)
        self._promise = label("muted", wrap=True)
        self._open = button_with_icon(services.theme, "primary", "folder", "on_accent")
        self._sample = button("plain")
        self._recent_box = QWidget()
        self._recent_title = label("section")
        self._clear = button("link")
        self.grid = RecentGrid(services.theme, recent)
        self._steps = FirstSteps(services.theme)
        self._reader = QFrame()
        self._reader_words = label("muted", wrap=True)
        self._models = button("link")
        self.offer: FirstOffer | None = None
        if not services.preferences.current.model_offered:
            self.offer = FirstOffer(services)
            self.offer.models_wanted.connect(self.models_wanted)
            self.offer.answered.connect(self._end_offer)
        self._lay_out()
        self._open.clicked.connect(actions["open"].trigger)
        self._sample.clicked.connect(actions["open_sample"].trigger)
        self.grid.chosen.connect(self.file_wanted)
        self._clear.clicked.connect(actions["clear_recent"].trigger)
        self._models.clicked.connect(actions["models"].trigger)
        services.answers.model_changed.connect(self._say)
        recent.changed.connect(self._show_recent)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        layout = self.lines
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._promise)
        layout.addSpacing(SPACE_L)
        buttons = row(spacing=SPACE_S)
        buttons.addWidget(self._open)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addSpacing(SPACE_XL)
        layout.addWidget(self._recent_box)
        layout.addWidget(self._steps)
        layout.addSpacing(SPACE_L)
        layout.addWidget(self._reader)
        if self.offer is not None:
            layout.addWidget(self.offer)
        layout.addStretch(3)
        self._lay_out_recent()
        self._lay_out_reader()

    def _lay_out_recent(self) -> None:
        box = column(self._recent_box, spacing=SPACE_XS)
        head = row()
        head.addWidget(self._recent_title)
        head.addStretch(1)
        head.addWidget(self._clear)
        box.addLayout(head)
        box.addSpacing(SPACE_XS)
        box.addWidget(self.grid)
        self._recent_box.hide()

    def _lay_out_reader(self) -> None:
        layout = row(self._reader, spacing=SPACE_S)
        layout.addWidget(self._reader_words, 1)
        layout.addWidget(self._models)

    def _say(self) -> None:
        self.setAccessibleName(tr("Start"))
        self._title.setText(tr("Drop a document here, or open one."))
        self._promise.setText(tr("Nothing leaves this computer."))
        self._open.setText(tr("Open a document"))
        self._open.setAccessibleName(tr("Open a document"))
        self._sample.setText(tr("Try it on a sample"))
        self._sample.setAccessibleName(tr("Try it on a sample"))
        self._recent_title.setText(tr("Recent documents"))
        self._clear.setText(tr("Clear the list"))
        self._clear.setAccessibleName(tr("Clear the list of recent documents"))
        self._reader_words.setText(tr("Built-in reader: quotes the page. For answers in full sentences add a model."))
        self._models.setText(tr("Add a model"))
        self._models.setAccessibleName(tr("Add a model"))
        self._reader.setVisible(self.offer is None and self._services.answers.state.id == "built-in")
        self._show_recent()

    def _end_offer(self) -> None:
        """One answer is enough for ever."""
        if self.offer is not None:
            self._services.preferences.change(model_offered=True)
            self.offer.hide()
            self.offer = None
            self._say()

    @property
    def explains(self) -> bool:
        """Whether it says how to begin: there is nothing to go on with."""
        return not self._steps.isHidden()

    def _show_recent(self) -> None:
        any_recent = bool(self._recent.documents)
        self._recent_box.setVisible(any_recent)
        self._steps.setVisible(not any_recent)
