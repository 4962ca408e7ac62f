"""One question of a run: its words, the part of the page it is asked of, its place among the others."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from quizglass.batch.plan import PlannedQuestion
from quizglass.geometry import PageRect
from quizglass.i18n import tr
from quizglass.ui.ask_panel.question_field import QuestionField
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource


class QuestionRow(QFrame):
    """Signals:
    edited(): its words are others.
    chosen(): the focus came into it.
    pasted(list[str]): several lines were pasted where nothing stood.
    more_wanted(): Enter was pressed in it.
    remove_wanted(), move_wanted(int): by its buttons or keys.
    place_wanted(): the part of the page is to be chosen.
    """

    edited = Signal()
    chosen = Signal()
    pasted = Signal(list)
    more_wanted = Signal()
    remove_wanted = Signal()
    move_wanted = Signal(int)
    place_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.region: PageRect | None = None
        self._number, self._region_number = 0, 0
        self.setProperty("role", "question")
        self._digit = label("small")
        self.field = _Field()
        self.place = button("chip")
        self.up = IconButton(theme, "chevron-up", tint="muted", small=True)
        self.down = IconButton(theme, "chevron-down", tint="muted", small=True)
        self.remove = IconButton(theme, "close", tint="muted", small=True)
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        line = row(self, spacing=SPACE_S)
        self._digit.setFixedWidth(self.fontMetrics().horizontalAdvance("00"))
        self._digit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._digit.setContentsMargins(0, SPACE_S, 0, 0)
        words = column(spacing=0)
        words.addWidget(self.field)
        words.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self._digit, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        buttons = row(spacing=0)
        buttons.setContentsMargins(0, SPACE_XS, 0, 0)
        for made in (self.up, self.down, self.remove):
            buttons.addWidget(made)
        beside = column()
        beside.addLayout(buttons)
        beside.addStretch(1)
        line.addLayout(beside)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.edited)
        self.field.focus_changed.connect(self._on_focus)
        self.field.entered.connect(self.more_wanted)
        self.field.emptied_again.connect(self.remove_wanted)
        self.field.move_wanted.connect(self.move_wanted)
        self.field.pasted.connect(self.pasted)
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.remove.clicked.connect(self.remove_wanted)
        self.place.clicked.connect(self.place_wanted)

    def _on_focus(self, has: bool) -> None:
        if has:
            self.chosen.emit()

    @property
    def text(self) -> str:
        return self.field.toPlainText().strip()

    @text.setter
    def text(self, words: str) -> None:
        self.field.setPlainText(words)

    @property
    def question(self) -> PlannedQuestion:
        return PlannedQuestion(self.text, self.region)

    def show_place(self, number: int, count: int, region_number: int, *, told: bool) -> None:
        """It is the question ``number`` of ``count``; 0 as the number of its region is the whole page.

        ``told``: its part of the page is worth telling.
        """
        self.place.setVisible(told)
        self._number, self._region_number = number, region_number
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        for made in (self.up, self.down):
            made.setVisible(count > 1)
        self.remove.setVisible(count > 1 or bool(self.text))
        self._say()

    def show_current(self, current: bool) -> None:
        """Whether the picture of the page shows its part."""
        dress(self.place, state="chosen" if current else "")

    def show_missing(self, missing: bool) -> None:
        """Mark that it has no words yet."""
        dress(self.field, state="bad" if missing else "")

    def _say(self) -> None:
        name = tr("Question {number}").format(number=self._number)
        self._digit.setText(str(self._number))
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        whole, part = tr("Whole page"), tr("Region {number}").format(number=self._region_number)
        place = part if self._region_number else whole
        self.place.setText(place)
        self.place.setAccessibleName(f"{name}: {place}")
        self.place.setToolTip(tr("Show it on the page"))
        for made, words in (
            (self.up, tr("Move up")),
            (self.down, tr("Move down")),
            (self.remove, tr("Remove the question")),
        ):
            made.say(words)
            made.setAccessibleName(f"{words}: {name}")


class _Field(QuestionField):
    """``emptied_again``: Backspace was pressed where nothing stands any more."""

    emptied_again = Signal()
    move_wanted = Signal(int)
    pasted = Signal(list)

    def __init__(self) -> None:
        super().__init__(fewest=1)
        # Files that are dropped here belong to the list of documents.
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self.emptied_again.emit()
        elif alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A list that is pasted becomes a list of questions."""
        lines = [line.strip() for line in source.text().splitlines() if line.strip()]
        if len(lines) > 1 and not self.toPlainText().strip():
            self.pasted.emit(lines)
        else:
            super().insertFromMimeData(source)
