"""What a run comes to, as charts: what became of its rows, and what each of its questions was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from quizglass.i18n import tr
from quizglass.ui.batch_page.results.amounts import number_words
from quizglass.ui.batch_page.results.bars import Bar, Bars
from quizglass.ui.batch_page.results.question_chart import QuestionChart
from quizglass.ui.batch_page.results.row_filter import QuestionKey, ValueTest
from quizglass.ui.batch_page.results.row_kind import KINDS, RowKind, kind_words, look_of
from quizglass.ui.batch_page.results.summary import Summary
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, ThemeSource

MOST_QUESTIONS: Final = 6


class Overview(QScrollArea):
    """A bar of a chart shows its rows alone in the table.

    Signals:
        kind_wanted(RowKind | None)
        value_wanted(QuestionKey, ValueTest | None, str): the rows of a question with this answer, which the words name.
    """

    kind_wanted = Signal(object)
    value_wanted = Signal(object, object, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._counts: Mapping[RowKind, int] = {}
        self._kind: RowKind | None = None
        self._charts: dict[QuestionKey, QuestionChart] = {}
        self._title = label("section")
        self.kinds = Bars(theme)
        self._more = label("small", wrap=True)
        self._lay_out()
        self.kinds.chosen.connect(self.kind_wanted)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "panel")
        self._lines = column(inside, margin=(SPACE_S, SPACE_M), spacing=SPACE_S)
        self._title.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._more.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._lines.addWidget(self._title)
        self._lines.addWidget(self.kinds)
        self._lines.addSpacing(SPACE_L)
        self._lines.addWidget(self._more)
        self._lines.addStretch(1)
        self.setWidget(inside)

    @property
    def charts(self) -> list[QuestionChart]:
        """One for each question that is shown."""
        return list(self._charts.values())

    def show_kinds(self, counts: Mapping[RowKind, int], chosen: RowKind | None) -> None:
        """How many rows there are of each kind; ``chosen`` is the one that is shown alone."""
        self._counts, self._kind = dict(counts), chosen
        self._show_kinds()

    def _show_kinds(self) -> None:
        bars = [
            Bar(kind, kind_words(kind), count, number_words(count, 0), look_of(kind).tint, look_of(kind).icon)
            for kind in KINDS
            if (count := self._counts.get(kind, 0)) or kind is self._kind
        ]
        self.kinds.show_bars(bars, self._kind)
        self.kinds.setVisible(bool(bars))
        self._title.setVisible(bool(bars))
        self.kinds.say(tr("What came of the rows"))

    def show_questions(
        self,
        summaries: Sequence[tuple[QuestionKey, Summary | None]],
        chosen: tuple[QuestionKey, ValueTest] | None,
        *,
        left_out: int,
    ) -> None:
        """What each question was answered; ``left_out`` is how many more questions there are."""
        wanted = [key for key, _ in summaries]
        if wanted != list(self._charts):
            self._make_charts(wanted)
        for key, summary in summaries:
            self._charts[key].show_summary(summary, chosen[1] if chosen is not None and chosen[0] == key else None)
        self._more.setVisible(left_out > 0)

    def _make_charts(self, wanted: Sequence[QuestionKey]) -> None:
        for chart in self._charts.values():
            self._lines.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self._charts = {}
        for key in wanted:
            chart = QuestionChart(self._theme, key[0])
            chart.value_wanted.connect(lambda test, words, key=key: self.value_wanted.emit(key, test, words))
            self._lines.insertWidget(self._lines.indexOf(self._more), chart)
            chart.show()
            self._charts[key] = chart

    def _say(self) -> None:
        self._title.setText(tr("What came of the rows"))
        self._more.setText(tr("Choose one of the other questions above the table to see its answers."))
        self.setAccessibleName(tr("Overview"))
        self._show_kinds()
