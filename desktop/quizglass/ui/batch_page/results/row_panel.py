"""Beside the table: the chosen row with its page, or the overview of all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from quizglass.i18n import tr
from quizglass.ui.batch_page.results.details import Details
from quizglass.ui.batch_page.results.evidence_page import EvidencePage
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.overview import Overview
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import ElidedLabel, rule
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_M, SPACE_S


class RowPanel(QFrame):
    """Signals:
    opened(FoundRow): its file is wanted in a tab of its own.
    turned(str): the other side is shown: "page" or "overview".
    """

    opened = Signal(object)
    turned = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._found: FoundRow | None = None
        self.setProperty("role", "rightPanel")
        self.sides = Segments(["page", "overview"], roomy=True)
        self._place = ElidedLabel("small")
        self.open = IconButton(services.theme, "go-to-page", tint="muted")
        self.details = Details()
        self.page = EvidencePage(services)
        self.overview = Overview(services.theme)
        self._stack = QStackedWidget()
        self._lay_out()
        self.sides.chosen.connect(self.turn_to)
        self.open.clicked.connect(self._on_open)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        head = row(margin=(SPACE_M, SPACE_S), spacing=SPACE_S)
        head.addWidget(self.sides)
        head.addWidget(self._place, 1)
        head.addWidget(self.open)
        side = QFrame()
        lines = column(side)
        lines.addWidget(self.details)
        lines.addWidget(rule())
        lines.addWidget(self.page, 1)
        self._stack.addWidget(side)
        self._stack.addWidget(self.overview)
        whole = column(self)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(self._stack, 1)

    @property
    def side(self) -> str:
        return self.sides.choice

    def turn_to(self, side: str) -> None:
        """Show "page" or "overview"."""
        self.sides.choose(side)
        self._stack.setCurrentIndex(0 if side == "page" else 1)
        self._say()
        self.turned.emit(side)

    def show_row(self, found: FoundRow | None, begun: float | None) -> None:
        self._found = found
        self.details.show_row(found)
        self.page.show_row(found, begun)
        self._say()

    def _on_open(self) -> None:
        if self._found is not None:
            self.opened.emit(self._found)

    def _say(self) -> None:
        self.setAccessibleName(tr("The chosen row, and the overview"))
        self.sides.say(tr("Beside the table"), {"page": tr("Page"), "overview": tr("Overview")})
        found = self._found if self.side == "page" else None
        place = ""
        if found is not None:
            place = found.name
            if found.row.page:
                place = tr("{name}, p. {page}").format(name=found.name, page=found.row.page)
        self._place.setText(place)
        self.open.setVisible(found is not None and bool(found.row.page))
        self.open.say(tr("Open in a tab of its own"), "Ctrl+Enter")
