"""The questions of a run, one below the other: typed, pasted as a list, put in another order."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from quizglass.batch.plan import PlannedQuestion
from quizglass.geometry import PageRect
from quizglass.i18n import tr
from quizglass.ui.batch_page.setup.question_row import QuestionRow
from quizglass.ui.controls.buttons import button_with_icon
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, ThemeSource


class QuestionList(QFrame):
    """Always one row at least. ``head`` has room for buttons beside the title, ``below`` beside that which adds a row.

    Signals:
        changed(): words came, went or moved.
        regions_changed(): a question is asked of another part, or another question is the current one.
        place_wanted(): the part of the page of the current question is to be chosen.
        escaped(): Esc was pressed in a question.
        rows_changed(): rows came, went or moved.
    """

    changed = Signal()
    regions_changed = Signal()
    place_wanted = Signal()
    escaped = Signal()
    rows_changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[QuestionRow] = []
        self._current: QuestionRow | None = None
        self.setProperty("role", "card")
        self._title, self._hint = label("title"), label("muted", wrap=True)
        self.add_button = button_with_icon(theme, "plain", "add")
        self.head: QHBoxLayout = row(spacing=SPACE_S)
        self.below: QHBoxLayout = row(spacing=SPACE_S)
        self._stack = column(spacing=SPACE_S)
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        self.head.addWidget(self._title, 1)
        lines.addLayout(self.head)
        lines.addWidget(self._hint)
        lines.addLayout(self._stack)
        self.below.addWidget(self.add_button)
        self.below.addStretch(1)
        lines.addLayout(self.below)
        self.add_button.clicked.connect(lambda: self._insert(len(self.rows)).field.setFocus())
        self._insert(0)
        follow_language(self, self._say)

    # What is asked --------------------------------------------------------------------------------------------------

    @property
    def questions(self) -> tuple[PlannedQuestion, ...]:
        """Those with words."""
        return tuple(row.question for row in self.rows if row.text)

    @property
    def regions(self) -> tuple[PageRect, ...]:
        """The different parts of the page that are asked, in the order of the questions."""
        return tuple(dict.fromkeys(row.region for row in self.rows if row.region is not None))

    @property
    def current(self) -> QuestionRow:
        """The question whose part of the page is shown."""
        return self._current if self._current is not None and self._current in self.rows else self.rows[0]

    @property
    def share_one_place(self) -> bool:
        return len({row.region for row in self.rows}) == 1

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        found: list[QWidget] = []
        for line in self.rows:
            found += [line.field, line.place, line.up, line.down, line.remove]
        return [*found, self.add_button]

    # Changing -------------------------------------------------------------------------------------------------------

    def put(self, questions: Iterable[PlannedQuestion]) -> None:
        """Have these and no others."""
        for line in list(self.rows):
            self._drop(line)
        for question in questions:
            self._fill(self._insert(len(self.rows)), question)
        if not self.rows:
            self._insert(0)
        self._current = self.rows[0]
        self._renumber()

    def append(self, questions: Iterable[PlannedQuestion]) -> None:
        """Add these behind the others; an empty row is used first."""
        for question in questions:
            last = self.rows[-1]
            self._fill(self._insert(len(self.rows)) if last.text else last, question)
        self._renumber()

    def set_region(self, region: PageRect | None, *, everywhere: bool) -> None:
        """Ask the current question, or all, of this part of the page; None is the whole page."""
        for line in self.rows if everywhere else [self.current]:
            line.region = region
        self._renumber()

    def mark_missing(self) -> None:
        """Go to where words are missing, where there are none at all."""
        self.rows[0].show_missing(True)
        self.focus_first()

    def focus_first(self) -> None:
        self.rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside ---------------------------------------------------------------------------------------------------------

    def _fill(self, line: QuestionRow, question: PlannedQuestion) -> None:
        line.text, line.region = question.text, question.region

    def _insert(self, at: int) -> QuestionRow:
        """Another row, asked of what the one before it is asked of."""
        made = QuestionRow(self._theme)
        made.region = self.rows[at - 1].region if at else (self.rows[0].region if self.rows else None)
        self.rows.insert(at, made)
        self._stack.insertWidget(at, made)
        made.edited.connect(lambda: self._on_edited(made))
        made.chosen.connect(lambda: self._choose(made))
        made.pasted.connect(lambda lines: self._paste(made, lines))
        made.more_wanted.connect(lambda: self._on_enter(made))
        made.remove_wanted.connect(lambda: self._remove(made))
        made.move_wanted.connect(lambda step: self._move(made, step))
        made.place_wanted.connect(lambda: self._show_place(made))
        made.field.escaped.connect(self.escaped)
        self._renumber()
        self.rows_changed.emit()
        return made

    def _drop(self, line: QuestionRow) -> None:
        self.rows.remove(line)
        self._stack.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.rows_changed.emit()

    def _on_edited(self, line: QuestionRow) -> None:
        line.show_missing(False)
        line.remove.setVisible(len(self.rows) > 1 or bool(line.text))
        self.changed.emit()

    def _on_enter(self, line: QuestionRow) -> None:
        """To the next question; behind the last one a new one begins."""
        at = self.rows.index(line)
        if at + 1 < len(self.rows):
            self.rows[at + 1].field.setFocus()
        elif line.text:
            self._insert(at + 1).field.setFocus()

    def _paste(self, line: QuestionRow, lines: list[str]) -> None:
        at = self.rows.index(line)
        line.text = lines[0]
        for step, words in enumerate(lines[1:], start=1):
            line = self._insert(at + step)
            line.text = words
        line.field.setFocus()
        self._renumber()

    def _remove(self, line: QuestionRow) -> None:
        at = self.rows.index(line)
        if len(self.rows) == 1:
            line.text = ""
            line.field.setFocus()
            return
        self._drop(line)
        # Of the row above: whoever takes back with Backspace goes on writing there.
        heir = self.rows[max(0, at - 1)]
        heir.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose(heir)
        self._renumber()

    def _move(self, line: QuestionRow, step: int) -> None:
        at = self.rows.index(line)
        to = at + step
        if not 0 <= to < len(self.rows):
            return
        holder = self.window().focusWidget()
        self.rows.insert(to, self.rows.pop(at))
        self._stack.insertWidget(to, line)
        self._renumber()
        self.rows_changed.emit()
        if holder is not None and line.isAncestorOf(holder):
            (holder if holder.isEnabled() else line.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, line: QuestionRow) -> None:
        if line is not self._current and line in self.rows:
            self._current = line
            self._renumber()

    def _show_place(self, line: QuestionRow) -> None:
        self._choose(line)
        self.place_wanted.emit()

    def _renumber(self) -> None:
        regions = self.regions
        for at, line in enumerate(self.rows):
            number = regions.index(line.region) + 1 if line.region is not None else 0
            line.show_place(at + 1, len(self.rows), number, told=bool(regions))
            line.show_current(line is self.current and len(self.rows) > 1)
        self.changed.emit()
        self.regions_changed.emit()

    def _say(self) -> None:
        self.setAccessibleName(tr("Questions"))
        self._title.setText(tr("Questions"))
        self._hint.setText(tr("Every page is asked all of them. A list can be pasted."))
        self.add_button.setText(tr("Add a question"))
        self.add_button.setAccessibleName(tr("Add a question"))
