"""The questions of a run, one below the other: typed, pasted as a list, put in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from quizglass.batch.plan import PlannedQuestion
from quizglass.geometry import PageRect
from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.amounts import number_words
from quizglass.ui.batch_page.setup.question_row import QuestionRow
from quizglass.ui.controls.buttons import button, button_with_icon
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, ThemeSource

_MOST_ROWS: Final = 100


class QuestionList(QFrame):
    """Always one row at least. ``head`` and ``below`` have room for more buttons.

    Of very many questions, from a spreadsheet, only the first have rows.

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
        self._more: tuple[PlannedQuestion, ...] = ()
        self._filling = False
        self.setProperty("role", "card")
        self._title, self._hint = label("title"), label("muted", wrap=True)
        self.add_button = button_with_icon(theme, "plain", "add")
        self._more_words, self.remove_more = label("muted", wrap=True), button("link")
        self._news = label("small", wrap=True)
        self._say_news: Callable[[], str] = str
        self.head: QHBoxLayout = row(spacing=SPACE_S)
        self.below: QHBoxLayout = row(spacing=SPACE_S)
        self._stack = column(spacing=SPACE_S)
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        self.head.addWidget(self._title, 1)
        lines.addLayout(self.head)
        lines.addWidget(self._hint)
        lines.addLayout(self._stack)
        more = row(spacing=SPACE_S)
        more.addWidget(self._more_words, 1)
        more.addWidget(self.remove_more)
        lines.addLayout(more)
        self.below.addWidget(self.add_button)
        self.below.addStretch(1)
        lines.addLayout(self.below)
        lines.addWidget(self._news)
        self.remove_more.clicked.connect(self._forget_more)
        self.add_button.clicked.connect(lambda: self._insert(len(self.rows)).field.setFocus())
        self._insert(0)
        follow_language(self, self._say)

    # What is asked --------------------------------------------------------------------------------------------------

    @property
    def questions(self) -> tuple[PlannedQuestion, ...]:
        """Those with words."""
        return (*(row.question for row in self.rows if row.text), *self._more)

    @property
    def regions(self) -> tuple[PageRect, ...]:
        """The different parts of the page that are asked, in the order of the questions."""
        regions = (*(row.region for row in self.rows), *(question.region for question in self._more))
        return tuple(dict.fromkeys(region for region in regions if region is not None))

    @property
    def current(self) -> QuestionRow:
        """The question whose part of the page is shown."""
        return self._current if self._current is not None and self._current in self.rows else self.rows[0]

    @property
    def share_one_place(self) -> bool:
        return len({row.region for row in self.rows} | {question.region for question in self._more}) == 1

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        found: list[QWidget] = []
        for line in self.rows:
            found += [line.field, line.place, line.up, line.down, line.remove]
        return [*found, self.remove_more, self.add_button]

    # Changing -------------------------------------------------------------------------------------------------------

    def put(self, questions: Iterable[PlannedQuestion]) -> None:
        """Have these and no others."""
        wanted = list(questions) or [PlannedQuestion("")]
        with self._changed_at_once():
            self._more = tuple(wanted[_MOST_ROWS:])
            for line in self.rows[len(wanted) :]:
                self._drop(line)
            for at, question in enumerate(wanted[:_MOST_ROWS]):
                line = self.rows[at] if at < len(self.rows) else self._insert(at)
                line.text, line.region = question.text, question.region
            self._current = self.rows[0]

    def append(self, questions: Iterable[PlannedQuestion]) -> None:
        """Add these behind the others, in place of empty rows."""
        self.put((*self.questions, *questions))

    def set_region(self, region: PageRect | None, *, everywhere: bool) -> None:
        """Ask the current question, or all, of this part of the page; None is the whole page."""
        for line in self.rows if everywhere else [self.current]:
            line.region = region
        if everywhere:
            self._more = tuple(replace(question, region=region) for question in self._more)
        self._renumber()

    def mark_missing(self) -> None:
        """Go to where words are missing, where there are none at all."""
        self.rows[0].show_missing(True)
        self.focus_first()

    @property
    def news(self) -> str:
        """What `tell` made it say."""
        return self._news.text()

    def tell(self, say: Callable[[], str], wrong: bool = False) -> None:
        """Say below the questions what came of a button there, in words of the current language."""
        self._say_news = say
        dress(self._news, role="bad" if wrong else "small")
        self._show_news()

    def _show_news(self) -> None:
        words = self._say_news()
        self._news.setText(words)
        self._news.setVisible(bool(words))

    def focus_first(self) -> None:
        self.rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def _changed_at_once(self) -> Iterator[None]:
        """Tell of many changes as of one."""
        self._filling = True
        yield
        self._filling = False
        self._renumber()
        self.rows_changed.emit()

    def _forget_more(self) -> None:
        self._more = ()
        self._renumber()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

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
        if not self._filling:
            self._renumber()
            self.rows_changed.emit()
        return made

    def _drop(self, line: QuestionRow) -> None:
        self.rows.remove(line)
        self._stack.removeWidget(line)
        line.hide()
        line.deleteLater()
        if not self._filling:
            self.rows_changed.emit()

    def _on_edited(self, line: QuestionRow) -> None:
        if self._filling:
            return
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
        region = line.region
        before = [row.question for row in self.rows[:at] if row.text]
        behind = [row.question for row in self.rows[at + 1 :] if row.text]
        pasted = [PlannedQuestion(words, region) for words in lines]
        self.put((*before, *pasted, *behind, *self._more))
        self.rows[min(len(before) + len(pasted), len(self.rows)) - 1].field.setFocus()

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
        self._say_more()
        self.changed.emit()
        self.regions_changed.emit()

    def _say_more(self) -> None:
        count = len(self._more)
        words = trn("{count} more question is not shown.", "{count} more questions are not shown.", count)
        self._more_words.setText(words.format(count=number_words(count)))
        for part in (self._more_words, self.remove_more):
            part.setVisible(bool(count))

    def _say(self) -> None:
        self.setAccessibleName(tr("Questions"))
        self._title.setText(tr("Questions"))
        self._hint.setText(tr("Every page is asked all of them. A list can be pasted."))
        self.remove_more.setText(tr("Remove them"))
        self.remove_more.setAccessibleName(tr("Remove the questions that are not shown"))
        self._say_more()
        self._show_news()
        self.add_button.setText(tr("Add a question"))
        self.add_button.setAccessibleName(tr("Add a question"))
