"""At the first start: what the built-in reader does, and which model suits this computer. Shown once, then never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

if TYPE_CHECKING:
    from quizglass.ui.model_page.advice import Advice

_LATER_MS = 1200
"""Nothing of models is loaded before the window stands there."""


class FirstOffer(QFrame):
    """``models_wanted`` gives the id of the model to show, "" for all; ``answered`` comes with any of its buttons."""

    models_wanted = Signal(str)
    answered = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._advice: Advice | None = None
        self._title = label("title", wrap=True)
        self._reader, self._model = label("muted", wrap=True), label("body", wrap=True)
        self._warning = label("warn", wrap=True)
        self.see, self.later = button("plain"), button("flat")
        self._soon = QTimer(self, singleShot=True, interval=_LATER_MS)
        self.setProperty("role", "card")
        self._lay_out()
        self._soon.timeout.connect(self._look)
        self.see.clicked.connect(self._see)
        self.later.clicked.connect(self.answered)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_XS)
        for part in (self._title, self._reader, self._model, self._warning):
            lines.addWidget(part)
        lines.addSpacing(SPACE_S)
        buttons = row(spacing=SPACE_S)
        buttons.addWidget(self.see)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        lines.addLayout(buttons)

    @property
    def advice(self) -> Advice | None:
        """What suits this computer; None before it is known."""
        return self._advice

    def _see(self) -> None:
        entry = self._advice.entry if self._advice is not None else None
        self.answered.emit()
        self.models_wanted.emit(entry.id if entry is not None else "")

    def _look(self) -> None:
        if self._advice is None:
            device = self._services.preferences.current.device
            self._services.background.run(lambda: _advice(device), self._show_advice)

    def _show_advice(self, advice: Advice) -> None:
        self._advice = advice
        # Whoever has seen it once is not asked again, whatever is done with it.
        self._services.preferences.change(model_offered=True)
        self._say()

    def _say(self) -> None:
        self._title.setText(tr("The built-in reader answers from the start"))
        self._reader.setText(
            tr("It quotes the page and needs no download. A model answers in full sentences and sees pictures.")
        )
        model, warning = self._advice.words() if self._advice is not None else ("", "")
        for part, words in ((self._model, model), (self._warning, warning)):
            part.setText(words)
            part.setVisible(bool(words))
        offered = self._advice is not None and self._advice.entry is not None
        see = tr("Show the model") if offered else tr("Show the models")
        later = tr("Go on without")
        for made, words in ((self.see, see), (self.later, later)):
            made.setText(words)
            made.setAccessibleName(words)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(" ".join(part for part in (self._reader.text(), model, warning) if part))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._advice is None:
            self._soon.start()


def _advice(device: str) -> Advice:
    from quizglass.ui.model_page.advice import advise

    return advise(device)
