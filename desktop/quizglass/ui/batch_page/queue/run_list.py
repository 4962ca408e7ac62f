"""All runs, the newest first: how far each is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.batch_page.queue.run_deeds import RunDeeds
from quizglass.ui.batch_page.queue.run_words import run_content
from quizglass.ui.controls.cards.card_list import CardList
from quizglass.ui.controls.centred_page import CentredPage
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services

_WIDTH = 720


class RunList(CentredPage):
    """``opened`` gives the id of the run whose answers are to be shown, ``filled`` tells that cards came or went."""

    opened = Signal(int)
    filled = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__(_WIDTH)
        self._services = services
        self._runs = services.runs
        self._deeds = RunDeeds(self._runs, self)
        self.cards = CardList(services.theme)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.lines.addWidget(self.cards)
        self.lines.addStretch(1)
        self.cards.pressed.connect(lambda card, key: self._deeds.do(int(card), key))
        self._deeds.opened.connect(self.opened)
        self._runs.changed.connect(self.show_runs)
        self._runs.progressed.connect(self._show_progress)
        services.answers.model_changed.connect(self.show_runs)
        follow_language(self, self._say)

    def show_runs(self) -> None:
        """Show how all of them stand."""
        name = self._services.answers.model_name
        self.cards.show_cards({str(run.id): run_content(run, name(run.plan.model)) for run in self._runs.runs})
        self.filled.emit()

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return self.cards.stops()

    def _show_progress(self, run_id: int) -> None:
        card, run = self.cards.cards.get(str(run_id)), self._runs.run(run_id)
        if card is not None and run is not None:
            card.show_content(run_content(run, self._services.answers.model_name(run.plan.model)))

    def _say(self) -> None:
        self.setAccessibleName(tr("Runs"))
        self.cards.say("", tr("Nothing was asked of all pages yet."))
        self.show_runs()
