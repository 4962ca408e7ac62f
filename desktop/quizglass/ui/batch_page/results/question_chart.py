"""The answers to one question at a glance: their sum and spread, or how often each was given."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.results.amounts import edge_words, last_words, number_words, range_words, value_words
from quizglass.ui.batch_page.results.answer_value import ValueKind
from quizglass.ui.batch_page.results.bars import Bar, Bars
from quizglass.ui.batch_page.results.histogram import Histogram, Span
from quizglass.ui.batch_page.results.row_filter import SameAnswer, ValueTest, WithinRange
from quizglass.ui.batch_page.results.summary import Bin, Spread, Summary, Texts
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label, selectable_label
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_L, SPACE_S, SPACE_XS, ThemeSource

_LONGEST: Final = 300


class QuestionChart(QWidget):
    """Signals:
    value_wanted(ValueTest | None, str): the rows with these answers, which the words name; None for all again.
    """

    value_wanted = Signal(object, str)

    def __init__(self, theme: ThemeSource, question: str) -> None:
        super().__init__()
        self._summary: Summary | None = None
        self._chosen: ValueTest | None = None
        self._question = question
        self._title = label("strong", wrap=True)
        self._title.setText(" ".join(question.split())[:_LONGEST])
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        self.histogram = Histogram(theme)
        self.texts = Bars(theme)
        self._note = label("small", wrap=True)
        self._lay_out()
        self.histogram.chosen.connect(self._want)
        self.texts.chosen.connect(self._want)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        lines = column(self, spacing=SPACE_XS)
        lines.setContentsMargins(0, 0, 0, SPACE_L)
        self._title.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._note.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._grid.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_XS)
        self._grid.setColumnStretch(1, 1)
        for part in (self._title, self._facts, self.histogram, self.texts, self._note):
            lines.addWidget(part)

    def show_summary(self, summary: Summary | None, chosen: ValueTest | None) -> None:
        """``chosen`` is what the table shows alone."""
        if (summary, chosen) != (self._summary, self._chosen):
            self._summary, self._chosen = summary, chosen
            self._say()

    @property
    def facts(self) -> dict[str, str]:
        """The numbers beside the histogram, by their titles."""
        return {title: value.text() for title, (_, value) in self._values.items()}

    @property
    def note(self) -> str:
        return self._note.text()

    def _want(self, test: object) -> None:
        words = self._words_of(test)
        self.value_wanted.emit(test, words)

    def _words_of(self, test: object) -> str:
        if isinstance(test, WithinRange) and isinstance(self._summary, Spread):
            return range_words(self._summary, test)
        if isinstance(test, SameAnswer) and isinstance(self._summary, Texts):
            return next((one.text for one in self._summary.shown if one.same == test), test.text)
        return ""

    # Showing --------------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        self.setAccessibleName(self._question)
        summary = self._summary
        is_spread = isinstance(summary, Spread)
        self._facts.setVisible(is_spread)
        # One column as wide as the chart tells nothing that the numbers beside it do not.
        self.histogram.setVisible(isinstance(summary, Spread) and len(summary.bins) > 1)
        self.texts.setVisible(isinstance(summary, Texts) and bool(summary.shown))
        if isinstance(summary, Spread):
            self._say_spread(summary)
            note = _spread_note(summary)
        elif isinstance(summary, Texts):
            self._say_texts(summary)
            note = _texts_note(summary)
        else:
            note = tr("No answers yet.")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _say_spread(self, spread: Spread) -> None:
        self._show_facts(_facts_of(spread))
        spans = [
            Span(one.within, one.count, range_words(spread, one.within), _told(spread, one)) for one in spread.bins
        ]
        ends = edge_words(spread, spread.bins[0].within.first), last_words(spread, spread.bins[-1].within)
        self.histogram.show_spans(spans, ends, self._chosen)
        self.histogram.say(tr("How the answers are spread"))

    def _say_texts(self, texts: Texts) -> None:
        bars = [Bar(one.same, one.text, one.count, number_words(one.count, 0)) for one in texts.shown]
        self.texts.show_bars(bars, self._chosen)
        self.texts.say(tr("How often each answer was given"))

    def _show_facts(self, facts: dict[str, str]) -> None:
        """Labels are kept where only their words change: a value may be selected while more answers come."""
        if list(facts) != list(self._values):
            for pair in self._values.values():
                for part in pair:
                    self._grid.removeWidget(part)
                    part.deleteLater()
            self._values = {title: (label("muted"), selectable_label()) for title in facts}
            for line, pair in enumerate(self._values.values()):
                for place, part in enumerate(pair):
                    self._grid.addWidget(
                        part, line, place, Qt.AlignmentFlag.AlignTop if not place else Qt.AlignmentFlag(0)
                    )
        for title, words in facts.items():
            name, value = self._values[title]
            name.setText(title)
            value.setAccessibleName(title)
            if value.text() != words:
                value.setText(words)


def _facts_of(spread: Spread) -> dict[str, str]:
    is_day = spread.kind is ValueKind.DAY
    facts = {}
    if spread.total is not None and spread.mean is not None:
        facts[tr("Sum")] = value_words(spread, spread.total)
        facts[tr("Mean")] = value_words(spread, spread.mean, max(2, spread.digits))
    facts[tr("Earliest") if is_day else tr("Least")] = value_words(spread, spread.least)
    facts[tr("Latest") if is_day else tr("Greatest")] = value_words(spread, spread.greatest)
    return facts


def _told(spread: Spread, one: Bin) -> str:
    """``10 to 20: 4 answers``"""
    words = trn("{range}: {count} answer", "{range}: {count} answers", one.count)
    return words.format(range=range_words(spread, one.within), count=number_words(one.count, 0))


def _spread_note(spread: Spread) -> str:
    told = []
    if spread.currencies > 1:
        told.append(tr("In several currencies: they are not added up."))
    if spread.others and spread.kind is ValueKind.DAY:
        told.append(trn("{count} answer is no day.", "{count} answers are no days.", spread.others))
    elif spread.others:
        told.append(trn("{count} answer is no number.", "{count} answers are no numbers.", spread.others))
    return " ".join(told).format(count=number_words(spread.others, 0))


def _texts_note(texts: Texts) -> str:
    if not texts.others:
        return ""
    if not texts.shown:
        return tr("Every answer is another: {count} in all.").format(count=number_words(texts.different, 0))
    words = trn("{count} row has another answer.", "{count} rows have other answers.", texts.others)
    return words.format(count=number_words(texts.others, 0))
