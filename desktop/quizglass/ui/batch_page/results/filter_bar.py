"""Above the table: what is looked for in it, and how many rows that leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.results.amounts import number_words
from quizglass.ui.batch_page.results.row_filter import QuestionKey, RowFilter, ValueTest, words_of
from quizglass.ui.batch_page.results.row_kind import KINDS, RowKind, kind_words
from quizglass.ui.controls.buttons import button, button_with_icon
from quizglass.ui.controls.choice_box import ChoiceBox
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import ElidedLabel
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XS, ThemeSource

_TYPING_MS: Final = 120
_ALL: Final = ""
_ANSWERED: Final = "answered"
_WITH_ANSWER: Final = frozenset({RowKind.FOUND, RowKind.UNSURE, RowKind.CORRECTED})
_LEAST_FIELD: Final = 120
_WIDEST_VALUE: Final = 220


class FilterBar(QWidget):
    """Signals:
    changed(RowFilter): other rows are wanted.
    left(): Esc or the down key in the field: the table is wanted.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._filter = RowFilter()
        self._value: tuple[QuestionKey, ValueTest] | None = None
        self._value_words = ""
        self._counts: Mapping[RowKind, int] = {}
        self._shown = 0
        self._questions: tuple[QuestionKey, ...] = ()
        self.field = _Field()
        self._mark = QAction(line_icon(theme, "find", "muted"), "", self)
        self.kinds, self.questions = ChoiceBox(theme), ChoiceBox(theme)
        self.columns = IconButton(theme, "columns", tint="muted")
        self.export = button_with_icon(theme, "plain", "save")
        self._told = ElidedLabel("small")
        self.value = button("chip")
        self.clear = button("link")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.field.addAction(self._mark, QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMinimumWidth(_LEAST_FIELD)
        self.value.setIcon(line_icon(self._theme, "close", "muted"))
        self.value.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.value.hide()
        self.clear.hide()
        self.questions.hide()
        for box in (self.kinds, self.questions):
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        lines = column(self, margin=(SPACE_M, SPACE_S), spacing=SPACE_XS)
        top = row(spacing=SPACE_S)
        top.addWidget(self.field, 2)
        top.addWidget(self.kinds, 1)
        top.addWidget(self.questions, 1)
        top.addWidget(self.columns)
        top.addWidget(self.export)
        below = row(spacing=SPACE_S)
        below.addWidget(self._told, 1)
        below.addWidget(self.value)
        below.addWidget(self.clear)
        lines.addLayout(top)
        lines.addLayout(below)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.left.connect(self._leave)
        self._typing.timeout.connect(self._change)
        self.kinds.currentIndexChanged.connect(lambda _: self._change())
        self.questions.currentIndexChanged.connect(lambda _: self._change())
        self.value.clicked.connect(lambda: self.want_value(None))
        self.clear.clicked.connect(self.want_all)

    # What is wanted -------------------------------------------------------------------------------------------------

    @property
    def filter(self) -> RowFilter:
        return self._filter

    @property
    def kind(self) -> RowKind | None:
        """The one kind that is shown alone."""
        return RowKind(self.kinds.choice) if self.kinds.choice not in {_ALL, _ANSWERED} else None

    @property
    def told(self) -> str:
        """How many rows there are, in words."""
        return self._told.text()

    def want_kind(self, kind: RowKind | None) -> None:
        """Show the rows of one kind alone; None: all again."""
        if kind is not None and self.kinds.findData(kind.value) < 0:
            return
        self.kinds.choose(kind.value if kind is not None else _ALL)

    def want_value(self, value: tuple[QuestionKey, ValueTest] | None, words: str = "") -> None:
        """Show the rows with these answers alone, which ``words`` name; None: all again."""
        self._value = value
        self._value_words = words if value is not None else ""
        self._change()

    def want_all(self) -> None:
        """Look for nothing any more."""
        for part in (self.kinds, self.questions):
            part.blockSignals(True)
            part.setCurrentIndex(0)
            part.blockSignals(False)
        self.field.clear()
        self._typing.stop()
        self.want_value(None)

    def _change(self) -> None:
        """Another filter from what stands in the fields."""
        wanted = RowFilter(
            words=words_of(self.field.text()),
            kinds=self._wanted_kinds(),
            question=self._questions[int(self.questions.choice)] if self.questions.choice else None,
            value=self._value,
        )
        if wanted != self._filter:
            self._filter = wanted
            self.changed.emit(wanted)
        self._tell()

    def _wanted_kinds(self) -> frozenset[RowKind] | None:
        match self.kinds.choice:
            case "":
                return None
            case "answered":
                return _WITH_ANSWER
            case one:
                return frozenset({RowKind(one)})

    def _leave(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._change()
        self.left.emit()

    # What is said ---------------------------------------------------------------------------------------------------

    def set_questions(self, questions: Sequence[QuestionKey]) -> None:
        """To choose from, where there are several."""
        self._questions = tuple(questions)
        self.questions.setVisible(len(questions) > 1)
        self._say_questions()

    def tell(self, counts: Mapping[RowKind, int], shown: int) -> None:
        """How many rows there are of each kind, and how many are in the table."""
        self._counts, self._shown = dict(counts), shown
        self._say_kinds()
        self._tell()

    def _tell(self) -> None:
        total = sum(self._counts.values())
        is_filtered = self._filter != RowFilter()
        if is_filtered:
            words = trn("{shown} of {count} row", "{shown} of {count} rows", total)
        else:
            words = trn("{count} row", "{count} rows", total)
        self._told.setText(words.format(shown=number_words(self._shown, 0), count=number_words(total, 0)))
        self.clear.setVisible(is_filtered)
        self.value.setVisible(bool(self._value_words))
        text = tr("Answer: {words}").format(words=" ".join(self._value_words.split()))
        shown = self.value.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST_VALUE)
        # An ampersand would make the next letter a keyboard shortcut.
        self.value.setText(shown.replace("&", "&&"))
        self.value.setAccessibleName(tr("Show other answers too"))
        self.value.setToolTip(tr("Show other answers too"))

    def _say_kinds(self) -> None:
        answered = sum(self._counts.get(kind, 0) for kind in _WITH_ANSWER)
        choices = {
            _ALL: tr("All rows"),
            _ANSWERED: _counted(tr("With an answer"), answered),
        }
        for kind in KINDS:
            if self._counts.get(kind, 0) or kind.value == self.kinds.choice:
                choices[kind.value] = _counted(kind_words(kind), self._counts.get(kind, 0))
        if [self.kinds.itemData(at) for at in range(self.kinds.count())] != list(choices):
            self.kinds.set_choices(choices)
        else:
            for at, words in enumerate(choices.values()):
                self.kinds.setItemText(at, words)

    def _say_questions(self) -> None:
        words = {str(at): " ".join(text.split()) for at, (text, _) in enumerate(self._questions)}
        self.questions.set_choices({"": tr("All questions")} | words)

    def _say(self) -> None:
        self.field.setPlaceholderText(tr("Filter"))
        self._mark.setText(tr("Filter"))
        self.field.setAccessibleName(tr("Show only rows with these words"))
        self.field.setToolTip(tr("Show only rows with these words") + "   Ctrl+F")
        self.kinds.say(tr("Show rows by what came of them"))
        self.questions.say(tr("Show only the rows of a question"))
        self.columns.say(tr("Columns"))
        self.export.setText(tr("Export"))
        self.export.setAccessibleName(tr("Export the answers"))
        self.clear.setText(tr("Show all"))
        self.clear.setAccessibleName(tr("Show all rows"))
        self.setAccessibleName(tr("Filter"))
        self._say_kinds()
        self._say_questions()
        self._tell()


class _Field(QLineEdit):
    """``left`` tells that the table is wanted: by the down key, Enter, or Esc, which empties the field first."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _counted(words: str, count: int) -> str:
    return f"{words} · {number_words(count, 0)}"
