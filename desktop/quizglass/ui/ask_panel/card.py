"""One question and its answer, as a card that grows while the answer streams."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from quizglass.i18n import language, tr
from quizglass.ui.ask_panel.card_actions import CardActions
from quizglass.ui.ask_panel.place_link import PlaceLink
from quizglass.ui.ask_panel.states import Help, reading_words, state_of
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import ElidedLabel, label, selectable_label
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_M, SPACE_S


class AnswerCard(QFrame):
    """Signals:
    chosen(): clicked, or Enter while it has the focus.
    edit_wanted(), delete_wanted(), again_wanted()
    help_wanted(Help): the button under the answer.
    """

    chosen = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    again_wanted = Signal()
    help_wanted = Signal(object)

    def __init__(self, services: Services, session: DocumentSession, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self._services = services
        self._session = session
        self._places: list[PlaceLink] = []
        self._help = Help.NOTHING
        self._question = label("strong", wrap=True)
        self._answer = selectable_label()
        self._state = label("muted", wrap=True)
        self.helper = button("plain")
        self._reading = label("small", wrap=True)
        self._meta = ElidedLabel("small")
        self._actions = CardActions(services.theme)
        self._place_column = column(spacing=SPACE_S)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._connect()
        follow_language(self, self.refresh)

    def _lay_out(self) -> None:
        layout = column(self, margin=(SPACE_M, SPACE_M), spacing=SPACE_S)
        layout.addWidget(self._question)
        layout.addWidget(self._answer)
        layout.addWidget(self._state)
        layout.addWidget(self.helper, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._place_column)
        layout.addWidget(self._reading)
        footer = row(spacing=SPACE_S)
        footer.addWidget(self._meta, 1)
        footer.addWidget(self._actions)
        # As high as with the actions, which come and go: nothing moves.
        footer.addStrut(self._actions.sizeHint().height())
        layout.addLayout(footer)
        self._actions.hide()

    def _connect(self) -> None:
        self._actions.copy.connect(self.copy)
        self._actions.copy_with_source.connect(self.copy_with_source)
        self._actions.seen.connect(self.show_seen)
        self._actions.again.connect(self.again_wanted)
        self._actions.edit.connect(self.edit_wanted)
        self._actions.delete.connect(self.delete_wanted)
        self.helper.clicked.connect(lambda: self.help_wanted.emit(self._help))
        self._answer.installEventFilter(self)

    # Showing --------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what has become of the entry."""
        entry, state = self.entry, state_of(self.entry)
        self._help = state.help
        self._question.setText(entry.question.text)
        _show_text(self._answer, entry.text)
        _show_text(self._state, state.words)
        if self._state.property("role") != state.role:
            dress(self._state, role=state.role)
        self.helper.setVisible(bool(state.button))
        self.helper.setText(state.button)
        self.helper.setAccessibleName(state.button)
        if self.property("state") != state.name:
            dress(self, state=state.name)
        if not entry.running:
            self._show_places()
        _show_text(self._reading, reading_words(entry))
        self._meta.setText(self._made_by())
        self._actions.set_copyable(bool(entry.text))
        self._actions.set_seen(not entry.running and bool(entry.shown_parts))
        self.setAccessibleName(tr("Question: {question}").format(question=entry.question.text))
        self.setAccessibleDescription(
            " ".join(part for part in (entry.text, state.words, self._reading.text()) if part)
        )

    def _show_places(self) -> None:
        if self._places:
            return
        for evidence in self.entry.evidence:
            place = PlaceLink(self._services, self._session.source, self._session.info, evidence)
            place.followed.connect(lambda there=evidence: self._session.show(self.entry, there))
            self._place_column.addWidget(place)
            self._places.append(place)

    def _made_by(self) -> str:
        answer = self.entry.answer
        model = self._services.answers.model_name(self.entry.question.model)
        if answer is None:
            return model
        total = max(_LEAST_S, answer.timings.total)
        seconds = QLocale(language()).toString(total, "f", 1 if total < _TENTHS_BELOW_S else 0)
        return tr("{model} · {seconds} s").format(model=model, seconds=seconds)

    def set_selected(self, selected: bool) -> None:
        dress(self, selected=selected)

    # Copying --------------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.entry.text)

    def copy_with_source(self) -> None:
        """The answer, and below it the file and the place."""
        places = "; ".join(place.words() for place in self._places)
        page = self.entry.page
        if not places and page is not None:
            places = tr("p. {page}").format(page=page + 1)
        source = f"{self._session.name}, {places}" if places else self._session.name
        QGuiApplication.clipboard().setText(f"{self.entry.text}\n({source})")

    def show_seen(self) -> None:
        """Show the picture that the model was given, or the words."""
        # Here and not above: it is needed rarely.
        from quizglass.ui.regions.seen_dialog import SeenDialog

        dialog = SeenDialog(self._services, self._session, self.entry, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Pointer and keys -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A selectable text keeps clicks to itself; one that selects nothing chooses the card all the same.
        released = watched is self._answer and event.type() == QEvent.Type.MouseButtonRelease
        if released and not self._answer.hasSelectedText():
            self.chosen.emit()
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._actions.show()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.follow_focus(QApplication.focusWidget())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._actions.show()

    def follow_focus(self, focused: QWidget | None) -> None:
        """Show what can be done while the focus is on the card or in it, or the pointer is over it."""
        inside = focused is not None and (focused is self or self.isAncestorOf(focused))
        self._actions.setVisible(inside or self.underMouse())


_TENTHS_BELOW_S = 10.0
_LEAST_S = 0.1


def _show_text(where: QLabel, text: str) -> None:
    where.setVisible(bool(text))
    if where.text() != text:
        where.setText(text)
