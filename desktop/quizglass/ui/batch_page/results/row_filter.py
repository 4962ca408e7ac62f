"""Which rows are shown: by words, by what came of them, by question, by value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeAlias

from quizglass.geometry import PageRect
from quizglass.text.folding import fold
from quizglass.ui.batch_page.results.answer_value import ValueKind
from quizglass.ui.batch_page.results.found_row import FoundRow, searchable
from quizglass.ui.batch_page.results.row_kind import RowKind

QuestionKey: TypeAlias = tuple[str, PageRect | None]
"""A question is its words and its region."""


class ValueTest(Protocol):
    """What a bar of a chart stands for."""

    def fits(self, found: FoundRow) -> bool: ...


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """``text`` is folded."""

    text: str

    def fits(self, found: FoundRow) -> bool:
        return found.value.kind is not ValueKind.NONE and fold(found.row.settled) == self.text


@dataclass(frozen=True, slots=True)
class WithinRange:
    """Numbers, or days by their count; ``last`` belongs to it where ``closed``."""

    kind: ValueKind
    first: Decimal
    last: Decimal
    closed: bool

    def fits(self, found: FoundRow) -> bool:
        value = found.value
        if value.kind is not self.kind or value.number < self.first:
            return False
        return value.number < self.last or (self.closed and value.number == self.last)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """All of it must hold. ``words`` are as in `FoundRow.searched`; None means any.

    ``value`` is of the answers to one question: what those to others are does not matter, they are not shown.
    """

    words: tuple[str, ...] = ()
    kinds: frozenset[RowKind] | None = None
    question: QuestionKey | None = None
    value: tuple[QuestionKey, ValueTest] | None = None

    def fits(self, found: FoundRow) -> bool:
        return (
            (self.kinds is None or found.kind in self.kinds)
            and (self.question is None or question_of(found) == self.question)
            and all(word in found.searched for word in self.words)
            and (self.value is None or (question_of(found) == self.value[0] and self.value[1].fits(found)))
        )


def question_of(found: FoundRow) -> QuestionKey:
    return found.row.question, found.row.region


def words_of(typed: str) -> tuple[str, ...]:
    """What was typed, as `RowFilter` has it."""
    return tuple(searchable(typed).split())
