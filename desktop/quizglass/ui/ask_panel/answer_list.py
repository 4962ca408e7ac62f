"""The cards of a document, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from quizglass.i18n import tr
from quizglass.ui.ask_panel.card import AnswerCard
from quizglass.ui.ask_panel.states import Help
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry, Scope
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import SPACE_L, SPACE_S


class AnswerList(QScrollArea):
    """Signals:
    edit_wanted(Entry): its question is to be put into the field.
    models_wanted(): another model would help.
    """

    edit_wanted = Signal(object)
    models_wanted = Signal()

    def __init__(self, services: Services, session: DocumentSession) -> None:
        super().__init__()
        self._services = services
        self._session = session
        self._cards: dict[Entry, AnswerCard] = {}
        self._inside = QWidget()
        self._column = column(self._inside, margin=(SPACE_L, SPACE_S), spacing=SPACE_S)
        self._empty = label("small", wrap=True)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._connect()
        for place, entry in enumerate(session.entries):
            self._add(entry, place)
        follow_language(self, self._say)

    def _connect(self) -> None:
        session = self._session
        session.entry_added.connect(self._add)
        session.entry_changed.connect(self._refresh)
        session.entry_removed.connect(self._remove)
        session.selected.connect(self._select)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _say(self) -> None:
        self.setAccessibleName(tr("Answers"))
        self._empty.setText(
            tr("Drag over a part of the page, type a question and press Enter. The place of the answer lights up.")
        )

    def _add(self, entry: Entry, place: int) -> None:
        card = AnswerCard(self._services, self._session, entry)
        card.chosen.connect(lambda: self._session.show(entry))
        card.edit_wanted.connect(lambda: self.edit_wanted.emit(entry))
        card.delete_wanted.connect(lambda: self._session.delete(entry))
        card.again_wanted.connect(lambda: self._session.ask_again(entry))
        card.help_wanted.connect(lambda help_: self._help(entry, help_))
        self._cards[entry] = card
        newest_first = len(self._session.entries) - 1 - place
        self._column.insertWidget(min(newest_first, self._column.count() - 2), card)
        card.show()
        card.set_selected(entry is self._session.selection)
        self._empty.hide()
        if newest_first == 0:
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))

    def _refresh(self, entry: Entry) -> None:
        if entry in self._cards:
            self._cards[entry].refresh()

    def _remove(self, entry: Entry) -> None:
        card = self._cards.pop(entry)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._empty.setVisible(not self._cards)

    def _select(self, selected: Entry | None) -> None:
        for entry, card in self._cards.items():
            if (card.property("selected") == "true") is not (entry is selected):
                card.set_selected(entry is selected)
        if selected in self._cards:
            card = self._cards[selected]
            QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, SPACE_S))

    def _help(self, entry: Entry, help_: Help) -> None:
        match help_:
            case Help.ASK_DOCUMENT:
                self._session.ask_again(entry, Scope.DOCUMENT)
            case Help.ASK_AGAIN:
                self._session.ask_again(entry)
            case Help.CHOOSE_MODEL:
                self.models_wanted.emit()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for card in self._cards.values():
            card.follow_focus(now)
