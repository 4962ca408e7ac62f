"""The card with the properties of the document in front."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from quizglass.documents.properties import DocumentProperties
from quizglass.documents.requests import ReadProperties
from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label, selectable_label
from quizglass.ui.overlays import Overlay
from quizglass.ui.properties.coverage import TextCoverage
from quizglass.ui.properties.facts import Fact, TextCount, as_text, facts
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS

_WIDTH = 620
_TITLES = 160


class PropertiesCard(Overlay):
    """What is known at once is there at once; the rest comes as the worker tells it."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services.theme, parent, _WIDTH)
        self._services = services
        self._session: DocumentSession | None = None
        self._properties: DocumentProperties | None = None
        self._coverage: TextCoverage | None = None
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        self._title = label("title")
        self.copy = button("plain")
        self._close = IconButton(services.theme, "close", tint="muted")
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._scroll = QScrollArea()
        self._lay_out()
        self._close.clicked.connect(self.dismiss)
        self.copy.clicked.connect(self._copy)

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_XL, SPACE_L)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnMinimumWidth(0, _TITLES)
        self._grid.setColumnStretch(1, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        head = row(margin=(SPACE_XL, SPACE_M))
        head.addWidget(self._title, 1)
        head.addWidget(self.copy)
        head.addSpacing(SPACE_S)
        head.addWidget(self._close)
        self.content.addLayout(head)
        self.content.addWidget(self._scroll, 1)

    def open_for(self, session: DocumentSession) -> None:
        """Show the properties of one document."""
        self._stop()
        self._session, self._properties = session, None
        self._say()
        self._coverage = TextCoverage(self._services, session, self)
        self._coverage.changed.connect(self._fill)
        future = self._services.documents.submit(ReadProperties(session.source), urgent=False)
        self._services.relay.deliver(future, lambda found: self._on_properties(session, found), lambda _: None)
        self._coverage.start()
        self._fill()
        self.open()
        self._scroll.setFocus()

    def shown(self) -> dict[str, str]:
        """What it says: titles and values."""
        return {fact.title: fact.value for fact in self._facts()}

    def _say(self) -> None:
        self._title.setText(tr("Properties of the document"))
        self.setAccessibleName(tr("Properties of the document"))
        self._scroll.setAccessibleName(tr("Properties of the document"))
        self.copy.setText(tr("Copy all"))
        self.copy.setAccessibleName(tr("Copy all properties"))
        self._close.say(tr("Close"))

    def _on_properties(self, session: DocumentSession, found: DocumentProperties) -> None:
        if session is self._session:
            self._properties = found
            self._fill()

    def _facts(self) -> list[Fact]:
        session, coverage = self._session, self._coverage
        if session is None or coverage is None:
            return []
        count = TextCount(coverage.with_text, coverage.read, coverage.unread, coverage.is_over)
        return facts(session.source, session.info, self._properties, count)

    def _fill(self) -> None:
        """Labels are kept and only change their words: a value may be selected while the counting goes on."""
        found = self._facts()
        titles = [fact.title for fact in found]
        if titles != list(self._values):
            self._lay_anew(titles)
        for fact in found:
            value = self._values[fact.title][1]
            if value.text() != fact.value:
                value.setText(fact.value)
        self.fit()

    def _lay_anew(self, titles: list[str]) -> None:
        for pair in self._values.values():
            for each in pair:
                self._grid.removeWidget(each)
                each.hide()
                each.deleteLater()
        self._values = {}
        for line, words in enumerate(titles):
            title, value = label("muted"), selectable_label()
            title.setText(words)
            value.setAccessibleName(words)
            self._grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, line, 1)
            # Shown at once: what is still hidden takes no room when the card is measured.
            title.show()
            value.show()
            self._values[words] = (title, value)
        self._grid.setRowStretch(len(titles), 1)

    def card_height(self, width: int) -> int:
        wanted = self._grid.totalHeightForWidth(width)
        return wanted + self.copy.sizeHint().height() + 2 * SPACE_M + SPACE_L

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._facts()))
        self.copy.setText(tr("Copied"))

    def _stop(self) -> None:
        if self._coverage is not None:
            self._coverage.stop()
            self._coverage.deleteLater()
            self._coverage = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._coverage is not None:
            self._coverage.stop()
